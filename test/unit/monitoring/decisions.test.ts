import { assert, constantFrom, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { decideAlert } from "../../../src/monitoring/alert-decision.ts";
import {
  formatDriftMarker,
  formatDriftRecord,
  parseDriftMarker,
  parseDriftRecord,
  type DriftRecord,
} from "../../../src/monitoring/drift-marker.ts";
import { decideRetrain, parseAtMost, type RetrainFacts } from "../../../src/monitoring/retrain-decision.ts";
import { driftKinds, type Series } from "../../../src/monitoring/series.ts";
import { judgeKind, parseOpenRule } from "../../../src/monitoring/verdict.ts";
import { datesOf, parseDuration, planWindows } from "../../../src/monitoring/windows.ts";

describe("windows", () => {
  it("are aligned to UTC, complete and oldest first", () => {
    expect(planWindows("2001-05-04T11:59:00+02:00", parseDuration("1d"), 2)).toEqual([
      { start: "2001-05-02T00:00:00.000Z", end: "2001-05-03T00:00:00.000Z" },
      { start: "2001-05-03T00:00:00.000Z", end: "2001-05-04T00:00:00.000Z" },
    ]);
    expect(planWindows("2001-05-04T00:00:00Z", parseDuration("6h"), 1)).toEqual([
      { start: "2001-05-03T18:00:00.000Z", end: "2001-05-04T00:00:00.000Z" },
    ]);
  });

  it("touch the dates on which they have time", () => {
    expect(datesOf(planWindows("2001-05-03T12:00:00Z", parseDuration("6h"), 3))).toEqual([
      "2001-05-02",
      "2001-05-03",
    ]);
  });

  it("refuse text that is no time or duration", () => {
    expect(() => planWindows("soon", 1000, 1)).toThrow(/"soon" is not an ISO 8601 time/);
    expect(() => parseDuration("1 day")).toThrow(/not a duration/);
    expect(parseAtMost("1 per 24h")).toBe(86_400_000);
  });
});

function seriesOf(values: readonly (number | null)[], subject = "a"): Series {
  return { check: "data_drift", subject, measure: "PSI", limit: 0.2, values };
}
const rule = parseOpenRule("3 of 5");

describe("the k-of-n rule", () => {
  it.each([
    ["three of the last five", [0.1, 0.3, 0.1, 0.3, 0.3], "over"],
    ["two of five are noise", [0.3, 0.1, 0.3, 0.1, 0.1], "undecided"],
    ["three clean in a row", [0.3, 0.3, 0.1, 0.1, 0.1], "clean"],
    ["three over, then three clean", [0.3, 0.3, 0.3, 0.1, 0.1, 0.1], "clean"],
    ["windows with too few rows are passed over", [0.3, 0.3, null, null, 0.3, null], "over"],
    ["older than the last n does not count", [0.3, 0.3, 0.3, 0.3, 0.1, 0.3, 0.1, 0.1], "undecided"],
    ["exactly the limit is not over", [0.2, 0.2, 0.2], "clean"],
    ["fewer than k judged", [null, 0.3, 0.3], "not enough data"],
    ["no windows", [], "not enough data"],
  ] as const)("%s", (_, values, state) => {
    expect(judgeKind("data", [seriesOf(values)], rule).state).toBe(state);
  });

  it("counts each series by itself: two columns in turn are not three windows", () => {
    const series = [seriesOf([0.3, 0.1, 0.3, 0.1], "a"), seriesOf([0.1, 0.3, 0.1, 0.3], "b")];
    expect(judgeKind("data", series, rule).state).toBe("undecided");
  });

  it("puts the worst first and grades it", () => {
    const verdict = judgeKind("data", [seriesOf([0.3, 0.3, 0.3], "mild"), seriesOf([1, 1, 1], "bad")], rule);
    expect(verdict).toMatchObject({ severity: 3, series: [{ subject: "bad" }, { subject: "mild" }] });
    expect(judgeKind("prediction", [seriesOf([1, 1, 1])], rule)).toMatchObject({ series: [], severity: 0 });
  });

  it("is refused when k is greater than n", () => {
    expect(() => parseOpenRule("6 of 5")).toThrow(/1 ≤ k ≤ n/);
  });
});

const record: DriftRecord = {
  schema: "pawl.drift-record/1",
  state: "open",
  version: "v1.0.0",
  openedAt: "2001-05-04T00:00:00.000Z",
  retrain: null,
};

describe("what an issue says of itself", () => {
  it("is read back as it was written", () => {
    assert(
      property(constantFrom(...driftKinds), integer({ min: 1, max: 1e9 }), (kind, sequence) => {
        const marker = { repositoryId: sequence, model: "a-b", environment: "prod_1", kind, sequence };
        expect(parseDriftMarker(`${formatDriftMarker(marker)}\r\ntext`)).toEqual(marker);
      }),
    );
    const hostile = { ...record, version: "--> <!--" };
    expect(formatDriftRecord(hostile).indexOf("-->")).toBe(formatDriftRecord(hostile).length - 3);
    expect(parseDriftRecord(`x\n${formatDriftRecord(hostile)}\ny`)).toEqual(hostile);
  });

  it.each(["", "<!-- pawl:drift-record {} -->", "<!-- pawl:drift-record {broken -->"])(
    "counts as unknown when a person damaged it: %s",
    (body) => {
      expect(parseDriftRecord(body)).toBeUndefined();
      expect(parseDriftMarker(body)).toBeUndefined();
    },
  );
});

describe("the decision on an issue", () => {
  const over = judgeKind("data", [seriesOf([1, 1, 1])], rule);
  const clean = judgeKind("data", [seriesOf([0, 0, 0])], rule);
  it.each([
    ["no issue", over, undefined, "open"],
    ["an open issue", over, { state: "open", record }, "update"],
    [
      "an issue that Pawl closed",
      over,
      { state: "closed", record: { ...record, state: "closed" } },
      "reopen",
    ],
    ["an issue that a person closed", over, { state: "closed", record }, "nothing"],
    ["a damaged, closed issue", over, { state: "closed", record: undefined }, "reopen"],
    ["clean without an issue", clean, undefined, "nothing"],
    ["clean with an open issue", clean, { state: "open", record: undefined }, "close"],
    ["clean after a person closed", clean, { state: "closed", record }, "close"],
  ] as const)("on %s", (_, verdict, existing, decision) => {
    expect(decideAlert(verdict, existing, "v1.0.0").decision).toBe(decision);
  });
});

describe("the decision to retrain", () => {
  const asked = {
    state: "dispatched",
    at: "2001-05-04T00:00:00.000Z",
    version: "v1.0.0",
    severity: 1,
  } as const;
  const facts: RetrainFacts = {
    policy: { on: ["data_drift"], atLeastMs: 86_400_000 },
    kind: "data",
    isAlerting: true,
    severity: 1,
    version: "v1.0.0",
    openedAt: "2001-05-04T00:00:00.000Z",
    own: null,
    latest: null,
    until: "2001-05-04T00:00:00.000Z",
    pending: undefined,
  };
  it.each<[string, Partial<RetrainFacts>, string]>([
    ["the first time", {}, "retrain.opened"],
    ["without a policy", { policy: undefined }, "retrain.not-configured"],
    ["for a kind that the policy does not name", { kind: "performance" }, "retrain.not-configured"],
    ["after the drift ended", { isAlerting: false }, "retrain.no-drift"],
    [
      "again for the same",
      { own: asked, latest: asked, until: "2001-05-09T00:00:00.000Z" },
      "retrain.already-asked",
    ],
    ["when another kind asked at the same time", { latest: asked }, "retrain.already-asked"],
    [
      "when it got worse a day later",
      { own: asked, latest: asked, severity: 2, until: "2001-05-05T00:00:00.000Z" },
      "retrain.worse",
    ],
    ["when it got worse within a day", { own: asked, latest: asked, severity: 2 }, "retrain.too-soon"],
    [
      "when the next version drifts too, the same day",
      { own: asked, latest: asked, version: "v1.0.1", until: "2001-05-04T12:00:00.000Z" },
      "retrain.too-soon",
    ],
    ["while its pull request is open", { pending: "pull-request" }, "retrain.pull-request-open"],
    ["while its run is under way", { pending: "run" }, "retrain.run-in-progress"],
    ["after a crash before the dispatch", { own: { ...asked, state: "requested" } }, "retrain.interrupted"],
  ])("%s", (_, change, reasonCode) => {
    expect(decideRetrain({ ...facts, ...change }).reasonCode).toBe(reasonCode);
  });
});
