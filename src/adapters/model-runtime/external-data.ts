/** Field numbers of ONNX messages (onnx.proto3, ONNX 1.17) that lead to a tensor, and the message they hold. */
const nested: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  model: { 7: "graph", 25: "function" },
  graph: { 1: "node", 5: "tensor", 15: "sparse" },
  function: { 7: "node" },
  node: { 5: "attribute" },
  attribute: { 5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 22: "sparse", 23: "sparse" },
  sparse: { 1: "tensor", 2: "tensor" },
};
const externalDataField = 13;
const dataLocationField = 14;
const deepest = 64;

interface Cursor {
  readonly bytes: Uint8Array;
  position: number;
  readonly end: number;
}

/**
 * Whether an ONNX file keeps tensor values in other files. Such files are read relative to the working folder, so a
 * hostile one could read anything there.
 *
 * @returns `undefined` when the bytes are no well-formed protocol buffer.
 */
export function hasExternalData(bytes: Uint8Array): boolean | undefined {
  try {
    return messageHasExternalData({ bytes, position: 0, end: bytes.length }, "model", 0);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function messageHasExternalData(cursor: Cursor, message: string, depth: number): boolean {
  if (depth > deepest) throw new RangeError("messages are nested too deeply");
  while (cursor.position < cursor.end) {
    const key = readVarint(cursor);
    const field = Math.floor(key / 8);
    const found = fieldHasExternalData(cursor, { message, field, wireType: key % 8, depth });
    if (found) return true;
  }
  return false;
}

function fieldHasExternalData(
  cursor: Cursor,
  place: {
    readonly message: string;
    readonly field: number;
    readonly wireType: number;
    readonly depth: number;
  },
): boolean {
  const isTensor = place.message === "tensor";
  if (place.wireType === 0) {
    const value = readVarint(cursor);
    return isTensor && place.field === dataLocationField && value !== 0;
  }
  if (place.wireType !== 2) {
    skip(cursor, place.wireType === 1 ? 8 : place.wireType === 5 ? 4 : Infinity);
    return false;
  }
  const length = readVarint(cursor);
  const start = cursor.position;
  skip(cursor, length);
  if (isTensor) return place.field === externalDataField;
  const child = nested[place.message]?.[place.field];
  if (child === undefined) return false;
  const inner = { bytes: cursor.bytes, position: start, end: start + length };
  return messageHasExternalData(inner, child, place.depth + 1);
}

function readVarint(cursor: Cursor): number {
  let value = 0;
  for (let shift = 0; shift < 10; shift += 1) {
    const byte = cursor.bytes[cursor.position];
    if (byte === undefined || cursor.position >= cursor.end) throw new RangeError("the message is cut");
    cursor.position += 1;
    value += (byte & 0x7f) * 2 ** (7 * shift);
    if (byte < 0x80) return value;
  }
  throw new RangeError("a number is too long");
}

function skip(cursor: Cursor, length: number): void {
  if (cursor.position + length > cursor.end) throw new RangeError("the message is cut");
  cursor.position += length;
}
