import { PawlError } from "../errors.ts";

/** What the rows of every task may have beside true values and answers. */
interface SampleOptions {
  /** Shape (rows,): number of the row's group, from 0 below {@link mostGroups}; fairness metrics compare the groups. */
  readonly groups?: Uint32Array;
  /** Value of precision, recall and F where their denominator is 0: 0, 1, or NaN when absent. */
  readonly zeroDivision?: number;
}

/** Most groups that fairness metrics compare. */
export const mostGroups = 100;

/** Rows of a binary classification. */
export interface BinarySample extends SampleOptions {
  readonly task: "binary-classification";
  /** Shape (rows,), values 0 or 1. */
  readonly target: Float64Array;
  /** Shape (rows,): probability of class 1, or any score that grows with it. No NaN. */
  readonly score: Float64Array;
  /** Rows with a score of at least this are predicted to be class 1. */
  readonly threshold: number;
}

/** Rows of a regression. */
export interface RegressionSample extends SampleOptions {
  readonly task: "regression";
  /** Shape (rows,), finite. */
  readonly target: Float64Array;
  /** Shape (rows,), finite. */
  readonly prediction: Float64Array;
}

/** Rows of a classification with k classes. */
export interface MulticlassSample extends SampleOptions {
  readonly task: "multiclass-classification";
  /** Shape (rows,): index of the true class, 0 to k − 1. */
  readonly target: Float64Array;
  /** Shape (rows × k,), row-major: probability of each class. */
  readonly probabilities: Float64Array;
  /** k, 2 or more. */
  readonly classes: number;
}

/** What a metric is computed from: true values and one model's answers, row by row. */
export type Sample = BinarySample | RegressionSample | MulticlassSample;

/**
 * A metric prepared on a sample: rows in any order of weight. It is computed again for each set of weights, so what does
 * not depend on them (sorting, losses a row) was done once. Returns NaN where the metric is undefined.
 *
 * @param weights shape (rows,), 0 or more; a whole number means the row occurs that many times.
 * @param draw an object of the caller's that stands for these weights: statistics of one sample that are called with the
 * same object share what they sum over the rows. New weights, also in the same array, need a new object. Nothing is
 * shared without it.
 */
export type Statistic = (weights: Float64Array, draw?: object) => number;

/** How many rows a sample has. */
export function rowsOf(sample: Sample): number {
  return sample.target.length;
}

/**
 * Checks a sample as scikit-learn does.
 *
 * @throws PawlError `evaluation.empty` without rows, `metric.input-invalid` for NaN, infinity or values out of range.
 */
export function checkSample(sample: Sample): void {
  if (rowsOf(sample) === 0)
    throw new PawlError("evaluation.empty", { message: "there are no rows to evaluate" });
  checkTarget(sample);
  checkGroups(sample);
  switch (sample.task) {
    case "binary-classification":
      return checkColumn("score", sample.score, rowsOf(sample));
    case "regression":
      return checkColumn("prediction", sample.prediction, rowsOf(sample));
    case "multiclass-classification":
      return checkColumn("probabilities", sample.probabilities, rowsOf(sample) * sample.classes);
    default:
      return sample satisfies never;
  }
}

function checkTarget(sample: Sample): void {
  checkColumn("target", sample.target, sample.target.length);
  if (sample.task === "regression") return;
  const classes = sample.task === "binary-classification" ? 2 : sample.classes;
  const row = sample.target.findIndex((value) => !Number.isInteger(value) || value < 0 || value >= classes);
  if (row >= 0)
    throw invalid(`target of row ${row + 1} is ${sample.target[row]}, expected 0 to ${classes - 1}`);
}

function checkGroups({ groups, target }: Sample): void {
  if (groups === undefined) return;
  if (groups.length !== target.length)
    throw invalid(`groups has ${groups.length} values, expected ${target.length}`);
  const row = groups.findIndex((group) => group >= mostGroups);
  if (row >= 0) throw invalid(`group of row ${row + 1} is ${groups[row]}, expected 0 to ${mostGroups - 1}`);
}

function checkColumn(name: string, values: Float64Array, length: number): void {
  if (values.length !== length) throw invalid(`${name} has ${values.length} values, expected ${length}`);
  const row = values.findIndex((value) => !Number.isFinite(value));
  if (row >= 0) throw invalid(`${name} of row ${row + 1} is ${values[row]}`);
}

/**
 * Checks weights.
 *
 * @throws PawlError `metric.input-invalid` for NaN, infinity, negative weights or a total of zero.
 */
export function checkWeights(weights: Float64Array, rows: number): void {
  checkColumn("weight", weights, rows);
  const row = weights.findIndex((value) => value < 0);
  if (row >= 0) throw invalid(`weight of row ${row + 1} is ${weights[row]}, expected 0 or more`);
  if (!weights.some((value) => value > 0)) throw invalid("the weights add up to zero");
}

/** The rows of a sample with the given indices, in that order. */
export function takeRows(sample: Sample, rows: Uint32Array): Sample {
  const { groups } = sample;
  const taken = {
    target: take(sample.target, rows),
    ...(groups === undefined ? {} : { groups: rows.map((row) => groups[row] ?? 0) }),
  };
  switch (sample.task) {
    case "binary-classification":
      return { ...sample, ...taken, score: take(sample.score, rows) };
    case "regression":
      return { ...sample, ...taken, prediction: take(sample.prediction, rows) };
    case "multiclass-classification":
      return { ...sample, ...taken, probabilities: takeBlocks(sample.probabilities, rows, sample.classes) };
    default:
      return sample satisfies never;
  }
}

/** The values at the given indices, in that order. */
export function take(values: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row] ?? Number.NaN);
}

function takeBlocks(values: Float64Array, rows: Uint32Array, width: number): Float64Array {
  const taken = new Float64Array(rows.length * width);
  rows.forEach((row, index) => taken.set(values.subarray(row * width, (row + 1) * width), index * width));
  return taken;
}

function invalid(message: string): PawlError {
  return new PawlError("metric.input-invalid", { message });
}
