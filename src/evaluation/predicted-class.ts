import { mostProbableClasses } from "./metrics/class-counts.ts";
import type { BinarySample, MulticlassSample } from "./sample.ts";

/**
 * The predicted class of each row: 1 where a binary score is at least the threshold; else the most probable class, the
 * first of equal ones.
 *
 * @returns shape (rows,).
 */
export function predictedClasses(sample: BinarySample | MulticlassSample): Uint32Array {
  if (sample.task !== "binary-classification") return mostProbableClasses(sample);
  const { score, threshold } = sample;
  const predicted = new Uint32Array(score.length);
  for (let row = 0; row < score.length; row += 1) {
    predicted[row] = (score[row] ?? Number.NaN) >= threshold ? 1 : 0;
  }
  return predicted;
}
