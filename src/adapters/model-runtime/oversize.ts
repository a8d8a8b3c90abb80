import type { Message } from "./model-messages.ts";
import { fieldsOf, textOf, varintsOf, type WireField } from "./wire.ts";

/** Most values that a constant may blow up to: 1 GiB of 32-bit floats. */
const mostValues = 2 ** 28;
/** The smallest element types are of two bits. */
const mostValuesPerByte = 4;
/** Longest tensor that can be a shape. */
const longestShape = 32;
const int64 = 7;

/** Operators whose output takes its size from the values of an input (its position), or of their attribute `shape`. */
const sizedByValue = new Map<string, number | "attribute">([
  ["ConstantOfShape", 0],
  ["Expand", 1],
  ["Tile", 1],
  ["Resize", 3],
  ["OneHot", 1],
  ["RandomNormal", "attribute"],
  ["RandomUniform", "attribute"],
]);

/**
 * A tensor or node that takes far more memory than the file that declares it: one sentence, or `undefined`. Sizes that
 * are computed while the model runs are not seen.
 *
 * @throws RangeError when a message is cut.
 */
export function findOversize(bytes: Uint8Array, messages: readonly Message[]): string | undefined {
  const shapes = new Map<string, readonly number[]>();
  for (const message of messages) {
    const problem =
      message.kind === "tensor" ? checkTensor(bytes, message, shapes) : checkSparse(bytes, message);
    if (problem !== undefined) return problem;
  }
  const nodes = messages.filter(({ kind }) => kind === "node").map((message) => readNode(bytes, message));
  for (const { operator, outputs, attribute } of nodes) {
    if (operator === "Constant" && attribute !== undefined && outputs[0] !== undefined)
      shapes.set(outputs[0], attribute);
  }
  for (const node of nodes) {
    const from = sizedByValue.get(node.operator);
    const shape = typeof from === "number" ? shapes.get(node.inputs[from] ?? "") : from && node.attribute;
    const size = productOf(shape ?? [0]);
    if (size > mostValues)
      return `a node ${node.operator} makes ${size} values, at most ${mostValues} are let through`;
  }
  return undefined;
}

function productOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function checkTensor(
  bytes: Uint8Array,
  tensor: Message,
  shapes: Map<string, readonly number[]>,
): string | undefined {
  const { name, dims, values } = readTensor(bytes, tensor);
  const declared = productOf(dims);
  const held = tensor.end - tensor.from;
  if (declared > held * mostValuesPerByte) {
    return `a tensor declares the shape [${dims.slice(0, 8).join(", ")}] and holds ${held} bytes`;
  }
  if (values !== undefined) shapes.set(name, values);
  return undefined;
}

/** Sparse tensors are made dense when a model is loaded. */
function checkSparse(bytes: Uint8Array, message: Message): string | undefined {
  if (message.kind !== "sparse") return undefined;
  const dims: number[] = [];
  for (const field of fieldsOf(bytes, message.from, message.end))
    if (field.number === 3) dims.push(...varintsOf(bytes, field));
  const size = productOf(dims);
  return size > mostValues
    ? `a sparse tensor has ${size} values, at most ${mostValues} are let through`
    : undefined;
}

interface TensorFacts {
  readonly name: string;
  readonly dims: readonly number[];
  /** Of a short list of 64-bit integers. */
  readonly values: readonly number[] | undefined;
}

function readTensor(bytes: Uint8Array, tensor: Message): TensorFacts {
  let name = "";
  let type = 0;
  const dims: number[] = [];
  const listed: number[] = [];
  let raw: readonly number[] | undefined;
  for (const field of fieldsOf(bytes, tensor.from, tensor.end)) {
    if (field.number === 1) dims.push(...varintsOf(bytes, field));
    if (field.number === 2) type = field.value;
    // Each in a field of its own where the list is not packed: a new list for each would take quadratic time.
    if (field.number === 7) listed.push(...shapeValues(bytes, field));
    if (field.number === 8) name = textOf(bytes, field);
    if (field.number === 9) raw = rawValues(bytes, field);
  }
  const values = raw ?? (listed.length === 0 ? undefined : listed);
  return { name, dims, values: type === int64 ? values : undefined };
}

function shapeValues(bytes: Uint8Array, field: WireField): readonly number[] {
  const values = field.end - field.from > longestShape * 10 ? [] : varintsOf(bytes, field);
  return values.map((value) => (value >= 2 ** 63 ? value - 2 ** 64 : value));
}

function rawValues(bytes: Uint8Array, field: WireField): readonly number[] | undefined {
  const length = field.end - field.from;
  if (length === 0 || length > longestShape * 8 || length % 8 !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + field.from, length);
  return Array.from({ length: length / 8 }, (_, index) => Number(view.getBigInt64(index * 8, true)));
}

interface NodeFacts {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers of an attribute `value`, `value_ints` or `shape`. */
  readonly attribute: readonly number[] | undefined;
}

function readNode(bytes: Uint8Array, node: Message): NodeFacts {
  const inputs: string[] = [];
  const outputs: string[] = [];
  let operator = "";
  let attribute: readonly number[] | undefined;
  for (const field of fieldsOf(bytes, node.from, node.end)) {
    if (field.number === 1) inputs.push(textOf(bytes, field));
    if (field.number === 2) outputs.push(textOf(bytes, field));
    if (field.number === 4) operator = textOf(bytes, field);
    if (field.number === 5) attribute = readAttribute(bytes, field) ?? attribute;
  }
  return { operator, inputs, outputs, attribute };
}

function readAttribute(bytes: Uint8Array, attribute: WireField): readonly number[] | undefined {
  let name = "";
  let tensor: readonly number[] | undefined;
  const listed: number[] = [];
  for (const field of fieldsOf(bytes, attribute.from, attribute.end)) {
    if (field.number === 1) name = textOf(bytes, field);
    if (field.number === 5) tensor = readTensor(bytes, { kind: "tensor", ...field }).values;
    if (field.number === 8 && field.end - field.from <= longestShape * 10)
      listed.push(...varintsOf(bytes, field));
  }
  if (!["value", "value_ints", "shape"].includes(name)) return undefined;
  return listed.length === 0 ? tensor : listed;
}
