import type { Tensor as OrtTensor } from "onnxruntime-node";
import { PawlError } from "../../errors.ts";
import type { Tensor, TensorSpec } from "../../ports/model-runtime.ts";
import { fromHalfBits, toHalfBits } from "./half.ts";

/** ONNX Runtime's element type → Open Inference Protocol v2 data type. */
export const datatypeOf: Readonly<Record<string, string>> = {
  bool: "BOOL",
  int8: "INT8",
  int16: "INT16",
  int32: "INT32",
  int64: "INT64",
  uint8: "UINT8",
  uint16: "UINT16",
  uint32: "UINT32",
  uint64: "UINT64",
  float16: "FP16",
  float32: "FP32",
  float64: "FP64",
  string: "BYTES",
};

const ortTypeOf = Object.fromEntries(Object.entries(datatypeOf).map(([type, name]) => [name, type]));

const numericArrays = {
  INT8: Int8Array,
  INT16: Int16Array,
  INT32: Int32Array,
  UINT8: Uint8Array,
  UINT16: Uint16Array,
  UINT32: Uint32Array,
  FP32: Float32Array,
  FP64: Float64Array,
} as const;

/** What `new Tensor(type, data, dims)` of ONNX Runtime takes. */
export interface OrtTensorParts {
  readonly type: string;
  readonly data: OrtTensor.DataType;
  readonly dims: readonly number[];
}

/**
 * Checks feeds against the inputs of a model.
 *
 * @throws PawlError `model.input-invalid` when one is missing, unknown, of another type, shape or length.
 */
export function checkFeeds(specs: readonly TensorSpec[], feeds: readonly Tensor[]): void {
  const byName = new Map(feeds.map((feed) => [feed.name, feed]));
  if (byName.size !== feeds.length) throw invalid("two inputs have the same name");
  for (const spec of specs) checkFeed(spec, byName.get(spec.name));
  const known = new Set(specs.map((spec) => spec.name));
  const unknown = feeds.find((feed) => !known.has(feed.name));
  if (unknown) throw invalid(`the model has no input ${unknown.name}; it has ${[...known].join(", ")}`);
}

function checkFeed(spec: TensorSpec, feed: Tensor | undefined): void {
  if (feed === undefined) throw invalid(`input ${spec.name} is missing`);
  if (feed.datatype !== spec.datatype) {
    throw invalid(`input ${spec.name} is ${feed.datatype}, the model takes ${spec.datatype}`);
  }
  const isFitting =
    feed.shape.length === spec.shape.length &&
    spec.shape.every((size, index) => size === -1 || size === feed.shape[index]);
  if (!isFitting) {
    throw invalid(
      `input ${spec.name} has the shape [${feed.shape.join(", ")}], the model takes [${spec.shape.join(", ")}]`,
    );
  }
  const size = feed.shape.reduce((product, length) => product * length, 1);
  if (size !== feed.data.length) {
    throw invalid(`input ${spec.name} has ${feed.data.length} values, its shape needs ${size}`);
  }
}

/**
 * A feed in ONNX Runtime's form.
 *
 * @throws PawlError `model.input-invalid` when a value does not fit the data type.
 */
export function toOrtParts(feed: Tensor): OrtTensorParts {
  return { type: ortTypeOf[feed.datatype] ?? feed.datatype, data: toOrtData(feed), dims: feed.shape };
}

function toOrtData(feed: Tensor): OrtTensor.DataType {
  switch (feed.datatype) {
    case "BYTES":
      return Array.from(feed.data, String);
    case "BOOL":
      return Uint8Array.from(feed.data as ArrayLike<unknown>, (value) =>
        value === true || value === 1 ? 1 : 0,
      );
    case "FP16":
      return Uint16Array.from(toNumbers(feed), toHalfBits);
    case "INT64":
      return feed.data instanceof BigInt64Array ? feed.data : BigInt64Array.from(toBigInts(feed));
    case "UINT64":
      return BigUint64Array.from(toBigInts(feed));
    default:
      return toNumericData(feed);
  }
}

function toBigInts(feed: Tensor): bigint[] {
  return Array.from(feed.data as ArrayLike<unknown>, (value) => {
    if (typeof value === "bigint") return value;
    if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
    throw invalid(`input ${feed.name} takes whole numbers, got ${String(value)}`);
  });
}

function toNumericData(feed: Tensor): OrtTensor.DataType {
  const kind = Object.entries(numericArrays).find(([name]) => name === feed.datatype)?.[1];
  if (kind === undefined) throw invalid(`input ${feed.name} is ${feed.datatype}, which cannot be fed`);
  if (feed.data instanceof kind) return feed.data;
  return kind.from(toNumbers(feed));
}

function toNumbers(feed: Tensor): number[] {
  return Array.from(feed.data as ArrayLike<unknown>, (value) => {
    if (typeof value === "number" || typeof value === "bigint") return Number(value);
    throw invalid(`input ${feed.name} takes numbers, got ${String(value)}`);
  });
}

/** An output of ONNX Runtime as a tensor of the port; whole types without a typed array of the port become lists. */
export function fromOrt(name: string, tensor: OrtTensor): Tensor {
  const datatype = datatypeOf[tensor.type] ?? tensor.type.toUpperCase();
  return { name, datatype, shape: tensor.dims, data: fromOrtData(tensor) };
}

function fromOrtData(tensor: OrtTensor): Tensor["data"] {
  const data = tensor.data;
  if (tensor.type === "bool") return Array.from(data as Uint8Array, (value) => value !== 0);
  if (data instanceof Float32Array || data instanceof Float64Array) return data;
  if (data instanceof BigInt64Array || data instanceof Int32Array) return data;
  // Where JavaScript has no Float16Array the runtime gives the bits.
  if (tensor.type === "float16" && data instanceof Uint16Array) return Array.from(data, fromHalfBits);
  // What is left is a list of strings or a typed array of small whole numbers.
  return Array.from(data as ArrayLike<number | string | bigint>);
}

function invalid(message: string): PawlError {
  return new PawlError("model.input-invalid", { message });
}
