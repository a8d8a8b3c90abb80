import { describe, expect, it } from "vitest";
import { differenceInterval, percentileInterval } from "../../../src/evaluation/bootstrap.ts";
import { compareSamples, type ComparisonRequest } from "../../../src/evaluation/compare.ts";
import { resolveMetric } from "../../../src/evaluation/metric-table.ts";
import type { MetricComparison } from "../../../src/evaluation/report-schema.ts";
import type { BinarySample } from "../../../src/evaluation/sample.ts";
import { planSlices } from "../../../src/evaluation/slices.ts";
import { verdictOf } from "../../../src/evaluation/verdict.ts";
import { createRandom } from "../../../src/math/random.ts";

/** Targets drawn from a probability; `noise` blurs what the model sees of it. */
function drawSample(rows: number, noise: number, seed = 1): BinarySample {
  const random = createRandom(seed);
  const blur = createRandom(seed + 1000);
  const truth = Float64Array.from({ length: rows }, () => random.nextFloat());
  const target = truth.map((probability) => (random.nextFloat() < probability ? 1 : 0));
  const score = truth.map((value) => Math.min(1, Math.max(0, value + noise * (blur.nextFloat() - 0.5))));
  return { task: "binary-classification", target, score, threshold: 0.5 };
}

function compare(changes: Partial<ComparisonRequest>): readonly MetricComparison[] {
  const request: ComparisonRequest = {
    metrics: ["roc_auc", "log_loss", "brier"].map((metric) => resolveMetric(metric)),
    challenger: drawSample(2000, 0.1),
    champion: drawSample(2000, 0.8),
    resamples: 200,
    seed: 3,
    confidence: 0.95,
    drawLimit: Infinity,
    ...changes,
  };
  return compareSamples(request).comparisons;
}

const widthOf = (comparison: MetricComparison | undefined): number => {
  const [low, high] = comparison?.difference?.interval ?? [0, 0];
  return Number(high) - Number(low);
};

describe("comparing two models on the same rows", () => {
  it("says better when the interval of the difference leaves out zero, worse the other way round", () => {
    const better = compare({});
    const worse = compare({ challenger: drawSample(2000, 0.8), champion: drawSample(2000, 0.1) });
    expect(better.map(({ verdict }) => verdict)).toEqual(["better", "better", "better"]);
    expect(worse.map(({ verdict }) => verdict)).toEqual(["worse", "worse", "worse"]);
    expect(worse[0]?.difference?.value).toBeCloseTo(-Number(better[0]?.difference?.value), 12);
  });

  it("finds no difference, and no width, between a model and itself", () => {
    const [auc] = compare({ champion: drawSample(2000, 0.1) });
    expect(auc).toMatchObject({ difference: { value: 0, interval: [0, 0] }, verdict: "within noise" });
  });

  it("repeats itself with the same seed and differs with another", () => {
    expect(compare({ seed: 5 })).toEqual(compare({ seed: 5 }));
    expect(compare({ seed: 5 })).not.toEqual(compare({ seed: 6 }));
  });

  it("has narrower intervals of the difference than unpaired rows would have", () => {
    const [auc] = compare({ champion: drawSample(2000, 0.15) });
    const [low, high] = auc?.challenger?.interval ?? [0, 0];
    expect(widthOf(auc)).toBeLessThan((Number(high) - Number(low)) / 2);
  });

  it("tests the difference of AUCs and of accuracies, unless rows are weighted", () => {
    const metrics = ["roc_auc", "accuracy", "brier"].map((metric) => resolveMetric(metric));
    const tests = compare({ metrics }).map(({ test }) => test?.name);
    expect(tests).toEqual(["delong", "mcnemar", undefined]);
    const weights = new Float64Array(2000).fill(2);
    expect(compare({ metrics, weights }).every(({ test }) => test === undefined)).toBe(true);
    const ones = new Float64Array(2000).fill(1);
    expect(compare({ metrics, weights: ones }).map(({ test }) => test?.name)).toEqual(tests);
    expect(compare({ metrics, champion: undefined }).every(({ test }) => test === undefined)).toBe(true);
  });

  it("is not comparable without a champion, or when a metric refuses the champion's values", () => {
    const scores = drawSample(2000, 0.8);
    const champion = { ...scores, score: scores.score.map((score) => score * 10) };
    expect(compare({ champion: undefined }).map(({ verdict }) => verdict)).toEqual(
      Array.from({ length: 3 }, () => "not comparable"),
    );
    expect(compare({ champion }).map(({ verdict }) => verdict)).toEqual([
      "better",
      "not comparable",
      "not comparable",
    ]);
  });

  it("gives no interval when many draws leave a metric undefined", () => {
    const target = Float64Array.of(1, 0, 0, 0);
    const few = { ...drawSample(4, 0.1), target };
    const [auc] = compare({ challenger: few, champion: few });
    expect(auc).toMatchObject({ challenger: { interval: ["nan", "nan"] }, verdict: "not comparable" });
  });

  it("calls about one comparison in twenty of equal models better or worse", () => {
    const runs = 200;
    const accuracy = [resolveMetric("brier")];
    const wrong = Array.from({ length: runs }, (_, run) => {
      const sample = drawSample(300, 0.4, run + 1);
      const blur = createRandom(run + 5000);
      const score = drawSample(300, 0, run + 1).score.map((value) =>
        Math.min(1, Math.max(0, value + 0.4 * (blur.nextFloat() - 0.5))),
      );
      const [result] = compare({
        metrics: accuracy,
        challenger: sample,
        champion: { ...sample, score },
        seed: run,
      });
      return result?.verdict !== "within noise";
    }).filter(Boolean).length;
    expect(wrong / runs).toBeLessThan(0.1);
  });
});

