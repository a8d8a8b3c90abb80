import { describe, expect, it } from "vitest";
import { quantile } from "../../../src/math/quantile.ts";
import { createRandom } from "../../../src/math/random.ts";

describe("the seeded random numbers", () => {
  it("repeat with their seed and differ with another", () => {
    const draw = (seed: number): number[] => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.nextUint32());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(2 ** 40)).not.toEqual(draw(0));
  });

  it("fill their range evenly", () => {
    const random = createRandom(1);
    const counts = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (let draw = 0; draw < 100_000; draw += 1) {
      const value = random.nextBelow(10);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    // Chi-square with 9 degrees of freedom: above 27.9 once in a thousand seeds.
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
    const mean =
      Array.from({ length: 100_000 }, () => random.nextFloat()).reduce((sum, value) => sum + value, 0) /
      100_000;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.005);
  });
});

describe("the quantile", () => {
  it("is NumPy's linear one", () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4, 5], 0.1)).toBeCloseTo(1.4, 12);
    expect(quantile([7], 0.9)).toBe(7);
  });

  it("is undefined without values or with NaN", () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantile([1, Number.NaN], 0)).toBeNaN();
  });
});
