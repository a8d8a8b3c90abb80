import { fieldsOf } from "./wire.ts";

/**
 * Field numbers of ONNX messages (onnx.proto3, ONNX 1.20) that lead to a tensor or a node, and the message they hold.
 */
const nested: Readonly<Record<string, Readonly<Record<number, MessageKind>>>> = {
  model: { 7: "graph", 25: "function" },
  graph: { 1: "node", 5: "tensor", 15: "sparse" },
  function: { 7: "node" },
  node: { 5: "attribute" },
  attribute: { 5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 22: "sparse", 23: "sparse" },
  sparse: { 1: "tensor", 2: "tensor" },
  tensor: {},
};
const deepest = 64;

/** A message of the ONNX format that is looked into. */
export type MessageKind = "model" | "graph" | "function" | "node" | "attribute" | "sparse" | "tensor";

/** A message in the bytes of a model. */
export interface Message {
  readonly kind: MessageKind;
  readonly from: number;
  readonly end: number;
}

/**
 * A message and all below it that can hold tensors; parents come first.
 *
 * @throws RangeError when a message is cut, malformed or nested more than 64 deep.
 */
export function* messagesOf(bytes: Uint8Array, message: Message, depth = 0): Generator<Message> {
  if (depth > deepest) throw new RangeError("messages are nested too deeply");
  yield message;
  for (const field of fieldsOf(bytes, message.from, message.end)) {
    const kind = field.wireType === 2 ? nested[message.kind]?.[field.number] : undefined;
    if (kind !== undefined) yield* messagesOf(bytes, { kind, from: field.from, end: field.end }, depth + 1);
  }
}