describe("the percentile interval", () => {
  it("covers the middle of the draws", () => {
    const draws = Float64Array.from({ length: 101 }, (_, index) => index);
    expect(percentileInterval(draws, 0.5)).toEqual([24.5, 75.5]);
  });

  it("of a difference is 8 % longer, and has no width where there is none", () => {
    const draws = Float64Array.from({ length: 1001 }, (_, index) => index);
    const [low, high] = percentileInterval(draws, 0.95, 500);
    const [lower, higher] = differenceInterval(draws, 0.95, 500);
    expect(higher - lower).toBeCloseTo(1.08 * (high - low), 9);
    expect(lower + higher).toBeCloseTo(low + high, 9);
    expect(differenceInterval(new Float64Array(100), 0.95, 500)).toEqual([0, 0]);
    expect(differenceInterval(new Float64Array(), 0.95, 500)).toEqual([Number.NaN, Number.NaN]);
  });

  it("is undefined without draws", () => {
    expect(percentileInterval(new Float64Array(), 0.95)).toEqual([Number.NaN, Number.NaN]);
  });
});

describe("a verdict", () => {
  it.each([
    [{ value: 1, interval: [0.5, 2] as const }, "higher", "better"],
    [{ value: 1, interval: [0.5, 2] as const }, "lower", "worse"],
    [{ value: 1, interval: [0.5, 2] as const }, "none", "changed"],
    [{ value: 1, interval: [-0.5, 2] as const }, "higher", "within noise"],
    [{ value: 1, interval: [Number.NaN, 2] as const }, "higher", "not comparable"],
    [{ value: -1, interval: null }, "higher", "worse"],
    [{ value: 0, interval: null }, "none", "within noise"],
  ] as const)("on %j with direction %s is %s", (difference, direction, verdict) => {
    expect(verdictOf(difference, direction)).toBe(verdict);
  });
});

describe("slices", () => {
  it("follow the values of a column, the most frequent first", () => {
    const columns = new Map([["carrier", ["UA", "AA", null, "AA"]]]);
    expect(planSlices(["carrier"], columns).slices.map(({ name, rows }) => [name, [...rows]])).toEqual([
      ["carrier=AA", [1, 3]],
      ["carrier is missing", [2]],
      ["carrier=UA", [0]],
    ]);
  });

  it("put a value on an edge into the upper bin", () => {
    const columns = new Map([["distance", [499.9, 500, 1500, null, 10n]]]);
    const { slices } = planSlices([{ column: "distance", bins: [500, 1500] }], columns);
    expect(slices.map(({ name, rows }) => [name, [...rows]])).toEqual([
      ["distance < 500", [0, 4]],
      ["distance 500 to 1500", [1]],
      ["distance ≥ 1500", [2]],
      ["distance is missing", [3]],
    ]);
  });

  it("stop at fifty values and say so", () => {
    const columns = new Map([["airport", Array.from({ length: 60 }, (_, index) => `A${index}`)]]);
    const planned = planSlices(["airport"], columns);
    expect(planned.slices).toHaveLength(50);
    expect(planned.notes).toEqual(["airport has 60 values; the 50 most frequent are slices"]);
  });
});
