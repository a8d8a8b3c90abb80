import type { BinarySample, Statistic } from "../sample.ts";
import { type RankedWeights, rankedWeightsOf } from "./ranking.ts";

function prepareRanked(sample: BinarySample, measure: (ranked: RankedWeights) => number): Statistic {
  const sum = rankedWeightsOf(sample);
  return (weights, draw) => measure(sum(weights, draw));
}

/**
 * Area under the ROC curve by the trapezoidal rule; ties count half. NaN when only one class has weight.
 *
 * Source: scikit-learn 1.9.1 `roc_auc_score`.
 */
export function prepareRocAuc(sample: BinarySample): Statistic {
  return prepareRanked(sample, ({ positives, negatives, totalPositives, totalNegatives }) => {
    let seen = 0;
    let area = 0;
    for (let group = 0; group < positives.length; group += 1) {
      const positive = positives[group] ?? 0;
      area += (negatives[group] ?? 0) * (seen + positive / 2);
      seen += positive;
    }
    return area / (totalPositives * totalNegatives);
  });
}

/**
 * Average precision: the sum over thresholds of the gain in recall times precision, without interpolation. 0 when no
 * positive has weight.
 *
 * Source: scikit-learn 1.9.1 `average_precision_score`.
 */
export function prepareAveragePrecision(sample: BinarySample): Statistic {
  return prepareRanked(sample, ({ positives, negatives, totalPositives }) => {
    let seenPositives = 0;
    let seen = 0;
    let sum = 0;
    for (let group = 0; group < positives.length; group += 1) {
      const positive = positives[group] ?? 0;
      seenPositives += positive;
      seen += positive + (negatives[group] ?? 0);
      if (positive > 0) sum += positive * (seenPositives / seen);
    }
    return totalPositives === 0 ? 0 : sum / totalPositives;
  });
}

/**
 * Kolmogorov–Smirnov distance of the scores of both classes: the greatest |true positive rate − false positive rate|.
 * NaN when only one class has weight.
 *
 * Source: SciPy 1.17.1 `ks_2samp` (statistic, two-sided) of the scores of the positives and of the negatives.
 */
export function prepareKs(sample: BinarySample): Statistic {
  return prepareRanked(sample, ({ positives, negatives, totalPositives, totalNegatives }) => {
    if (totalPositives === 0 || totalNegatives === 0) return Number.NaN;
    let seenPositives = 0;
    let seenNegatives = 0;
    let greatest = 0;
    for (let group = 0; group < positives.length; group += 1) {
      seenPositives += positives[group] ?? 0;
      seenNegatives += negatives[group] ?? 0;
      const gap = Math.abs(seenPositives / totalPositives - seenNegatives / totalNegatives);
      if (gap > greatest) greatest = gap;
    }
    return greatest;
  });
}

/**
 * The greatest recall of a threshold whose false positive rate is at most `limit`; no interpolation. NaN when only one
 * class has weight.
 *
 * Source: scikit-learn 1.9.1 `roc_curve(drop_intermediate=False)`, the greatest `tpr` where `fpr <= limit`.
 *
 * @param limit 0 to 1.
 */
export function prepareRecallAtFpr(sample: BinarySample, limit: number): Statistic {
  return prepareRanked(sample, ({ positives, negatives, totalPositives, totalNegatives }) => {
    if (totalPositives === 0 || totalNegatives === 0) return Number.NaN;
    let seenPositives = 0;
    let seenNegatives = 0;
    for (let group = 0; group < positives.length; group += 1) {
      seenNegatives += negatives[group] ?? 0;
      if (seenNegatives / totalNegatives > limit) break;
      seenPositives += positives[group] ?? 0;
    }
    return seenPositives / totalPositives;
  });
}

/** Weights that do not add up to whole numbers may miss `k` by this share. */
const roundingShare = 1e-9;

/**
 * Share of positives among the `k` rows with the highest scores. Of rows that tie for the last places each counts in
 * part, as on average over all their orders. A weight counts as so many rows; NaN when there are fewer than `k`.
 *
 * Source: precision at a cut-off: C. Manning, P. Raghavan, H. Schütze, "Introduction to information retrieval" (2008),
 * section 8.4; ties: F. McSherry, M. Najork, "Computing information retrieval performance measures efficiently in the
 * presence of tied scores" (2008).
 *
 * @param k whole number, 1 or more.
 */
export function preparePrecisionAtK(sample: BinarySample, k: number): Statistic {
  return prepareRanked(sample, (ranked) => precisionOfTop(ranked, k));
}

/**
 * Precision at k by the share of positives among all rows: how many times more positives the highest scores have than
 * rows drawn blindly. NaN without positives and with fewer than `k` rows.
 *
 * Source: S. Rosset et al., "Evaluation of prediction models for marketing campaigns" (2001); ties as
 * {@link preparePrecisionAtK}.
 *
 * @param k whole number, 1 or more.
 */
export function prepareLiftAtK(sample: BinarySample, k: number): Statistic {
  return prepareRanked(sample, (ranked) => {
    const { totalPositives, totalNegatives } = ranked;
    return precisionOfTop(ranked, k) / (totalPositives / (totalPositives + totalNegatives));
  });
}

function precisionOfTop(
  { positives, negatives, totalPositives, totalNegatives }: RankedWeights,
  k: number,
): number {
  if (totalPositives + totalNegatives < k * (1 - roundingShare)) return Number.NaN;
  let found = 0;
  let left = k;
  for (let group = 0; group < positives.length && left > 0; group += 1) {
    const positive = positives[group] ?? 0;
    const total = positive + (negatives[group] ?? 0);
    if (total === 0) continue;
    found += total <= left ? positive : positive * (left / total);
    left -= total;
  }
  return Math.min(1, found / k);
}
