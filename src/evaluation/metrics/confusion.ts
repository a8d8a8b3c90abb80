import type { BinarySample, Statistic } from "../sample.ts";
import { oncePerDraw, oncePerSample } from "./shared-sums.ts";

/** Weights of true and false positives and negatives at the sample's threshold. */
interface Confusion {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/**
 * Where each row stands in a confusion matrix.
 *
 * @returns shape (rows,): 2 × predicted class + true class.
 */
export function confusionCodes({ score, target, threshold }: BinarySample): Uint8Array {
  return Uint8Array.from(score, (value, row) => (value >= threshold ? 2 : 0) + (target[row] ?? 0));
}

const confusionOf = oncePerSample((sample: BinarySample) => {
  const codes = confusionCodes(sample);
  const sums = new Float64Array(4);
  return oncePerDraw((weights): Confusion => {
    sums.fill(0);
    for (let row = 0; row < codes.length; row += 1) {
      const code = codes[row] ?? 0;
      sums[code] = (sums[code] ?? 0) + (weights[row] ?? 0);
    }
    const [tn = 0, fn = 0, fp = 0, tp = 0] = sums;
    return { tp, fp, fn, tn };
  });
});

function prepareConfusion(sample: BinarySample, measure: (confusion: Confusion) => number): Statistic {
  const sum = confusionOf(sample);
  return (weights, draw) => measure(sum(weights, draw));
}

/** A share; the sample's value for a division by zero when there is nothing to divide by. */
export function divideOr(zeroDivision: number | undefined, part: number, whole: number): number {
  return whole === 0 ? (zeroDivision ?? Number.NaN) : part / whole;
}

/** Share of rows predicted right. Source: scikit-learn 1.9.1 `accuracy_score`. */
export function prepareAccuracy(sample: BinarySample): Statistic {
  return prepareConfusion(sample, ({ tp, fp, fn, tn }) => (tp + tn) / (tp + fp + fn + tn));
}

/** Mean recall of the classes that have weight. Source: scikit-learn 1.9.1 `balanced_accuracy_score`. */
export function prepareBalancedAccuracy(sample: BinarySample): Statistic {
  return prepareConfusion(sample, ({ tp, fp, fn, tn }) => {
    if (tp + fn === 0) return tn / (tn + fp);
    if (tn + fp === 0) return tp / (tp + fn);
    return (tp / (tp + fn) + tn / (tn + fp)) / 2;
  });
}

/**
 * Share of predicted positives that are right; without any the sample's `zeroDivision`.
 *
 * Source: scikit-learn 1.9.1 `precision_score`.
 */
export function preparePrecision(sample: BinarySample): Statistic {
  return prepareConfusion(sample, ({ tp, fp }) => divideOr(sample.zeroDivision, tp, tp + fp));
}

/**
 * Share of positives that are found; without any the sample's `zeroDivision`.
 *
 * Source: scikit-learn 1.9.1 `recall_score`.
 */
export function prepareRecall(sample: BinarySample): Statistic {
  return prepareConfusion(sample, ({ tp, fn }) => divideOr(sample.zeroDivision, tp, tp + fn));
}

/** Harmonic mean of precision and recall. Source: scikit-learn 1.9.1 `f1_score`. */
export function prepareF1(sample: BinarySample): Statistic {
  return prepareFBeta(sample, 1);
}

/** Weighted harmonic mean of precision and recall, recall twice as important. Source: scikit-learn 1.9.1 `fbeta_score`. */
export function prepareF2(sample: BinarySample): Statistic {
  return prepareFBeta(sample, 2);
}

/** F-beta from the counts; the sample's `zeroDivision` when there are neither positives nor predicted ones. */
function prepareFBeta(sample: BinarySample, beta: number): Statistic {
  const square = beta ** 2;
  return prepareConfusion(sample, ({ tp, fp, fn }) =>
    divideOr(sample.zeroDivision, (1 + square) * tp, square * (tp + fn) + tp + fp),
  );
}

/**
 * Matthews correlation coefficient, −1 to 1; 0 when one class or one prediction is missing.
 *
 * Source: scikit-learn 1.9.1 `matthews_corrcoef`.
 */
export function prepareMcc(sample: BinarySample): Statistic {
  return prepareConfusion(sample, ({ tp, fp, fn, tn }) => {
    const spread = Math.sqrt((tp + fp) * (tp + fn)) * Math.sqrt((tn + fp) * (tn + fn));
    return spread === 0 ? 0 : (tp * tn - fp * fn) / spread;
  });
}

/**
 * Cohen's kappa: agreement beyond chance; NaN when chance already agrees fully.
 *
 * Source: scikit-learn 1.9.1 `cohen_kappa_score`.
 */
export function prepareKappa(sample: BinarySample): Statistic {
  return prepareConfusion(sample, ({ tp, fp, fn, tn }) => {
    const total = tp + fp + fn + tn;
    const expected = ((tp + fp) * (fp + tn) + (tn + fn) * (fn + tp)) / total;
    return 1 - (fp + fn) / expected;
  });
}
