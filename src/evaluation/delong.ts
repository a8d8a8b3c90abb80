import { ascendingOrder } from "../math/ascending-order.ts";
import { normalQuantile, normalUpperTail } from "../math/normal.ts";
import { toJsonNumber } from "../math/json-number.ts";
import type { MetricTest } from "./report-sections-schema.ts";
import type { BinarySample } from "./sample.ts";

/** For each row how well its score is placed among the rows of the other class; the mean over a class is the ROC AUC. */
interface Placements {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/**
 * DeLong's test of the difference of two ROC AUCs on the same rows, without weights.
 *
 * Source: E. DeLong, D. DeLong, D. Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating
 * characteristic curves", Biometrics 44 (1988); in O(n log n) by ranks as X. Sun, W. Xu, "Fast implementation of DeLong's
 * algorithm", IEEE Signal Processing Letters 21 (2014).
 *
 * @param challenger rows in the order of the champion's, with the same targets; ties of scores count half.
 * @param confidence of the interval, 0.5 to 1.
 * @returns p-value 1 when every row is placed alike; `nan` and no interval with fewer than two rows of a class, or when
 * the AUCs differ without variance.
 */
export function delongTest(challenger: BinarySample, champion: BinarySample, confidence: number): MetricTest {
  const [a, b] = [placementsOf(challenger), placementsOf(champion)];
  const positives = a.positives.map((value, index) => value - (b.positives[index] ?? 0));
  const negatives = a.negatives.map((value, index) => value - (b.negatives[index] ?? 0));
  const difference = meanOf(positives);
  const variance = varianceOf(positives) / positives.length + varianceOf(negatives) / negatives.length;
  if (variance === 0 && difference === 0) return { name: "delong", pValue: 1, interval: [0, 0] };
  if (!(variance > 0)) return { name: "delong", pValue: "nan", interval: null };
  const error = Math.sqrt(variance);
  const half = normalQuantile((1 + confidence) / 2) * error;
  return {
    name: "delong",
    pValue: toJsonNumber(2 * normalUpperTail(Math.abs(difference) / error)),
    interval: [difference - half, difference + half],
  };
}

function placementsOf({ target, score }: BinarySample): Placements {
  const order = ascendingOrder(score);
  const isPositive = (row: number): boolean => target[row] === 1;
  const positives = order.reduce((sum, row) => sum + (isPositive(row) ? 1 : 0), 0);
  const negatives = order.length - positives;
  const places = new Float64Array(order.length);
  let [positivesBelow, negativesBelow] = [0, 0];
  for (let from = 0; from < order.length;) {
    const ties = order.subarray(from, endOfTies(score, order, from));
    const tiedPositives = ties.reduce((sum, row) => sum + (isPositive(row) ? 1 : 0), 0);
    const tiedNegatives = ties.length - tiedPositives;
    for (const row of ties) {
      places[row] = isPositive(row)
        ? (negativesBelow + tiedNegatives / 2) / negatives
        : 1 - (positivesBelow + tiedPositives / 2) / positives;
    }
    positivesBelow += tiedPositives;
    negativesBelow += tiedNegatives;
    from += ties.length;
  }
  return {
    positives: places.filter((_, row) => isPositive(row)),
    negatives: places.filter((_, row) => !isPositive(row)),
  };
}

/** The position after the last row whose score equals that of the row at `from`. */
function endOfTies(score: Float64Array, order: Uint32Array, from: number): number {
  let end = from + 1;
  while (end < order.length && score[order[end] ?? 0] === score[order[from] ?? 0]) end += 1;
  return end;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
