import { assert, double, float64Array, integer, property, record } from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { percentileInterval } from "../../../src/evaluation/bootstrap.ts";
import { compareSamples } from "../../../src/evaluation/compare.ts";
import { resolveMetric } from "../../../src/evaluation/metric-table.ts";
import { prepareEce, prepareEceNoise } from "../../../src/evaluation/metrics/probability.ts";
import type { MetricComparison } from "../../../src/evaluation/report-schema.ts";
import { reversedInterval } from "../../../src/evaluation/reversed-interval.ts";
import type { BinarySample } from "../../../src/evaluation/sample.ts";
import { fromJsonNumber } from "../../../src/math/json-number.ts";
import { createRandom } from "../../../src/math/random.ts";

const numbers = z.array(z.number());
const golden = z
  .object({
    tolerance: z.object({ absolute: z.number() }),
    confidence: z.number(),
    cases: z.array(
      z.object({
        name: z.string(),
        score: numbers,
        target: numbers,
        weights: numbers,
        counts: z.array(z.string()),
        value: z.number(),
        draws: numbers,
        noise: numbers,
        interval: numbers,
        percentile: numbers,
      }),
    ),
  })
  .parse(
    JSON.parse(readFileSync(new URL("../../golden/calibration/intervals.json", import.meta.url), "utf8")),
  );

function expectClose(actual: Float64Array | readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  const furthest = Math.max(
    ...expected.map((value, index) => Math.abs(value - (actual[index] ?? Number.NaN))),
  );
  expect(furthest).toBeLessThanOrEqual(golden.tolerance.absolute);
}

function binary(target: ArrayLike<number>, score: ArrayLike<number>): BinarySample {
  const [values, scores] = [Float64Array.from(target), Float64Array.from(score)];
  return { task: "binary-classification", target: values, score: scores, threshold: 0.5 };
}

describe("the interval of the expected calibration error", () => {
  it.each(golden.cases)("of $name is NumPy's and SciPy's", (entry) => {
    const sample = binary(entry.target, entry.score);
    const weights = Float64Array.from(entry.weights);
    const [value, noise] = [prepareEce(sample), prepareEceNoise(sample, weights)];
    const drawn = entry.counts.map((counts) => weights.map((weight, row) => weight * Number(counts[row])));
    const draws = Float64Array.from(drawn, (one) => value(one));
    const ofNoise = Float64Array.from(drawn, (one) => noise(one));
    expectClose([value(weights)], [entry.value]);
    expectClose(draws, entry.draws);
    expectClose(ofNoise, entry.noise);
    expectClose(percentileInterval(draws, golden.confidence), entry.percentile);
    const raised = { value: value(weights), draws, noise: ofNoise, range: [0, 1] as const };
    expectClose(reversedInterval(raised, golden.confidence), entry.interval);
  });

  it("has the value inside and stays in the range, whatever the draws are", () => {
    const share = { min: 0, max: 1, noNaN: true };
    const column = float64Array({ ...share, minLength: 20, maxLength: 60 });
    const facts = record({
      value: double(share),
      draws: column,
      noise: column,
      rows: integer({ min: 1, max: 500 }),
    });
    assert(
      property(facts, ({ rows, ...raised }) => {
        const [low, high] = reversedInterval({ ...raised, range: [0, 1] }, 0.95, rows);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(raised.value);
        expect(high).toBeGreaterThanOrEqual(raised.value);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("is undefined where the value is, or more than 5 % of the draws", () => {
    const [draws, noise] = [new Float64Array(100).fill(0.1), new Float64Array(100).fill(0.01)];
    const undefinedDraws = draws.map((draw, index) => (index < 6 ? Number.NaN : draw));
    const range = [0, 1] as const;
    for (const raised of [
      { value: Number.NaN, draws, noise, range },
      { value: 0.1, draws: undefinedDraws, noise, range },
      { value: 0.1, draws, noise: undefinedDraws, range },
      { value: 0.1, draws: new Float64Array(), noise, range },
    ]) {
      expect(reversedInterval(raised, 0.95, 100)).toEqual([Number.NaN, Number.NaN]);
    }
    expect(reversedInterval({ value: 0.1, draws, noise, range }, 0.95, 100)).toEqual([0.1, 0.1]);
  });
});

describe("a comparison of calibration errors", () => {
  /** Rows whose model says the true probability, and another that says it 0.1 too high. */
  function drawRows(rows: number): readonly [BinarySample, BinarySample] {
    const random = createRandom(7);
    const score = Float64Array.from({ length: rows }, () => 0.9 * random.nextFloat());
    const target = score.map((value) => (random.nextFloat() < value ? 1 : 0));
    const high = score.map((value) => value + 0.1);
    return [binary(target, score), binary(target, high)];
  }

  const ends = (estimate: MetricComparison["challenger"]): readonly number[] =>
    [estimate?.interval?.[0], estimate?.value, estimate?.interval?.[1]].map((one) =>
      fromJsonNumber(one ?? "nan"),
    );

  const compare = (names: readonly string[], drawLimit?: number) => {
    const [challenger, champion] = drawRows(3000);
    const metrics = names.map((name) => resolveMetric(name));
    const request = { metrics, challenger, champion, resamples: 200, seed: 3, confidence: 0.95 };
    return compareSamples({ ...request, ...(drawLimit === undefined ? {} : { drawLimit }) }).comparisons;
  };

  it.each([undefined, 1])(
    "begins at 0 for a calibrated model and not for one that is too high (draw limit %s)",
    (limit) => {
      const [found] = compare(["ece"], limit);
      const [low, value, high] = ends(found?.challenger ?? null);
      expect(low).toBe(0);
      expect(value).toBeLessThanOrEqual(high ?? 0);
      const [least = 0, , greatest = 0] = ends(found?.champion ?? null);
      expect(least).toBeGreaterThan(0.07);
      expect(least).toBeLessThan(0.1);
      expect(greatest).toBeGreaterThan(0.1);
      const [lower = 0, gap = 0, upper = 0] = ends(found?.difference ?? null);
      expect([lower <= gap, gap <= upper, found?.verdict]).toEqual([true, true, "better"]);
    },
  );

  it.each([undefined, 1])("leaves the intervals of other metrics as they are (draw limit %s)", (limit) => {
    const names = ["roc_auc", "log_loss", "mce", "brier"];
    const [first, ...others] = compare(["ece", ...names], limit);
    expect(first?.metric).toBe("ece");
    expect(others).toEqual(compare(names, limit));
  });
});
