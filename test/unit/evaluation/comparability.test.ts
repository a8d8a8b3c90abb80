import { describe, expect, it } from "vitest";
import { assert as assertProperty, array, property, string } from "fast-check";
import {
  compareBasis,
  encodeIds,
  encodeTargets,
  judgeComparability,
  metricCode,
} from "../../../src/evaluation/comparability.ts";
import { comparabilitySchema } from "../../../src/evaluation/report-sections-schema.ts";
import type { MetricComparison } from "../../../src/evaluation/report-schema.ts";

const now = { rowsDigest: "sha256:aa", targetDigest: "sha256:bb", metricCode };

describe("what numbers were computed on", () => {
  it("is the same when nothing changed or the champion was scored again", () => {
    expect(compareBasis(now, { ...now }).changes).toEqual([]);
    expect(compareBasis(now, undefined)).toEqual({ ...now, changes: [] });
  });

  it.each([
    ["rowsDigest", "rows"],
    ["targetDigest", "target"],
    ["metricCode", "metric code"],
  ] as const)("names a changed %s", (property, what) => {
    const { changes } = compareBasis(now, { ...now, [property]: "other" });
    expect(changes).toEqual([{ what, detail: `was other, is ${now[property]}` }]);
  });

  it("counts what was not recorded, or is no text, as changed", () => {
    expect(compareBasis(now, {}).changes.map(({ what }) => what)).toEqual(["rows", "target", "metric code"]);
    expect(compareBasis(now, { ...now, rowsDigest: 7 }).changes).toEqual([
      { what: "rows", detail: "was not recorded, is sha256:aa" },
    ]);
    const inherited: object = Object.create(now);
    expect(compareBasis(now, { ...inherited }).changes).toHaveLength(3);
  });

  it("says how many rows have one answer only", () => {
    expect(compareBasis(now, undefined, 3).changes).toEqual([
      { what: "answers", detail: "3 rows have an answer of one model only" },
    ]);
  });

  it("fits the report whatever a Release says", () => {
    const hostile = { rowsDigest: "x".repeat(1_000_000), targetDigest: null, metricCode: ["pawl.metrics/1"] };
    expect(comparabilitySchema.safeParse(compareBasis(now, hostile)).success).toBe(true);
  });
});

describe("the bytes of a digest", () => {
  it("differ for different lists of identifiers", () => {
    const text = (ids: readonly string[]): string => new TextDecoder().decode(encodeIds(ids));
    assertProperty(
      property(array(string(), { maxLength: 4 }), array(string(), { maxLength: 4 }), (a, b) => {
        expect(text(a) === text(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
    expect(text(["a\nb"])).not.toBe(text(["a", "b"]));
  });

  it("are little-endian numbers, and minus zero is zero", () => {
    expect([...encodeTargets(Float64Array.of(1))]).toEqual([0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);
    expect(encodeTargets(Float64Array.of(-0))).toEqual(encodeTargets(Float64Array.of(0)));
  });
});

describe("judging comparability", () => {
  const comparison: MetricComparison = {
    metric: "roc_auc",
    direction: "higher",
    champion: { value: 0.7, interval: [0.6, 0.8] },
    challenger: { value: 0.9, interval: [0.85, 0.95] },
    difference: { value: 0.2, interval: [0.1, 0.3] },
    verdict: "better",
    rows: 10,
    test: { name: "delong", pValue: 0.001, interval: [0.1, 0.3] },
  };

  it("leaves comparable metrics as they are", () => {
    expect(judgeComparability([comparison], [])).toEqual([comparison]);
  });

  it("takes the verdict, the difference and the test back when something changed", () => {
    const { changes } = compareBasis(now, { ...now, targetDigest: "sha256:cc" });
    const { test: _, ...rest } = comparison;
    expect(judgeComparability([comparison], changes)).toEqual([
      { ...rest, difference: null, verdict: "not comparable" },
    ]);
  });
});
