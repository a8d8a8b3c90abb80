import type { EvaluationPolicy } from "../../config/schema.ts";
import { PawlError } from "../../errors.ts";
import { checkWeights, type Sample } from "../../evaluation/sample.ts";
import type { SqlValue } from "../../ports/sql.ts";
import { readTarget } from "./build-sample.ts";
import { type EvaluationTable, requireColumns } from "./evaluation-table.ts";

/** Most groups that fairness metrics compare. */
const mostGroups = 100;

/** What the rows say about themselves, whatever a model answers. Every array has shape (rows,). */
export interface Truth {
  readonly task: Sample["task"];
  readonly target: Float64Array;
  /** Each row counts once when absent. */
  readonly weights: Float64Array | undefined;
  /** Number of each row's group, by the order in which groups occur. */
  readonly groups: Uint32Array | undefined;
  readonly ids: readonly string[];
  readonly threshold: number;
  /** Value of precision, recall and F where their denominator is 0; `undefined`: not a number. */
  readonly zeroDivision: 0 | 1 | undefined;
}

/**
 * Reads true values, weights, groups and ids.
 *
 * @throws PawlError `evaluation.column-missing`, `evaluation.value-invalid`; `metric.input-invalid` for weights that are
 * missing, negative or all zero, and for more than 100 groups.
 */
export async function readTruth(
  evaluation: EvaluationPolicy,
  table: EvaluationTable,
  task: Sample["task"],
): Promise<Truth> {
  const { target, weight, group, id, threshold, zero_division } = evaluation;
  const ids = await table.read(id, { type: "VARCHAR" });
  return {
    task,
    target: await readTarget(table, target, task),
    weights: weight === undefined ? undefined : await readWeights(table, weight),
    groups: group === undefined ? undefined : await readGroups(table, group),
    ids: ids.map(String),
    threshold,
    zeroDivision: zero_division === "nan" ? undefined : zero_division,
  };
}

/** Columns of a policy that are no features. */
export function reservedColumns(evaluation: EvaluationPolicy): ReadonlySet<string> {
  const { id, target, weight, group, timestamp } = evaluation;
  return new Set([id, target, weight, group, timestamp].filter((name) => name !== undefined));
}

async function readWeights(table: EvaluationTable, column: string): Promise<Float64Array> {
  requireColumns([column], table.columns, table.path);
  const values = await table.read(column, { type: "DOUBLE" });
  const weights = Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
  checkWeights(weights, table.rows);
  return weights;
}

async function readGroups(table: EvaluationTable, column: string): Promise<Uint32Array> {
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
  throw new PawlError("metric.input-invalid", {
    message: `${table.path}: ${column} has ${numbers.size} groups, at most ${mostGroups} are compared`,
    hint: "Name a column with few values as evaluation.group, or put its values into bins.",
  });
}
