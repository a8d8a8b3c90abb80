import { PawlError } from "../../errors.ts";
import type { MulticlassSample, Statistic } from "../sample.ts";
import { clip } from "./probability.ts";
import { prepareWeightedMean } from "./weighted-mean.ts";

/** Rows whose probabilities add up to 1 within this are accepted, as in scikit-learn for 32-bit models. */
const sumTolerance = 1e-3;

/** Share of rows whose most probable class is the true one; the first of equal ones counts. Source: scikit-learn 1.9.1 `accuracy_score`. */
export function prepareMulticlassAccuracy(sample: MulticlassSample): Statistic {
  const isRight = sample.target.map((target, row) => (mostProbable(sample, row) === target ? 1 : 0));
  return prepareWeightedMean(isRight);
}

function mostProbable({ probabilities, classes }: MulticlassSample, row: number): number {
  let best = 0;
  for (let index = 1; index < classes; index += 1) {
    const isGreater =
      (probabilities[row * classes + index] ?? 0) > (probabilities[row * classes + best] ?? 0);
    if (isGreater) best = index;
  }
  return best;
}

/**
 * The negative mean log-likelihood of the true class, in nats.
 *
 * Source: scikit-learn 1.9.1 `log_loss` on 64-bit probabilities.
 *
 * @throws PawlError `metric.input-invalid` when a row's probabilities are out of range or do not add up to 1.
 */
export function prepareMulticlassLogLoss(sample: MulticlassSample): Statistic {
  const losses = sample.target.map((target, row) => {
    checkRow(sample, row);
    return -Math.log(clip(sample.probabilities[row * sample.classes + target] ?? Number.NaN));
  });
  return prepareWeightedMean(losses);
}

function checkRow({ probabilities, classes }: MulticlassSample, row: number): void {
  const values = probabilities.subarray(row * classes, (row + 1) * classes);
  const sum = values.reduce((total, value) => total + value, 0);
  if (values.every((value) => value >= 0 && value <= 1) && Math.abs(sum - 1) <= sumTolerance) return;
  throw new PawlError("metric.input-invalid", {
    message: `log_loss takes probabilities that add up to 1; row ${row + 1} has ${[...values].join(", ")}`,
  });
}
