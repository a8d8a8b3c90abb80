import { ascendingOrder } from "../math/ascending-order.ts";
import type { CurvePoints } from "./report-sections-schema.ts";
import type { BinarySample } from "./sample.ts";
import { thinLine } from "./thin-line.ts";

/** Most points of a line, half of what a report may hold. */
const mostPoints = 200;

/** Weights of positives and negatives whose score is at least a threshold, by falling threshold. */
interface Totals {
  /** Shape (thresholds,). */
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/** The two lines of a ranking; null where the class that a line divides by has no weight. */
export interface RankingCurves {
  readonly roc: CurvePoints | null;
  readonly precisionRecall: CurvePoints | null;
}

/**
 * ROC and precision-recall curve of one model, each at most 200 points. Rows of equal score are one threshold.
 *
 * Source: scikit-learn 1.9.1 `roc_curve` and `precision_recall_curve` (there in rising recall here), thinned by
 * {@link thinLine}.
 *
 * @param weights shape (rows,).
 * @returns ROC from (0, 0) to (1, 1), null with one class; precision-recall from (0, 1), null without positives.
 */
export function drawRankingCurves(sample: BinarySample, weights: Float64Array): RankingCurves {
  const { positives, negatives } = countThresholds(sample, weights);
  const [allPositives, allNegatives] = [positives.at(-1) ?? 0, negatives.at(-1) ?? 0];
  const recall = positives.map((value) => value / allPositives);
  const falsePositives = negatives.map((value) => value / allNegatives);
  const precision = positives.map((value, index) => value / (value + (negatives[index] ?? 0)));
  return {
    roc:
      allPositives > 0 && allNegatives > 0
        ? thinLine({ x: [0, ...falsePositives], y: [0, ...recall] }, mostPoints)
        : null,
    precisionRecall:
      allPositives > 0 ? thinLine({ x: [0, ...recall], y: [1, ...precision] }, mostPoints) : null,
  };
}

function countThresholds({ score, target }: BinarySample, weights: Float64Array): Totals {
  const order = ascendingOrder(score)
    .reverse()
    .filter((row) => (weights[row] ?? 0) > 0);
  const positives = new Float64Array(order.length);
  const negatives = new Float64Array(order.length);
  let [seenPositives, seenNegatives, thresholds] = [0, 0, 0];
  order.forEach((row, position) => {
    if (target[row] === 1) seenPositives += weights[row] ?? 0;
    else seenNegatives += weights[row] ?? 0;
    const next = order[position + 1];
    if (next !== undefined && score[next] === score[row]) return;
    positives[thresholds] = seenPositives;
    negatives[thresholds] = seenNegatives;
    thresholds += 1;
  });
  return { positives: positives.subarray(0, thresholds), negatives: negatives.subarray(0, thresholds) };
}
