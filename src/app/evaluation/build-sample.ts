import { PawlError } from "../../errors.ts";
import { checkWeights, mostGroups, type Sample } from "../../evaluation/sample.ts";
import { type EvaluationTable, requireColumns } from "./evaluation-table.ts";
import type { Scores } from "./model-output.ts";

/** Scores of at least this are predicted to be class 1, where nothing else is said. */
const defaultThreshold = 0.5;

/** What a sample has beside true values and answers. */
export interface SampleOptions {
  /** Scores of at least this are predicted to be class 1. */
  readonly threshold?: number;
  /** Value of precision, recall and F where their denominator is 0: 0, 1 or NaN. */
  readonly zeroDivision?: number;
  /** Shape (rows,): see {@link Sample}. */
  readonly groups?: Uint32Array;
}

/**
 * The true values of a table.
 *
 * @returns shape (rows,), finite; binary: 0 or 1, read from numbers or booleans; multi-class: class indices.
 * @throws PawlError `evaluation.column-missing`, `evaluation.value-invalid` when one is missing or of another kind.
 */
export async function readTarget(
  table: EvaluationTable,
  column: string,
  task: Sample["task"],
): Promise<Float64Array> {
  const target = await readNumbers(table, column);
  const isWrong = (value: number): boolean => {
    if (!Number.isFinite(value)) return true;
    if (task === "binary-classification") return value !== 0 && value !== 1;
    return task === "multiclass-classification" && (!Number.isInteger(value) || value < 0);
  };
  const wrong = target.filter(isWrong).length;
  if (wrong === 0) return target;
  const expected =
    task === "regression" ? "numbers" : task === "binary-classification" ? "0 or 1" : "0, 1, 2 …";
  throw new PawlError("evaluation.value-invalid", {
    message: `${table.path}: target ${column} is missing or not ${expected} in ${wrong} of ${table.rows} rows`,
  });
}

/**
 * Numbers of a column; NaN where one is missing or is no number.
 *
 * @throws PawlError `evaluation.column-missing`
 */
export async function readNumbers(table: EvaluationTable, column: string): Promise<Float64Array> {
  requireColumns([column], table.columns, table.path);
  const [values = new Float64Array()] = await table.readNumbers([column]);
  return values;
}

/**
 * The weight of each row; 1 without a column.
 *
 * @throws PawlError `evaluation.column-missing`, `metric.input-invalid` when one is missing, negative or infinite, or all
 * are 0.
 */
export async function readWeights(table: EvaluationTable, column: string | undefined): Promise<Float64Array> {
  if (column === undefined) return new Float64Array(table.rows).fill(1);
  const weights = await readNumbers(table, column);
  checkWeights(weights, table.rows);
  return weights;
}

/**
 * What a policy or a command line says about a sample. Rows with the same value in `group` are a group, those without
 * one too.
 *
 * @throws PawlError `evaluation.column-missing`, `evaluation.value-invalid` when there are too many groups.
 */
export async function readSampleOptions(
  table: EvaluationTable,
  request: {
    readonly threshold?: number | undefined;
    readonly zero_division?: number | "nan" | undefined;
    readonly group?: string | undefined;
  },
): Promise<SampleOptions> {
  return {
    threshold: request.threshold ?? defaultThreshold,
    zeroDivision: Number(request.zero_division ?? "nan"),
    ...(request.group === undefined ? {} : { groups: await readGroups(table, request.group) }),
  };
}

async function readGroups(table: EvaluationTable, column: string): Promise<Uint32Array> {
  requireColumns([column], table.columns, table.path);
  const values = await table.read(column, { type: "VARCHAR" });
  const numbers = new Map<unknown, number>();
  return Uint32Array.from(values, (value) => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    if (numbers.size === mostGroups) {
      throw new PawlError("evaluation.value-invalid", {
        message: `${table.path}: ${column} has more than ${mostGroups} values: too many groups to compare`,
      });
    }
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  });
}

/** True values and one model's answers as the sample that metrics take. */
export function buildSample(
  task: Sample["task"],
  target: Float64Array,
  scores: Scores,
  options: SampleOptions = {},
): Sample {
  const { threshold = defaultThreshold, ...others } = options;
  switch (task) {
    case "binary-classification":
      return { task, target, score: scores.values, threshold, ...others };
    case "regression":
      return { task, target, prediction: scores.values, ...others };
    case "multiclass-classification":
      return { task, target, probabilities: scores.values, classes: scores.width, ...others };
    default:
      return task satisfies never;
  }
}
