import type { BinarySample, MulticlassSample } from "./sample.ts";

/**
 * The predicted class of each row: 1 where a binary score is at least the threshold; else the most probable class, the
 * first of equal ones as NumPy's `argmax`.
 *
 * @returns shape (rows,).
 */
export function predictedClasses(sample: BinarySample | MulticlassSample): Uint32Array {
  if (sample.task === "binary-classification") {
    const { score, threshold } = sample;
    const predicted = new Uint32Array(score.length);
    for (let row = 0; row < score.length; row += 1) predicted[row] = (score[row] ?? 0) >= threshold ? 1 : 0;
    return predicted;
  }
  return Uint32Array.from(sample.target, (_, row) => mostProbable(sample, row));
}

function mostProbable({ probabilities, classes }: MulticlassSample, row: number): number {
  let best = 0;
  let greatest = probabilities[row * classes] ?? 0;
  for (let index = 1; index < classes; index += 1) {
    const probability = probabilities[row * classes + index] ?? 0;
    if (probability <= greatest) continue;
    best = index;
    greatest = probability;
  }
  return best;
}
