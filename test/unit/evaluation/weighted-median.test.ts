import { describe, expect, it } from "vitest";
import { prepareWeightedMedian } from "../../../src/evaluation/metrics/weighted-median.ts";
import { createRandom } from "../../../src/math/random.ts";

/** Every row as often as it weighs, sorted; the middle one, or the mean of the two. */
function medianByRepetition(values: Float64Array, weights: Float64Array): number {
  const all = [...values].flatMap((value, row) => Array.from({ length: weights[row] ?? 0 }, () => value));
  const sorted = Float64Array.from(all).sort();
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

describe("the weighted median", () => {
  it.each([4095, 4096, 4097, 20_000])("of %d rows, more than one block, is that of repeated rows", (rows) => {
    const random = createRandom(rows);
    for (const levels of [3, 100, 2 ** 20]) {
      const values = new Float64Array(rows).map(() => random.nextBelow(levels) - levels / 2);
      const median = prepareWeightedMedian(values);
      for (const most of [2, 4]) {
        const weights = new Float64Array(rows).map(() => random.nextBelow(most));
        expect(median(weights)).toBe(medianByRepetition(values, weights));
      }
    }
  });

  it("takes both sides of an even split, far apart in rank", () => {
    const values = new Float64Array(10_000).map((_, row) => row);
    const weights = new Float64Array(10_000);
    weights[0] = 1;
    weights[9999] = 1;
    expect(prepareWeightedMedian(values)(weights)).toBe(9999 / 2);
    weights[9999] = 1.5;
    expect(prepareWeightedMedian(values)(weights)).toBe(9999);
  });

  it("is undefined without weight and without rows", () => {
    expect(prepareWeightedMedian(Float64Array.of(1, 2))(Float64Array.of(0, 0))).toBeNaN();
    expect(prepareWeightedMedian(new Float64Array())(new Float64Array())).toBeNaN();
  });
});
