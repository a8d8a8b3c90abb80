import type { Sample } from "./sample.ts";

/** Probabilities are kept this far from 0 and 1, so that one row that is surely wrong weighs at most 9.2. */
const margin = 1e-4;

/**
 * How wrong a model is on each row: log loss in nats for classes (probabilities kept within 0.0001 to 0.9999), 1 or 0 when
 * binary scores are no probabilities and the predicted class is wrong or right, squared error for a regression.
 *
 * @returns shape (rows,).
 */
export function rowLosses(sample: Sample): Float64Array {
  switch (sample.task) {
    case "regression":
      return sample.target.map((target, row) => ((sample.prediction[row] ?? Number.NaN) - target) ** 2);
    case "multiclass-classification":
      return sample.target.map((target, row) => logLoss(sample.probabilities[row * sample.classes + target]));
    case "binary-classification": {
      const { target, score, threshold } = sample;
      if (score.some((value) => value < 0 || value > 1)) {
        return score.map((value, row) => (value >= threshold === (target[row] === 1) ? 0 : 1));
      }
      return score.map((value, row) => logLoss(target[row] === 1 ? value : 1 - value));
    }
    default:
      return sample satisfies never;
  }
}

function logLoss(probability = Number.NaN): number {
  return -Math.log(Math.min(1 - margin, Math.max(margin, probability)));
}

/**
 * How much worse a row is: the challenger's loss minus the champion's; without a champion the loss minus its mean over all
 * rows. Positive is worse.
 *
 * @param weights shape (rows,).
 * @returns shape (rows,).
 */
export function excessLosses(
  challenger: Sample,
  champion: Sample | undefined,
  weights: Float64Array,
): Float64Array {
  const losses = rowLosses(challenger);
  if (champion !== undefined) {
    const before = rowLosses(champion);
    return losses.map((loss, row) => loss - (before[row] ?? Number.NaN));
  }
  let [sum, total] = [0, 0];
  losses.forEach((loss, row) => {
    const weight = weights[row] ?? 0;
    sum += weight * loss;
    total += weight;
  });
  return losses.map((loss) => loss - sum / total);
}
