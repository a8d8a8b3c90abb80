import { describe, expect, it } from "vitest";
import { drawPair } from "../../../bench/evaluation/populations.ts";
import { compareSamples } from "../../../src/evaluation/compare.ts";
import { fromJsonNumber } from "../../../src/math/json-number.ts";
import { resolveMetric } from "../../../src/evaluation/metric-table.ts";
import type { MetricComparison } from "../../../src/evaluation/report-schema.ts";

/**
 * The short form of `bench/evaluation/coverage.ts`: fixed seeds, 300 runs. A share of 0.95 has a standard error of 0.0126;
 * the bounds are four of them. Truth: values on two million rows of the same population, seed 77.
 */
const runs = 300;
const rows = 200;
const truths = [
  ["roc_auc", 0, 0.7838272, 0.024258],
  ["log_loss", 0, 0.5210511, -0.0382303],
  ["accuracy", 0, 0.7431375, 0.0183615],
  ["rmse", 1, 1.0976769, -0.0569139],
] as const;

function compareRun(run: number, noise: { readonly challenger: number; readonly champion: number }) {
  const pair = drawPair(rows, 10_000 + run, noise);
  return truths.map(([name, task]): MetricComparison | undefined => {
    const metrics = [resolveMetric(name)];
    const [challenger, champion] = [pair.challenger[task], pair.champion[task]];
    return compareSamples({ metrics, challenger, champion, resamples: 200, seed: run, confidence: 0.95 })
      .comparisons[0];
  });
}

function isCovered(estimate: MetricComparison["difference"] | undefined, truth: number): boolean {
  const [low = Number.NaN, high = Number.NaN] = (estimate?.interval ?? []).map(fromJsonNumber);
  return low <= truth && truth <= high;
}

describe("intervals of 95 %", () => {
  const results = Array.from({ length: runs }, (_, run) => compareRun(run, { challenger: 0.7, champion: 1 }));

  it.each(truths)(
    "of %s cover the truth about nineteen times in twenty",
    (name, _task, level, difference) => {
      const index = truths.findIndex(([other]) => other === name);
      const shares = [
        results.filter((result) => isCovered(result[index]?.challenger, level)).length / runs,
        results.filter((result) => isCovered(result[index]?.difference, difference)).length / runs,
      ];
      for (const share of shares) {
        expect(share).toBeGreaterThan(0.9);
        expect(share).toBeLessThan(0.995);
      }
    },
  );
});

describe("two equal models", () => {
  it("are seldom called better or worse, by any metric", () => {
    const results = Array.from({ length: runs }, (_, run) => compareRun(run, { challenger: 1, champion: 1 }));
    truths.forEach((_, index) => {
      const wrong = results.filter((result) => result[index]?.verdict !== "within noise").length;
      expect(wrong / runs).toBeLessThan(0.1);
    });
  });
});
