import type { RegressionSample, Statistic } from "../sample.ts";
import { prepareWeightedMean } from "./weighted-mean.ts";
import { prepareWeightedMedian } from "./weighted-median.ts";

/** Prediction minus target, row by row. */
function errorsOf({ target, prediction }: RegressionSample): Float64Array {
  return prediction.map((value, row) => value - (target[row] ?? 0));
}

/** Mean absolute error, in units of the target. Source: scikit-learn 1.9.1 `mean_absolute_error`. */
export function prepareMae(sample: RegressionSample): Statistic {
  return prepareWeightedMean(errorsOf(sample).map(Math.abs));
}

/** Mean squared error. Source: scikit-learn 1.9.1 `mean_squared_error`. */
export function prepareMse(sample: RegressionSample): Statistic {
  return prepareWeightedMean(errorsOf(sample).map((error) => error ** 2));
}

/** Root of the mean squared error, in units of the target. Source: scikit-learn 1.9.1 `root_mean_squared_error`. */
export function prepareRmse(sample: RegressionSample): Statistic {
  const mse = prepareMse(sample);
  return (weights, draw) => Math.sqrt(mse(weights, draw));
}

/** Mean of prediction minus target, in units of the target. No direction is good. */
export function prepareBias(sample: RegressionSample): Statistic {
  return prepareWeightedMean(errorsOf(sample));
}

/**
 * Mean absolute error relative to |target|, with at least 2⁻⁵² as the divisor: a target of zero makes it huge.
 *
 * Source: scikit-learn 1.9.1 `mean_absolute_percentage_error` (a fraction, not per cent).
 */
export function prepareMape(sample: RegressionSample): Statistic {
  const relative = errorsOf(sample).map(
    (error, row) => Math.abs(error) / Math.max(Math.abs(sample.target[row] ?? 0), Number.EPSILON),
  );
  return prepareWeightedMean(relative);
}

/**
 * Mean of 2 |prediction − target| / (|prediction| + |target|), a fraction from 0 to 2; a row where both are 0 counts 0.
 *
 * Source: S. Makridakis, M. Hibon, "The M3-Competition" (2000), appendix A, with absolute values in the divisor.
 */
export function prepareSmape(sample: RegressionSample): Statistic {
  const relative = errorsOf(sample).map((error, row) => {
    const size = Math.abs(sample.prediction[row] ?? 0) + Math.abs(sample.target[row] ?? 0);
    return size === 0 ? 0 : (2 * Math.abs(error)) / size;
  });
  return prepareWeightedMean(relative);
}

/**
 * Mean pinball loss of a prediction of the quantile `quantile`, in units of the target.
 *
 * Source: scikit-learn 1.9.1 `mean_pinball_loss(alpha=quantile)`.
 *
 * @param quantile 0 to 1.
 */
export function preparePinball(sample: RegressionSample, quantile: number): Statistic {
  return prepareWeightedMean(
    errorsOf(sample).map((error) => (error <= 0 ? -quantile * error : (1 - quantile) * error)),
  );
}

/**
 * Median of the absolute errors: where half the weight lies below; the mean of two values when the weight splits evenly
 * between them.
 *
 * Source: scikit-learn 1.9.1 `median_absolute_error` (averaged inverted CDF).
 */
export function prepareMedianAbsoluteError(sample: RegressionSample): Statistic {
  return prepareWeightedMedian(errorsOf(sample).map(Math.abs));
}

/** The greatest absolute error of the rows with weight, in units of the target. Source: scikit-learn 1.9.1 `max_error`. */
export function prepareMaxError(sample: RegressionSample): Statistic {
  const absolute = errorsOf(sample).map(Math.abs);
  return (weights) => {
    let greatest = Number.NaN;
    for (let row = 0; row < absolute.length; row += 1) {
      const error = absolute[row] ?? 0;
      if ((weights[row] ?? 0) > 0 && !(error <= greatest)) greatest = error;
    }
    return greatest;
  };
}
