import { PawlError } from "../../errors.ts";
import type { BinarySample, Statistic } from "../sample.ts";
import { confusionCodes, divideOr } from "./confusion.ts";
import { oncePerDraw, oncePerSample } from "./shared-sums.ts";

/** Least and greatest of a rate over the groups. */
interface Extremes {
  readonly least: number;
  readonly greatest: number;
}

/**
 * Greatest difference between groups of the share predicted to be class 1. Groups without weight do not count; 0 with
 * one group.
 *
 * Source: Fairlearn 0.15.0 `demographic_parity_difference`.
 *
 * @throws PawlError `metric.input-invalid` for a sample without groups.
 */
export function prepareDemographicParityDifference(sample: BinarySample): Statistic {
  const sum = groupCountsOf(requireGroups("demographic_parity_difference", sample));
  return (weights, draw) => gapOf(selectionRates(sum(weights, draw)));
}

/**
 * The least of the groups' shares predicted to be class 1 by the greatest; 1 is parity. NaN when nothing is predicted to
 * be class 1.
 *
 * Source: Fairlearn 0.15.0 `demographic_parity_ratio`.
 *
 * @throws PawlError `metric.input-invalid` for a sample without groups.
 */
export function prepareDemographicParityRatio(sample: BinarySample): Statistic {
  const sum = groupCountsOf(requireGroups("demographic_parity_ratio", sample));
  return (weights, draw) => {
    const { least, greatest } = selectionRates(sum(weights, draw));
    return least / greatest;
  };
}

/**
 * The greater of two gaps between groups: of the true positive rate and of the false positive rate. A group without rows
 * of a class has the sample's `zeroDivision` as that rate: NaN makes the metric undefined, 0 is what Fairlearn takes.
 *
 * Source: Fairlearn 0.15.0 `equalized_odds_difference(agg="worst_case")`.
 *
 * @throws PawlError `metric.input-invalid` for a sample without groups.
 */
export function prepareEqualizedOddsDifference(sample: BinarySample): Statistic {
  const sum = groupCountsOf(requireGroups("equalized_odds_difference", sample));
  const { zeroDivision } = sample;
  return (weights, draw) => {
    const counts = sum(weights, draw);
    const truePositives = extremesOf(counts, ({ tp, fn }) => divideOr(zeroDivision, tp, tp + fn));
    const falsePositives = extremesOf(counts, ({ fp, tn }) => divideOr(zeroDivision, fp, fp + tn));
    return Math.max(gapOf(truePositives), gapOf(falsePositives));
  };
}

function gapOf({ least, greatest }: Extremes): number {
  return greatest - least;
}

function selectionRates(counts: Float64Array): Extremes {
  return extremesOf(counts, ({ tp, fp, fn, tn }) => (tp + fp) / (tp + fp + fn + tn));
}

interface GroupCounts {
  readonly tn: number;
  readonly fn: number;
  readonly fp: number;
  readonly tp: number;
}

/** Over the groups with weight; NaN when the rate of one is, and when no group has weight. */
function extremesOf(counts: Float64Array, rateOf: (group: GroupCounts) => number): Extremes {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let start = 0; start < counts.length; start += 4) {
    const [tn = 0, fn = 0, fp = 0, tp = 0] = counts.subarray(start, start + 4);
    if (tn + fn + fp + tp === 0) continue;
    const rate = rateOf({ tn, fn, fp, tp });
    least = Math.min(least, rate);
    greatest = Math.max(greatest, rate);
  }
  return least <= greatest ? { least, greatest } : { least: Number.NaN, greatest: Number.NaN };
}

interface GroupedSample extends BinarySample {
  readonly groups: Uint32Array;
}

function requireGroups(metric: string, sample: BinarySample): GroupedSample {
  if (hasGroups(sample)) return sample;
  throw new PawlError("metric.input-invalid", {
    message: `${metric} compares groups of rows; name their column: --group, in the policy evaluation.group`,
  });
}

function hasGroups(sample: BinarySample): sample is GroupedSample {
  return sample.groups !== undefined;
}

/** Weights by group: four numbers each, in the order of {@link confusionCodes}. */
const groupCountsOf = oncePerSample((sample: GroupedSample) => {
  const { groups } = sample;
  const codes = Uint32Array.from(confusionCodes(sample), (code, row) => 4 * (groups[row] ?? 0) + code);
  const counts = new Float64Array(4 * (groups.reduce((most, group) => Math.max(most, group), 0) + 1));
  return oncePerDraw((weights) => {
    counts.fill(0);
    for (let row = 0; row < codes.length; row += 1) {
      const code = codes[row] ?? 0;
      counts[code] = (counts[code] ?? 0) + (weights[row] ?? 0);
    }
    return counts;
  });
});
