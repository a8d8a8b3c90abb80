import { PawlError } from "../../errors.ts";
import type { Sample } from "../../evaluation/sample.ts";
import type { LoadedModel, Tensor, TensorSpec } from "../../ports/model-runtime.ts";
import type { SqlValue } from "../../ports/sql.ts";
import type { EvaluationTable } from "./evaluation-table.ts";

const batchRows = 16_384;
const floats = new Set(["FP16", "FP32", "FP64"]);
const integers = new Set(["INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64"]);

/** A model's answers: `width` numbers a row, row-major. */
export interface Scores {
  readonly values: Float64Array;
  /** 1, or the number of classes. */
  readonly width: number;
}

/** Names of a model's inputs that the table has no column for. */
export function missingInputs(model: LoadedModel, columns: ReadonlySet<string>): readonly string[] {
  return model.signature.inputs.map((input) => input.name).filter((name) => !columns.has(name));
}

/**
 * Feeds a table to a model in batches: each input takes the column of its name.
 *
 * @returns binary: the probability of class 1 (output `probability`, else the last float output; of two columns the
 * second); regression: the float output; multi-class: one probability a class.
 * @throws PawlError `model.unsupported` when inputs are no columns or no output fits the task, `model.input-invalid`,
 * `evaluation.value-invalid` when an integer or text input is missing a value.
 */
export async function scoreTable(
  model: LoadedModel,
  table: EvaluationTable,
  task: Sample["task"],
): Promise<Scores> {
  const output = chooseOutput(model.signature.outputs, task);
  const parts: Scores[] = [];
  for (let from = 0; from < table.rows; from += batchRows) {
    const to = Math.min(from + batchRows, table.rows);
    const inputs = await Promise.all(
      model.signature.inputs.map((input) => readInput(table, input, { from, to })),
    );
    const tensors = await model.run(inputs);
    parts.push(readScores(tensors, { output, rows: to - from, task }));
  }
  return joinScores(parts);
}

function chooseOutput(outputs: readonly TensorSpec[], task: Sample["task"]): string {
  const candidates = outputs.filter((output) => floats.has(output.datatype));
  const named =
    task === "binary-classification" ? candidates.find(({ name }) => name === "probability") : undefined;
  const chosen = named ?? candidates.at(-1);
  if (chosen !== undefined) return chosen.name;
  const names = outputs.map((output) => `${output.name} (${output.datatype})`).join(", ");
  throw new PawlError("model.unsupported", {
    message: `the model has no float output for ${task}; it has ${names}`,
  });
}

async function readInput(
  table: EvaluationTable,
  spec: TensorSpec,
  range: { readonly from: number; readonly to: number },
): Promise<Tensor> {
  const rows = range.to - range.from;
  const shape = columnShape(spec, rows);
  const type = floats.has(spec.datatype) ? "DOUBLE" : integers.has(spec.datatype) ? "BIGINT" : "VARCHAR";
  const values = await table.read(spec.name, { ...range, type });
  if (type === "DOUBLE") {
    const data = Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
    const isWide = spec.datatype === "FP64";
    return { name: spec.name, datatype: spec.datatype, shape, data: isWide ? data : Float32Array.from(data) };
  }
  return { name: spec.name, datatype: spec.datatype, shape, data: withoutNull(values, spec.name) };
}

function columnShape(spec: TensorSpec, rows: number): readonly number[] {
  const [, ...rest] = spec.shape;
  if (spec.shape.length > 0 && spec.shape.length <= 2 && rest.every((size) => size === 1))
    return [rows, ...rest];
  throw new PawlError("model.unsupported", {
    message: `input ${spec.name} has the shape [${spec.shape.join(", ")}]; export one input of shape [-1, 1] a column`,
  });
}

function withoutNull(values: readonly SqlValue[], name: string): (number | string | bigint)[] {
  return values.map((value) => {
    if (typeof value === "number" || typeof value === "string" || typeof value === "bigint") return value;
    throw new PawlError("evaluation.value-invalid", {
      message: `column ${name} is missing a value or has one of another type; the model's input takes none`,
    });
  });
}

function readScores(
  tensors: readonly Tensor[],
  context: { readonly output: string; readonly rows: number; readonly task: Sample["task"] },
): Scores {
  const tensor = tensors.find(({ name }) => name === context.output);
  const data = Float64Array.from(tensor?.data ?? [], Number);
  const width = data.length / context.rows;
  if (context.task === "multiclass-classification" && Number.isInteger(width) && width >= 2) {
    return { values: data, width };
  }
  if (width === 1) return { values: data, width };
  if (context.task === "binary-classification" && width === 2) {
    return { values: data.filter((_, index) => index % 2 === 1), width: 1 };
  }
  throw new PawlError("model.unsupported", {
    message: `output ${context.output} has ${data.length} values for ${context.rows} rows of ${context.task}`,
  });
}

function joinScores(parts: readonly Scores[]): Scores {
  const values = new Float64Array(parts.reduce((sum, part) => sum + part.values.length, 0));
  let position = 0;
  for (const part of parts) {
    values.set(part.values, position);
    position += part.values.length;
  }
  return { values, width: parts[0]?.width ?? 1 };
}
