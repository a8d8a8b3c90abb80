import { PawlError } from "../../errors.ts";
import type { RegressionSample, Statistic } from "../sample.ts";
import { prepareWeightedMean } from "./weighted-mean.ts";

/**
 * Mean squared difference of log(1 + value).
 *
 * Source: scikit-learn 1.9.1 `mean_squared_log_error`.
 *
 * @throws PawlError `metric.input-invalid` when a target or prediction is −1 or less.
 */
export function prepareMsle(sample: RegressionSample): Statistic {
  requireAll("msle", sample, {
    target: (value) => value > -1,
    prediction: (value) => value > -1,
    expected: "targets and predictions above -1",
  });
  return prepareLoss(sample, (target, prediction) => (Math.log1p(target) - Math.log1p(prediction)) ** 2);
}

/**
 * Mean Poisson deviance, for counts.
 *
 * Source: scikit-learn 1.9.1 `mean_poisson_deviance`.
 *
 * @throws PawlError `metric.input-invalid` when a target is negative or a prediction is not positive.
 */
export function preparePoissonDeviance(sample: RegressionSample): Statistic {
  requireAll("poisson_deviance", sample, {
    target: (value) => value >= 0,
    prediction: (value) => value > 0,
    expected: "targets of 0 or more and predictions above 0",
  });
  return prepareLoss(sample, (target, prediction) => {
    const logarithm = target === 0 ? 0 : target * Math.log(target / prediction);
    return 2 * (logarithm - target + prediction);
  });
}

/**
 * Mean Gamma deviance, for positive amounts; it does not change when both are scaled.
 *
 * Source: scikit-learn 1.9.1 `mean_gamma_deviance`.
 *
 * @throws PawlError `metric.input-invalid` when a target or prediction is not positive.
 */
export function prepareGammaDeviance(sample: RegressionSample): Statistic {
  requireAll("gamma_deviance", sample, {
    target: (value) => value > 0,
    prediction: (value) => value > 0,
    expected: "targets and predictions above 0",
  });
  return prepareLoss(
    sample,
    (target, prediction) => 2 * (Math.log(prediction / target) + target / prediction - 1),
  );
}

function prepareLoss(
  { target, prediction }: RegressionSample,
  lossOf: (target: number, prediction: number) => number,
): Statistic {
  return prepareWeightedMean(target.map((value, row) => lossOf(value, prediction[row] ?? Number.NaN)));
}

function requireAll(
  metric: string,
  sample: RegressionSample,
  rule: {
    readonly target: (value: number) => boolean;
    readonly prediction: (value: number) => boolean;
    readonly expected: string;
  },
): void {
  for (const side of ["target", "prediction"] as const) {
    const row = sample[side].findIndex((value) => !rule[side](value));
    if (row < 0) continue;
    throw new PawlError("metric.input-invalid", {
      message: `${metric} takes ${rule.expected}; the ${side} of row ${row + 1} is ${sample[side][row]}`,
    });
  }
}
