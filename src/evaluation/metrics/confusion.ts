import type { BinarySample, Statistic } from "../sample.ts";

/** Weights of true and false positives and negatives at the sample's threshold. */
interface Confusion {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** Code of a row: 2 × predicted + true. */
function codesOf({ score, target, threshold }: BinarySample): Uint8Array {
  return Uint8Array.from(score, (value, row) => (value >= threshold ? 2 : 0) + (target[row] ?? 0));
}

function prepareConfusion(sample: BinarySample, measure: (confusion: Confusion) => number): Statistic {
  const codes = codesOf(sample);
  return (weights) => {
    const sums = new Float64Array(4);
    for (let row = 0; row < codes.length; row += 1) {
      const code = codes[row] ?? 0;
      sums[code] = (sums[code] ?? 0) + (weights[row] ?? 0);
    }
    const [tn = 0, fn = 0, fp = 0, tp = 0] = sums;
    return measure({ tp, fp, fn, tn });
  };
}

/** Share of rows predicted right. Source: scikit-learn 1.9.1 `accuracy_score`. */
export function prepareAccuracy(sample: BinarySample): Statistic {
  return prepareConfusion(sample, ({ tp, fp, fn, tn }) => (tp + tn) / (tp + fp + fn + tn));
}

/** Mean recall of the classes that have weight. Source: scikit-learn 1.9.1 `balanced_accuracy_score`. */
export function prepareBalancedAccuracy(sample: BinarySample): Statistic {
  return prepareConfusion(sample, ({ tp, fp, fn, tn }) => {
    const recalls = [tp / (tp + fn), tn / (tn + fp)].filter((recall) => !Number.isNaN(recall));
    return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  });
}

/** Share of predicted positives that are right; NaN without any. Source: scikit-learn 1.9.1 `precision_score`. */
export function preparePrecision(sample: BinarySample): Statistic {
  return prepareConfusion(sample, ({ tp, fp }) => tp / (tp + fp));
}

/** Share of positives that are found; NaN without any. Source: scikit-learn 1.9.1 `recall_score`. */
export function prepareRecall(sample: BinarySample): Statistic {
  return prepareConfusion(sample, ({ tp, fn }) => tp / (tp + fn));
}

/**
 * Harmonic mean of precision and recall; NaN when there are neither positives nor predicted ones.
 *
 * Source: scikit-learn 1.9.1 `f1_score(zero_division=nan)`.
 */
export function prepareF1(sample: BinarySample): Statistic {
  return prepareConfusion(sample, ({ tp, fp, fn }) => (2 * tp) / (2 * tp + fp + fn));
}

/**
 * Matthews correlation coefficient, −1 to 1; 0 when one class or one prediction is missing.
 *
 * Source: scikit-learn 1.9.1 `matthews_corrcoef`.
 */
export function prepareMcc(sample: BinarySample): Statistic {
  return prepareConfusion(sample, ({ tp, fp, fn, tn }) => {
    const spread = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
    return spread === 0 ? 0 : (tp * tn - fp * fn) / Math.sqrt(spread);
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
