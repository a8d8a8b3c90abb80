import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyOverrides, type GateOverride } from "../../../src/evaluation/gate-override.ts";
import { describeGate } from "../../../src/evaluation/gate-rule.ts";
import { judgeReport, keepGatedMetrics } from "../../../src/evaluation/judge-report.ts";
import { findContradictions } from "../../../src/evaluation/report-contradictions.ts";
import type { EvaluationReport, GateResult } from "../../../src/evaluation/report-schema.ts";
import { makeReport } from "../../support/bot-world.ts";

const gates = [
  { metric: "roc_auc", min: 0.7 },
  { metric: "roc_auc", max_regression: 0.001 },
];
const statuses = ["pass", "warn", "fail"] as const;

function claim(gate: string, status: GateResult["status"]): GateResult {
  return { gate, metric: "roc_auc", slice: null, status, reasonCode: "gate.claimed", reason: "" };
}

describe("a report that is judged anew", () => {
  it("never looks better than its numbers, nor than what it says of itself", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...statuses),
        fc.constantFrom(...statuses),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (verdict, claimed, value) => {
          const [metric] = makeReport().metrics;
          if (metric === undefined) throw new RangeError("the report of the test has no metric");
          const challenger = { value, interval: null };
          const difference = { value: value - 0.7, interval: null };
          const rule = { metric: "roc_auc", min: 0.7 };
          const report = makeReport({
            verdict,
            metrics: [{ ...metric, challenger, difference }],
            gates: [claim(describeGate(rule), claimed)],
          });
          const judged = judgeReport(report, { gates: [rule], strict: false });
          const worst = Math.max(
            statuses.indexOf(verdict),
            statuses.indexOf(claimed),
            value < 0.7 ? statuses.indexOf("fail") : 0,
          );
          expect(judged.verdict).toBe(statuses[worst]);
        },
      ),
    );
  });

  it("is the same when it is judged twice", () => {
    const once = judgeReport(makeReport(), { gates, strict: false });
    expect(judgeReport(once, { gates, strict: false })).toEqual(once);
  });

  it("keeps a gate that only the run knew, and says nothing of an unchanged model", () => {
    const report = makeReport({ gates: [claim("mae ≤ 1", "fail")] });
    expect(judgeReport(report, { gates: [], strict: false }).verdict).toBe("fail");
    const unchanged = makeReport({ outcome: "unchanged", metrics: [], gates: [] });
    expect(judgeReport(unchanged, { gates, strict: false })).toBe(unchanged);
  });

  it("never lacks a gated metric because there are many others", () => {
    const [metric] = makeReport().metrics;
    if (metric === undefined) throw new RangeError("the report of the test has no metric");
    const many = Array.from({ length: 300 }, (_, index) => ({ ...metric, metric: `m.json:k${index}` }));
    const kept = keepGatedMetrics(many, [{ metric: "m.json:k250", max: 1 }], 100).map(
      (entry) => entry.metric,
    );
    expect(kept).toHaveLength(100);
    expect(kept.slice(-2)).toEqual(["m.json:k98", "m.json:k250"]);
  });
});

describe("contradictions of a report", () => {
  const [metric] = makeReport().metrics;
  const withMetric = (changes: Partial<EvaluationReport["metrics"][number]>): EvaluationReport => {
    if (metric === undefined) throw new RangeError("the report of the test has no metric");
    return makeReport({ metrics: [{ ...metric, ...changes }] });
  };

  it("are none in a sound report, with rounding, undefined and file metrics", () => {
    expect(findContradictions(makeReport())).toEqual([]);
    expect(findContradictions(withMetric({ difference: { value: 0.02, interval: null } }))).toEqual([]);
    const nan = { value: "nan" as const, interval: null };
    expect(
      findContradictions(withMetric({ challenger: nan, difference: nan, verdict: "not comparable" })),
    ).toEqual([]);
    const file = { metric: "m.json:loss", direction: "lower" as const, rows: 0, verdict: "worse" as const };
    const report = withMetric(file);
    expect(findContradictions({ ...report, outcome: "first", data: null })).toEqual([]);
  });

  it.each<readonly [string, EvaluationReport]>([
    ["there twice", makeReport({ metrics: metric === undefined ? [] : [metric, metric] })],
    ["not its direction", withMetric({ direction: "lower", verdict: "worse" })],
    [
      "outside 0 to 1",
      withMetric({ champion: { value: -1, interval: null }, difference: null, verdict: "missing" }),
    ],
    ["minus champion", withMetric({ difference: { value: 0.021, interval: null } })],
    ["ends before it begins", withMetric({ challenger: { value: 0.72, interval: [0.8, 0.7] } })],
    ["difference to nothing", withMetric({ champion: null })],
    ["is not worse", withMetric({ verdict: "worse" })],
    ["1001 rows of 1000", withMetric({ rows: 1001 })],
    ["yet it has metrics", makeReport({ outcome: "unchanged" })],
    ["yet there is a champion", makeReport({ outcome: "first" })],
    ["champion that is not there", makeReport({ champion: null })],
    ["yet it was scored", makeReport({ challenger: null })],
    ["slice a has 2000 rows", makeReport({ slices: [{ slice: "a", rows: 2000, metrics: [] }] })],
    [
      "slice a: roc_auc: it was computed on 1001 rows",
      makeReport({ slices: [{ slice: "a", rows: 9, metrics: withMetric({ rows: 1001 }).metrics }] }),
    ],
  ])("%s", (text, report) => {
    expect(findContradictions(report).join("\n")).toContain(text);
  });
});

describe("an override", () => {
  const report = judgeReport(makeReport(), { gates: [{ metric: "roc_auc", min: 0.9 }], strict: false });
  const override: GateOverride = {
    model: "delay",
    gate: "roc_auc",
    by: "mia",
    reason: "the floor is for the old data",
    headSha: report.headSha,
    baseSha: report.baseSha,
    isSticky: false,
  };

  it("passes the gate with name, reason and end, and the verdict follows", () => {
    const [first] = applyOverrides(report, [override]).gates;
    expect(first).toMatchObject({ status: "pass", reasonCode: "gate.overridden" });
    expect(first?.reason).toBe(
      "overridden by @mia until the next push or move of the base: the floor is for the old data; it was gate.below-min: 0.72 is below 0.9",
    );
  });

  it.each<readonly [string, Partial<GateOverride>, boolean]>([
    ["ends with a push", { headSha: "9".repeat(40) }, false],
    ["ends with a push even when it is sticky", { headSha: "9".repeat(40), isSticky: true }, false],
    ["ends when the base moves", { baseSha: "9".repeat(40) }, false],
    ["outlives the base when it is sticky", { baseSha: "9".repeat(40), isSticky: true }, true],
    ["is of one model", { model: "other" }, false],
    ["needs a reason", { reason: "  " }, false],
    ["takes the gate's sentence too", { gate: "roc_auc ≥ 0.9" }, true],
  ])("%s", (_, changes, isApplied) => {
    const [first] = applyOverrides(report, [{ ...override, ...changes }]).gates;
    expect(first?.status).toBe(isApplied ? "pass" : "fail");
  });

  it("cannot vouch for numbers that are not there", () => {
    const unjudged = judgeReport(makeReport(), { gates: [{ metric: "ece", max: 1 }], strict: false });
    expect(applyOverrides(unjudged, [{ ...override, gate: "ece" }]).verdict).toBe("fail");
  });
});
