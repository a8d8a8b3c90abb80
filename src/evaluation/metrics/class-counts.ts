import { PawlError } from "../../errors.ts";
import { mostProbable } from "../most-probable.ts";
import type { MulticlassSample } from "../sample.ts";
import { rowNumbers } from "./row-codes.ts";
import { oncePerDraw, oncePerSample } from "./shared-sums.ts";

/** Weights by class. Arrays have the shape (classes,). */
export interface ClassCounts {
  /** Of rows that belong to the class. */
  readonly actual: Float64Array;
  /** Of rows that are predicted to. */
  readonly predicted: Float64Array;
  /** Of rows of which both is true. */
  readonly hits: Float64Array;
  readonly total: number;
  /** Sum of weight × (true class − predicted class)². */
  readonly squares: number;
}

/**
 * The most probable class of each row, found once a sample.
 *
 * @returns shape (rows,)
 */
export const mostProbableClasses = oncePerSample(({ probabilities, classes, target }: MulticlassSample) =>
  rowNumbers(target.length, (row) => mostProbable(probabilities, row * classes, classes)),
);

/** Sums up the weights by class; metrics of the same sample and draw share the sums. */
export const classCountsOf = oncePerSample((sample: MulticlassSample) => {
  const { classes, target } = sample;
  const answers = mostProbableClasses(sample);
  const actual = new Float64Array(classes);
  const predicted = new Float64Array(classes);
  const hits = new Float64Array(classes);
  return oncePerDraw((weights): ClassCounts => {
    for (const sums of [actual, predicted, hits]) sums.fill(0);
    let total = 0;
    let squares = 0;
    for (let row = 0; row < answers.length; row += 1) {
      const weight = weights[row] ?? 0;
      const truth = target[row] ?? 0;
      const answer = answers[row] ?? 0;
      total += weight;
      squares += weight * (truth - answer) ** 2;
      actual[truth] = (actual[truth] ?? 0) + weight;
      predicted[answer] = (predicted[answer] ?? 0) + weight;
      if (truth === answer) hits[truth] = (hits[truth] ?? 0) + weight;
    }
    return { actual, predicted, hits, total, squares };
  });
});

/**
 * Makes sure that a sample has a class.
 *
 * @throws PawlError `metric.input-invalid`
 */
export function checkClass(metric: string, label: number, { classes }: MulticlassSample): void {
  if (label < classes) return;
  throw new PawlError("metric.input-invalid", {
    message: `${metric}:${label} is of a class that is not there; the classes are 0 to ${classes - 1}`,
  });
}
