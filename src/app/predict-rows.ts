import type { ColumnValue } from "../drift/value-counts.ts";
import { mostProbable } from "../evaluation/most-probable.ts";
import type { Sample } from "../evaluation/sample.ts";
import type { ModelRuntime } from "../ports/model-runtime.ts";
import { type EvaluationTablePorts, openEvaluationTable } from "./evaluation/evaluation-table.ts";
import { planInputs } from "./evaluation/input-plan.ts";
import { checkInputValues, scoreTable } from "./evaluation/score-table.ts";

/** A model and the rows to ask it about. */
export interface PredictRowsRequest {
  /** An ONNX file. */
  readonly model: Uint8Array;
  /** Of the table, relative to the root of `files`. */
  readonly path: string;
  readonly task: Sample["task"];
}

/**
 * A model's answer for each row of a table, in the order of the file: the probability of class 1, the predicted number, or,
 * with several classes, the index of the most probable one as text (the first of equal ones).
 *
 * @throws PawlError `file.*`, `evaluation.*`, `model.*`.
 */
export async function predictRows(
  { model: bytes, path, task }: PredictRowsRequest,
  ports: EvaluationTablePorts & { readonly modelRuntime: ModelRuntime },
): Promise<readonly ColumnValue[]> {
  const table = await openEvaluationTable({ path, id: undefined }, ports);
  const model = await ports.modelRuntime.load(bytes);
  try {
    const plan = planInputs(model, { table, reserved: new Set() });
    await checkInputValues(plan, table, ports.sql);
    const { values, width } = await scoreTable({ model, plan, task }, table);
    if (width === 1) return Array.from(values);
    return Array.from({ length: values.length / width }, (_, row) =>
      String(mostProbable(values, row * width, width)),
    );
  } finally {
    await model.release();
  }
}
