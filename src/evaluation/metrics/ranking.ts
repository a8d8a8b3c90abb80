import type { BinarySample, Statistic } from "../sample.ts";

/** Rows by falling score. Rows of equal score form one group: a threshold cannot part them. */
interface Ranking {
  /** Shape (rows,): row indices, highest score first. */
  readonly order: Uint32Array;
  /** Shape (groups,): for each group the position after its last row. */
  readonly groupEnds: Uint32Array;
  /** Shape (rows,): true class by position in `order`. */
  readonly positive: Uint8Array;
}

const rankings = new WeakMap<BinarySample, Ranking>();

function rankingOf(sample: BinarySample): Ranking {
  const known = rankings.get(sample);
  if (known !== undefined) return known;
  const ranking = rank(sample);
  rankings.set(sample, ranking);
  return ranking;
}

function rank({ score, target }: BinarySample): Ranking {
  const order = Uint32Array.from(score.keys()).sort((a, b) => (score[b] ?? 0) - (score[a] ?? 0));
  const ends: number[] = [];
  for (let position = 1; position <= order.length; position += 1) {
    const isLastOfGroup = score[order[position] ?? -1] !== score[order[position - 1] ?? -1];
    if (isLastOfGroup) ends.push(position);
  }
  return {
    order,
    groupEnds: Uint32Array.from(ends),
    positive: Uint8Array.from(order, (row) => target[row] ?? 0),
  };
}

/** Calls `visit` after each group with the weights of positives and negatives in it. */
function forEachGroup(
  { order, groupEnds, positive }: Ranking,
  weights: Float64Array,
  visit: (positives: number, negatives: number) => void,
): void {
  let position = 0;
  for (let group = 0; group < groupEnds.length; group += 1) {
    const end = groupEnds[group] ?? 0;
    let positives = 0;
    let total = 0;
    for (; position < end; position += 1) {
      const weight = weights[order[position] ?? 0] ?? 0;
      total += weight;
      positives += weight * (positive[position] ?? 0);
    }
    visit(positives, total - positives);
  }
}

function totalsOf(sample: BinarySample, weights: Float64Array): { positives: number; negatives: number } {
  let positives = 0;
  let total = 0;
  for (let row = 0; row < weights.length; row += 1) {
    const weight = weights[row] ?? 0;
    total += weight;
    positives += weight * (sample.target[row] ?? 0);
  }
  return { positives, negatives: total - positives };
}

/**
 * Area under the ROC curve by the trapezoidal rule; ties count half. NaN when only one class has weight.
 *
 * Source: scikit-learn 1.9.1 `roc_auc_score`.
 */
export function prepareRocAuc(sample: BinarySample): Statistic {
  const ranking = rankingOf(sample);
  return (weights) => {
    let seenPositives = 0;
    let seenNegatives = 0;
    let area = 0;
    forEachGroup(ranking, weights, (positives, negatives) => {
      area += negatives * (seenPositives + positives / 2);
      seenPositives += positives;
      seenNegatives += negatives;
    });
    return area / (seenPositives * seenNegatives);
  };
}

/**
 * Average precision: the sum over thresholds of the gain in recall times precision, without interpolation. 0 when no
 * positive has weight.
 *
 * Source: scikit-learn 1.9.1 `average_precision_score`.
 */
export function prepareAveragePrecision(sample: BinarySample): Statistic {
  const ranking = rankingOf(sample);
  return (weights) => {
    let seenPositives = 0;
    let seen = 0;
    let sum = 0;
    forEachGroup(ranking, weights, (positives, negatives) => {
      seenPositives += positives;
      seen += positives + negatives;
      if (positives > 0) sum += positives * (seenPositives / seen);
    });
    return seenPositives === 0 ? 0 : sum / seenPositives;
  };
}

/**
 * Kolmogorov–Smirnov distance of the scores of both classes: the greatest |true positive rate − false positive rate|.
 * NaN when only one class has weight.
 *
 * Source: SciPy 1.17.1 `ks_2samp` (statistic, two-sided) of the scores of the positives and of the negatives.
 */
export function prepareKs(sample: BinarySample): Statistic {
  const ranking = rankingOf(sample);
  return (weights) => {
    const totals = totalsOf(sample, weights);
    if (totals.positives <= 0 || totals.negatives <= 0) return Number.NaN;
    let seenPositives = 0;
    let seenNegatives = 0;
    let greatest = 0;
    forEachGroup(ranking, weights, (positives, negatives) => {
      seenPositives += positives;
      seenNegatives += negatives;
      const gap = Math.abs(seenPositives / totals.positives - seenNegatives / totals.negatives);
      if (gap > greatest) greatest = gap;
    });
    return greatest;
  };
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
  const ranking = rankingOf(sample);
  return (weights) => {
    const totals = totalsOf(sample, weights);
    if (totals.positives <= 0 || totals.negatives <= 0) return Number.NaN;
    let seenPositives = 0;
    let seenNegatives = 0;
    let best = 0;
    forEachGroup(ranking, weights, (positives, negatives) => {
      seenPositives += positives;
      seenNegatives += negatives;
      if (seenNegatives / totals.negatives <= limit) best = seenPositives / totals.positives;
    });
    return best;
  };
}
