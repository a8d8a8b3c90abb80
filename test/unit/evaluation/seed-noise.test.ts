import { describe, expect, it } from "vitest";
import type { MetricComparison } from "../../../src/evaluation/report-schema.ts";
import { seedHalfWidth, seedNoiseOf, seedVerdict } from "../../../src/evaluation/seed-noise.ts";

const comparison: MetricComparison = {
  metric: "roc_auc",
  direction: "higher",
  champion: { value: 0.8, interval: [0.78, 0.82] },
  challenger: { value: 0.81, interval: [0.79, 0.83] },
  difference: { value: 0.01, interval: [0.004, 0.018] },
  verdict: "better",
  rows: 1000,
};

describe("noise between seeds", () => {
  it("is the sample standard deviation", () => {
    expect(seedNoiseOf("roc_auc", [1, 2, 3, 4])).toEqual({
      metric: "roc_auc",
      values: [1, 2, 3, 4],
      deviation: Math.sqrt(5 / 3),
    });
  });

  it("is undefined for one run, none, or an undefined value", () => {
    expect(seedNoiseOf("roc_auc", [1]).deviation).toBe("nan");
    expect(seedNoiseOf("roc_auc", []).deviation).toBe("nan");
    expect(seedNoiseOf("roc_auc", [1, Number.NaN])).toMatchObject({ values: [1, "nan"], deviation: "nan" });
  });

  it("counts a hundred runs at most", () => {
    expect(
      seedNoiseOf(
        "roc_auc",
        Array.from({ length: 5000 }, () => 1),
      ).values,
    ).toHaveLength(100);
  });

  it("spreads the difference of two runs by Student's quantile", () => {
    // t(0.975; 4) = 2.7764451, deviation 0.001, two runs.
    const noise = { metric: "roc_auc", values: [0, 0, 0, 0, 0], deviation: 0.001 };
    expect(seedHalfWidth(noise, 0.95)).toBeCloseTo(2.7764451 * Math.SQRT2 * 0.001, 9);
  });

  it("takes a verdict back that another seed would explain", () => {
    const noisy = seedNoiseOf("roc_auc", [0.81, 0.8, 0.82]);
    expect(seedVerdict(comparison, noisy, 0.95)).toBe("within noise");
    // The lower side is 0.006 and the difference 0.01: noise of √(0.01² − 0.006²) = 0.008 is where the verdict turns.
    const noiseOf = (half: number) => {
      const deviation = half / seedHalfWidth({ metric: "roc_auc", values: [0, 0, 0], deviation: 1 }, 0.95);
      return { metric: "roc_auc", values: [0, 0, 0], deviation };
    };
    expect(seedVerdict(comparison, noiseOf(0.0079), 0.95)).toBe("better");
    expect(seedVerdict(comparison, noiseOf(0.0081), 0.95)).toBe("within noise");
  });

  it("keeps a verdict when the seeds agree, and when nothing is known about them", () => {
    expect(seedVerdict(comparison, seedNoiseOf("roc_auc", [0.81, 0.81, 0.81]), 0.95)).toBe("better");
    expect(seedVerdict(comparison, seedNoiseOf("roc_auc", [0.81]), 0.95)).toBe("better");
    const without = { ...comparison, difference: null, verdict: "not comparable" } as const;
    expect(seedVerdict(without, seedNoiseOf("roc_auc", [0.8, 0.9]), 0.95)).toBe("not comparable");
  });
});
