import { describe, expect, it } from "vitest";
import { createPoissonSampler } from "../../../src/math/poisson.ts";
import { createRandom } from "../../../src/math/random.ts";

describe("drawing from the Poisson distribution", () => {
  it.each([0.1, 1, 2.5, 63.4, 1e4, 1e7])("has the mean and variance %d", (mean) => {
    const random = createRandom(3);
    const sampler = createPoissonSampler(mean);
    const draws = Array.from({ length: 20_000 }, () => sampler.next(random));
    const average = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + (draw - average) ** 2, 0) / draws.length;
    // Five standard errors of each.
    expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(mean / draws.length));
    expect(Math.abs(variance - mean)).toBeLessThan(5 * Math.sqrt((2 * mean * mean + mean) / draws.length));
    expect(draws.every((draw) => Number.isInteger(draw) && draw >= 0)).toBe(true);
  });

  it("gives each number its share", () => {
    const random = createRandom(4);
    const sampler = createPoissonSampler(1);
    const counts = new Float64Array(5);
    const draws = 100_000;
    for (let draw = 0; draw < draws; draw += 1) {
      const number = sampler.next(random);
      if (number < 5) counts[number] = (counts[number] ?? 0) + 1;
    }
    [1, 1, 1 / 2, 1 / 6, 1 / 24].forEach((factor, number) => {
      const share = factor / Math.E;
      const error = Math.sqrt((share * (1 - share)) / draws);
      expect(Math.abs((counts[number] ?? 0) / draws - share)).toBeLessThan(5 * error);
    });
  });

  it("ends at the ends of the random numbers", () => {
    const ends = [0, 1 - 2 ** -32].map((share) =>
      createPoissonSampler(2).next({ nextFloat: () => share, nextUint32: () => 0, nextBelow: () => 0 }),
    );
    expect(ends[0]).toBe(0);
    expect(ends[1]).toBeGreaterThan(10);
    expect(ends[1]).toBeLessThan(40);
  });
});
