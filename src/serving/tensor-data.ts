import type { JsonDatatype, JsonTensorValue } from "./open-inference-protocol.ts";

/** A tensor with flat row-major data, whatever holds the numbers. */
export interface FlatTensor {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
  readonly data: ArrayLike<number | string | boolean | bigint>;
}

/** Either a value, or one sentence on what is wrong with a request. */
export type Checked<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: string };

const wholeRanges: Readonly<Record<string, readonly [number, number]>> = {
  INT8: [-128, 127],
  INT16: [-32_768, 32_767],
  INT32: [-2_147_483_648, 2_147_483_647],
  INT64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  UINT8: [0, 255],
  UINT16: [0, 65_535],
  UINT32: [0, 4_294_967_295],
  UINT64: [0, Number.MAX_SAFE_INTEGER],
};

/**
 * Checks and flattens a tensor's JSON data: nested lists must match the shape, the number of values its product, each
 * value the data type. `null` is NaN in FP32 and FP64. Whole numbers beyond 2^53 are refused, JSON has lost them.
 */
export function readTensorData(tensor: {
  readonly name: string;
  readonly datatype: JsonDatatype;
  readonly shape: readonly number[];
  readonly data: readonly unknown[];
}): Checked<readonly (number | string | boolean)[]> {
  const { name, shape, datatype } = tensor;
  const flat = flatten(tensor.data, shape);
  const size = shape.reduce((product, length) => product * length, 1);
  if (flat?.length !== size) {
    const found = flat === undefined ? "nested otherwise" : `${flat.length} values`;
    return { ok: false, error: `input ${name} has shape [${shape.join(", ")}], its data is ${found}` };
  }
  const values: (number | string | boolean)[] = [];
  for (const item of flat) {
    const value = readValue(item, datatype);
    if (value === undefined) {
      return { ok: false, error: `input ${name} takes ${datatype}, got ${describe(item)}` };
    }
    values.push(value);
  }
  return { ok: true, value: values };
}

function describe(item: unknown): string {
  return (JSON.stringify(item) ?? "nothing").slice(0, 40);
}

function flatten(data: readonly unknown[], shape: readonly number[]): readonly unknown[] | undefined {
  if (!data.some(Array.isArray)) return data;
  const [length, ...rest] = shape;
  if (length !== data.length || rest.length === 0) return undefined;
  const flat: unknown[] = [];
  for (const item of data) {
    const part = Array.isArray(item) ? flatten(item, rest) : undefined;
    if (part === undefined || part.length !== rest.reduce((product, next) => product * next, 1))
      return undefined;
    for (const value of part) flat.push(value);
  }
  return flat;
}

function readValue(item: unknown, datatype: JsonDatatype): number | string | boolean | undefined {
  if (datatype === "BYTES") return typeof item === "string" ? item : undefined;
  if (datatype === "BOOL") {
    if (typeof item === "boolean") return item;
    return item === 0 || item === 1 ? item === 1 : undefined;
  }
  if (datatype === "FP32" || datatype === "FP64") {
    if (item === null) return Number.NaN;
    return typeof item === "number" ? item : undefined;
  }
  const [least, greatest] = wholeRanges[datatype] ?? [0, 0];
  const fits = typeof item === "number" && Number.isInteger(item) && item >= least && item <= greatest;
  return fits ? item : undefined;
}

/** A tensor's values as JSON can hold them; NaN and the infinities become `null`, big integers numbers. */
export function toJsonData(data: FlatTensor["data"]): JsonTensorValue[] {
  return Array.from(data, (value) => {
    if (typeof value === "bigint") return Number(value);
    return typeof value === "number" && !Number.isFinite(value) ? null : value;
  });
}

/** Values of one row: a scalar when the tensor has one value a row, else a list. The first dimension is the row. */
export function rowValue(tensor: FlatTensor, row: number): JsonTensorValue | JsonTensorValue[] {
  const width = tensor.shape.slice(1).reduce((product, length) => product * length, 1);
  const values: JsonTensorValue[] = [];
  for (let index = row * width; index < (row + 1) * width; index += 1) {
    const value = tensor.data[index];
    values.push(value === undefined ? null : (toJsonData([value])[0] ?? null));
  }
  return width === 1 ? (values[0] ?? null) : values;
}
