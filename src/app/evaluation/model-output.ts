import { PawlError } from "../../errors.ts";
import type { Sample } from "../../evaluation/sample.ts";
import type { ModelSignature, Tensor, TensorSpec } from "../../ports/model-runtime.ts";

const floats = new Set(["FP16", "FP32", "FP64"]);

/** A model's answers: `width` numbers a row, row-major. */
export interface Scores {
  readonly values: Float64Array;
  /** 1, or the number of classes. */
  readonly width: number;
}

/** The output that answers, and what a reader of the report should know about it. */
export interface ChosenOutput {
  readonly name: string;
  readonly notes: readonly string[];
}

/**
 * The output of a model that answers for a task: of the float outputs the last one whose name has `prob` in it
 * (classification), else the last one. skl2onnx and onnxmltools call it `probabilities`, or `variable` for a regressor.
 *
 * @throws PawlError `model.unsupported` when there is none.
 */
export function chooseOutput(
  { outputs }: Pick<ModelSignature, "outputs">,
  task: Sample["task"],
): ChosenOutput {
  const candidates = outputs.filter((output) => floats.has(output.datatype));
  const named = task === "regression" ? undefined : candidates.findLast(({ name }) => /prob/i.test(name));
  const chosen = named ?? candidates.at(-1);
  if (chosen === undefined) {
    const names = outputs.map((output) => `${output.name} (${output.datatype})`).join(", ");
    throw new PawlError("model.unsupported", {
      message: `the model has no float output for ${task}; it has ${names.slice(0, 500) || "no tensor"}`,
    });
  }
  return { name: chosen.name, notes: task === "regression" ? [] : classNotes(outputs) };
}

function classNotes(outputs: readonly TensorSpec[]): readonly string[] {
  const label = outputs.find(({ datatype }) => datatype === "BYTES");
  if (label === undefined) return [];
  return [
    `the model names its classes by text (output ${label.name}): its columns of probabilities are taken as class 0, 1 … in the order of the model`,
  ];
}

/**
 * Answers out of the tensor of an output.
 *
 * @param rows how many rows were fed.
 * @returns binary: the probability of class 1, the second of two columns; regression: one number a row; multi-class: one
 * probability a class.
 * @throws PawlError `model.unsupported` when the number of values does not fit.
 */
export function readScores(tensor: Tensor, rows: number, task: Sample["task"]): Scores {
  const { data } = tensor;
  const width = data.length / rows;
  if (task === "multiclass-classification" && Number.isInteger(width) && width >= 2) {
    return { values: everyNth(data, 1), width };
  }
  if (task !== "multiclass-classification" && width === 1) return { values: everyNth(data, 1), width };
  if (task === "binary-classification" && width === 2) return { values: everyNth(data, 2), width: 1 };
  throw new PawlError("model.unsupported", {
    message: `output ${tensor.name} has ${data.length} values for ${rows} rows of ${task}`,
    hint: "Export one answer a row; for classification one column of probabilities a class.",
  });
}

/** The last of each `count` values that follow one another. */
function everyNth(data: Tensor["data"], count: number): Float64Array {
  const values = new Float64Array(data.length / count);
  for (let index = 0; index < values.length; index += 1)
    values[index] = Number(data[(index + 1) * count - 1]);
  return values;
}
