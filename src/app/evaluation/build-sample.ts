import { PawlError } from "../../errors.ts";
import type { Sample } from "../../evaluation/sample.ts";
import { type EvaluationTable, requireColumns } from "./evaluation-table.ts";
import type { Scores } from "./model-output.ts";
import type { Truth } from "./truth.ts";

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
  requireColumns([column], table.columns, table.path);
  const values = await table.read(column, { type: "DOUBLE" });
  const target = Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
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

/** True values and one model's answers as the sample that metrics take. */
export function buildSample(truth: Truth, scores: Scores): Sample {
  const { task, target, threshold, groups, zeroDivision } = truth;
  const shared = {
    target,
    ...(groups === undefined ? {} : { groups }),
    ...(zeroDivision === undefined ? {} : { zeroDivision }),
  };
  switch (task) {
    case "binary-classification":
      return { ...shared, task, score: scores.values, threshold };
    case "regression":
      return { ...shared, task, prediction: scores.values };
    case "multiclass-classification":
      return { ...shared, task, probabilities: scores.values, classes: scores.width };
    default:
      return task satisfies never;
  }
}
