import { PawlError } from "../../errors.ts";
import { checkWeights, mostGroups } from "../../evaluation/sample.ts";
import type { SqlValue } from "../../ports/sql.ts";
import { type EvaluationTable, requireColumns } from "./evaluation-table.ts";

/**
 * Numbers of a column; NaN where one is missing or is no number.
 *
 * @throws PawlError `evaluation.column-missing`
 */
export async function readNumbers(table: EvaluationTable, column: string): Promise<Float64Array> {
  requireColumns([column], table.columns, table.path);
  const values = await table.read(column, { type: "DOUBLE" });
  return Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
}

/**
 * The weight of each row.
 *
 * @throws PawlError `evaluation.column-missing`, `metric.input-invalid` when one is missing, negative or infinite, or all
 * are 0.
 */
export async function readWeights(table: EvaluationTable, column: string): Promise<Float64Array> {
  const weights = await readNumbers(table, column);
  checkWeights(weights, table.rows);
  return weights;
}

/**
 * The number of each row's group, in the order in which groups occur. Rows with the same value are a group, rows without
 * one too.
 *
 * @throws PawlError `evaluation.column-missing`, `evaluation.value-invalid` when there are too many groups to compare.
 */
export async function readGroups(table: EvaluationTable, column: string): Promise<Uint32Array> {
  requireColumns([column], table.columns, table.path);
  const numbers = new Map<SqlValue, number>();
  const values = await table.read(column, { type: "VARCHAR" });
  const groups = Uint32Array.from(values, (value) => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  });
  if (numbers.size <= mostGroups) return groups;
  throw new PawlError("evaluation.value-invalid", {
    message: `${table.path}: ${column} has ${numbers.size} values; at most ${mostGroups} groups are compared`,
    hint: "Name a column with few values, or put its values into bins.",
  });
}
