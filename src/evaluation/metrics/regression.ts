import type { RegressionSample, Statistic } from "../sample.ts";
import { prepareWeightedMean } from "./weighted-mean.ts";

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
  return (weights) => Math.sqrt(mse(weights));
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
 * Share of the target's variance that is explained. With a constant target 1 when every prediction is exact, else 0;
 * NaN with fewer than two rows.
 *
 * Source: scikit-learn 1.9.1 `r2_score(force_finite=True)`.
 */
export function prepareR2(sample: RegressionSample): Statistic {
  if (sample.target.length < 2) return () => Number.NaN;
  const mean = prepareWeightedMean(sample.target);
  const squares = errorsOf(sample).map((error) => error ** 2);
  return (weights) => {
    const centre = mean(weights);
    let residual = 0;
    let spread = 0;
    for (let row = 0; row < squares.length; row += 1) {
      const weight = weights[row] ?? 0;
      residual += weight * (squares[row] ?? 0);
      spread += weight * ((sample.target[row] ?? 0) - centre) ** 2;
    }
    if (spread === 0) return residual === 0 ? 1 : 0;
    return 1 - residual / spread;
  };
}

/**
 * Median of the absolute errors: where half the weight lies below; the mean of two values when the weight splits evenly
 * between them.
 *
 * Source: scikit-learn 1.9.1 `median_absolute_error` (averaged inverted CDF).
 */
export function prepareMedianAbsoluteError(sample: RegressionSample): Statistic {
  const absolute = errorsOf(sample).map(Math.abs);
  const order = Uint32Array.from(absolute.keys()).sort((a, b) => (absolute[a] ?? 0) - (absolute[b] ?? 0));
  return (weights) => {
    const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
    let seen = 0;
    let median = Number.NaN;
    for (const row of order) {
      const weight = weights[row] ?? 0;
      if (weight === 0) continue;
      if (seen === half && seen > 0) return (median + (absolute[row] ?? 0)) / 2;
      seen += weight;
      median = absolute[row] ?? Number.NaN;
      if (seen > half) return median;
    }
    return median;
  };
}
