import type { EvaluationPolicy } from "../../config/schema.ts";
import type { Sample } from "../../evaluation/sample.ts";
import { readSampleOptions, readTarget, readWeights, type SampleOptions } from "./build-sample.ts";
import type { EvaluationTable } from "./evaluation-table.ts";

/** What the rows say about themselves, whatever a model answers. Every array has shape (rows,). */
export interface Truth {
  readonly task: Sample["task"];
  readonly target: Float64Array;
  readonly weights: Float64Array;
  readonly options: SampleOptions;
  readonly ids: readonly string[];
}

/**
 * Reads true values, weights, groups and ids.
 *
 * @throws PawlError `evaluation.column-missing`, `evaluation.value-invalid`; `metric.input-invalid` for weights that are
 * missing, negative or all zero.
 */
export async function readTruth(
  evaluation: EvaluationPolicy,
  table: EvaluationTable,
  task: Sample["task"],
): Promise<Truth> {
  const ids = await table.read(evaluation.id, { type: "VARCHAR" });
  return {
    task,
    target: await readTarget(table, evaluation.target, task),
    weights: await readWeights(table, evaluation.weight),
    options: await readSampleOptions(table, evaluation),
    ids: ids.map(String),
  };
}

/** Columns of a policy that are no features. */
export function reservedColumns(evaluation: EvaluationPolicy): ReadonlySet<string> {
  const { id, target, weight, group, timestamp } = evaluation;
  return new Set([id, target, weight, group, timestamp].filter((name) => name !== undefined));
}
