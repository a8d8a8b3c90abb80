import { describe, expect, it } from "vitest";
import { bootstrap, percentileInterval } from "../../../src/evaluation/bootstrap.ts";
import { compareSamples } from "../../../src/evaluation/compare.ts";
import { littleBootstraps, subsetRows } from "../../../src/evaluation/little-bootstraps.ts";
import { resolveMetric } from "../../../src/evaluation/metric-table.ts";
import { type BinarySample, takeRows } from "../../../src/evaluation/sample.ts";
import { createRandom } from "../../../src/math/random.ts";

/** Rows of which `share` are positive, scored well enough to overlap. */
function drawSample(rows: number, share: number, seed: number): BinarySample {
  const random = createRandom(seed);
  const target = Float64Array.from({ length: rows }, () => (random.nextFloat() < share ? 1 : 0));
  const noise = (): number => (random.nextFloat() + random.nextFloat() + random.nextFloat()) / 3;
  const score = target.map((value) => Math.min(0.99, Math.max(0.01, 0.2 * value + 0.8 * noise())));
  return { task: "binary-classification", target, score, threshold: 0.5 };
}

function spreadOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

describe("the bag of little bootstraps", () => {
  it.each([
    ["roc_auc", 0.3],
    ["log_loss", 0.3],
    ["accuracy", 0.3],
    ["average_precision", 0.3],
    ["ks", 0.3],
    ["roc_auc", 0.004],
    ["recall", 0.004],
  ])("lets %s vary as the plain bootstrap does, with a share of positives of %d", (name, share) => {
    const sample = drawSample(20_000, share, 3);
    const metric = resolveMetric(name);
    const weights = new Float64Array(20_000).fill(1);
    const plain = bootstrap({ statistics: [metric.prepare(sample)], weights, resamples: 400, seed: 1 });
    const little = littleBootstraps({
      prepare: (rows) => [metric.prepare(takeRows(sample, rows))],
      weights,
      strata: sample.target,
      resamples: 400,
      seed: 2,
    });
    const ratio = spreadOf(little[0] ?? new Float64Array()) / spreadOf(plain[0] ?? new Float64Array());
    // Each spread of 400 draws has a relative standard error of 3.5 %: four of the ratio's are 0.2.
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
  });

  it("takes weights as the plain bootstrap does", () => {
    const sample = drawSample(20_000, 0.3, 4);
    const random = createRandom(5);
    const weights = Float64Array.from({ length: 20_000 }, () => 4 * random.nextFloat() ** 2);
    const metrics = [resolveMetric("brier")];
    const request = { metrics, challenger: sample, champion: undefined, weights, seed: 6, confidence: 0.95 };
    const widths = [Infinity, 0].map((drawLimit) => {
      const { comparisons } = compareSamples({ ...request, resamples: 400, drawLimit });
      const [low, high] = comparisons[0]?.challenger?.interval ?? [];
      return Number(high) - Number(low);
    });
    expect((widths[1] ?? 0) / (widths[0] ?? 0)).toBeGreaterThan(0.75);
    expect((widths[1] ?? 0) / (widths[0] ?? 0)).toBeLessThan(1.3);
  });

  it("is used above the limit, says so, keeps the values of all rows and repeats itself", () => {
    const [challenger, champion] = [drawSample(30_000, 0.3, 7), drawSample(30_000, 0.3, 7)];
    const request = {
      metrics: [resolveMetric("roc_auc"), resolveMetric("recall")],
      challenger,
      champion,
      resamples: 1000,
      seed: 1,
      confidence: 0.95,
    };
    const result = compareSamples(request);
    expect(result.resampledRows).toBe(2000);
    expect(result.note).toMatch(/20 subsets of 2000 rows/);
    expect(result).toEqual(compareSamples(request));
    expect(result.comparisons[0]?.difference).toEqual({ value: 0, interval: [0, 0] });
    const plain = compareSamples({ ...request, resamples: 100, drawLimit: Infinity });
    expect(plain.note).toBeUndefined();
    expect(plain.comparisons[1]?.challenger?.value).toBe(result.comparisons[1]?.challenger?.value);
  });

  it("gives no interval where one class has no weight, and takes many classes", () => {
    const request = { resamples: 1000, seed: 1, confidence: 0.95, champion: undefined };
    const ones = drawSample(30_000, 1, 8);
    const [auc] = compareSamples({
      ...request,
      metrics: [resolveMetric("roc_auc")],
      challenger: ones,
    }).comparisons;
    expect(auc?.challenger?.interval).toEqual(["nan", "nan"]);
    const classes = 300;
    const random = createRandom(9);
    const many = {
      task: "multiclass-classification",
      target: Float64Array.from({ length: 30_000 }, () => random.nextBelow(classes)),
      probabilities: new Float64Array(30_000 * classes).fill(1 / classes),
      classes,
    } as const;
    const [accuracy] = compareSamples({
      ...request,
      resamples: 700,
      metrics: [resolveMetric("accuracy")],
      challenger: many,
      drawLimit: 0,
    }).comparisons;
    const [low, high] = accuracy?.challenger?.interval ?? [];
    expect(Number(high) - Number(low)).toBeGreaterThan(0);
  });

  it("never takes more rows than there are", () => {
    expect([subsetRows(5), subsetRows(2000), subsetRows(1_000_000)]).toEqual([5, 2000, 15_849]);
  });
});

describe("the expanded percentile interval", () => {
  const draws = Float64Array.from({ length: 999 }, (_, index) => index + 1);

  it("leaves the tail's share of draws out at each end", () => {
    const [low, high] = percentileInterval(draws, 0.95);
    expect(low).toBeCloseTo(25, 9);
    expect(high).toBeCloseTo(975, 9);
  });

  it("is wider for few rows, by Student's quantile", () => {
    const [low, high] = percentileInterval(draws, 0.95, 10);
    // t(0.975; 9) = 2.2621572, times the root of 10/9 is 2.3845: tail 0.0085519.
    expect(low).toBeCloseTo(8.5519, 2);
    expect(high).toBeCloseTo(1000 - 8.5519, 2);
    expect(percentileInterval(draws, 0.95, 1)[0]).toBeCloseTo(25, 9);
  });
});
