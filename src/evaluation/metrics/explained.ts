import type { RegressionSample, Statistic } from "../sample.ts";
import { oncePerDraw, oncePerSample } from "./shared-sums.ts";
import { prepareWeightedMean } from "./weighted-mean.ts";
import { prepareWeightedMedian } from "./weighted-median.ts";

/** Sums of weighted squares. */
interface Squares {
  /** Of target minus its mean. */
  readonly spread: number;
  /** Of the errors. */
  readonly residual: number;
  /** Of the errors minus their mean. */
  readonly centred: number;
}

/**
 * Share of the target's variance that is explained. With a constant target 1 when every prediction is exact, else 0;
 * NaN with fewer than two rows.
 *
 * Source: scikit-learn 1.9.1 `r2_score(force_finite=True)`.
 */
export function prepareR2(sample: RegressionSample): Statistic {
  if (sample.target.length < 2) return () => Number.NaN;
  const sum = squaresOf(sample);
  return (weights, draw) => {
    const { residual, spread } = sum(weights, draw);
    return explainedShare(residual, spread);
  };
}

/**
 * Share of the target's variance that is explained, where a constant error costs nothing. With a constant target 1 when
 * the error is constant too, else 0.
 *
 * Source: scikit-learn 1.9.1 `explained_variance_score(force_finite=True)`.
 */
export function prepareExplainedVariance(sample: RegressionSample): Statistic {
  const sum = squaresOf(sample);
  return (weights, draw) => {
    const { centred, spread } = sum(weights, draw);
    return explainedShare(centred, spread);
  };
}

/**
 * Share of the mean absolute error of the target's median that the model takes away. With a constant target 1 when every
 * prediction is exact, else 0; NaN with fewer than two rows.
 *
 * Source: scikit-learn 1.9.1 `d2_absolute_error_score`.
 */
export function prepareD2AbsoluteError(sample: RegressionSample): Statistic {
  const { target, prediction } = sample;
  if (target.length < 2) return () => Number.NaN;
  const median = prepareWeightedMedian(target);
  const mae = prepareWeightedMean(prediction.map((value, row) => Math.abs(value - (target[row] ?? 0))));
  return (weights, draw) => {
    const centre = median(weights);
    let spread = 0;
    let total = 0;
    for (let row = 0; row < target.length; row += 1) {
      const weight = weights[row] ?? 0;
      total += weight;
      spread += weight * Math.abs((target[row] ?? 0) - centre);
    }
    return explainedShare(mae(weights, draw), spread / total);
  };
}

function explainedShare(left: number, spread: number): number {
  if (left === 0) return 1;
  return spread === 0 ? 0 : 1 - left / spread;
}

const squaresOf = oncePerSample(({ target, prediction }: RegressionSample) => {
  const errors = prediction.map((value, row) => value - (target[row] ?? 0));
  const targetCentre = prepareCentre(target);
  const errorCentre = prepareCentre(errors);
  return oncePerDraw((weights): Squares => {
    const middle = targetCentre(weights);
    const offset = errorCentre(weights);
    let [spread, residual, centred] = [0, 0, 0];
    for (let row = 0; row < errors.length; row += 1) {
      const weight = weights[row] ?? 0;
      const error = errors[row] ?? 0;
      spread += weight * ((target[row] ?? 0) - middle) ** 2;
      residual += weight * error ** 2;
      centred += weight * (error - offset) ** 2;
    }
    return { spread, residual, centred };
  });
});

/** The weighted mean; of equal values exactly that value, so that no rounding makes a constant look spread. */
function prepareCentre(values: Float64Array): (weights: Float64Array) => number {
  return (weights) => {
    let [sum, total, least, greatest] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let row = 0; row < values.length; row += 1) {
      const weight = weights[row] ?? 0;
      if (weight === 0) continue;
      const value = values[row] ?? 0;
      sum += weight * value;
      total += weight;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    return least === greatest ? least : sum / total;
  };
}
