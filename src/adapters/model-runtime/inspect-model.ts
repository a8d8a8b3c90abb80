import { type Message, messagesOf } from "./model-messages.ts";
import { findOversize } from "./oversize.ts";
import { fieldsOf, textOf, type WireField } from "./wire.ts";

const metadataField = 14;
const mostMetadata = 1000;

/** What a model file says about itself, read without running it. */
export interface ModelFacts {
  /** Why it is not given to the runtime; `undefined` when nothing speaks against it. */
  readonly problem: string | undefined;
  /** `metadata_props` of the model: at most 1,000. */
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Reads an ONNX file as a protocol buffer. It finds what must not reach the runtime: files that are cut, values kept in
 * other files (they would be read from anywhere on this machine), tensors that declare more values than they hold, and
 * constants that blow up to more than 2²⁸ values.
 */
export function inspectModel(bytes: Uint8Array): ModelFacts {
  const none: ReadonlyMap<string, string> = new Map();
  try {
    if (bytes.length === 0) return { problem: "the file is empty", metadata: none };
    const messages = [...messagesOf(bytes, { kind: "model", from: 0, end: bytes.length })];
    const isOutside = messages.some((message) => message.kind === "tensor" && isExternal(bytes, message));
    const problem = isOutside
      ? "the model keeps values in other files (external data)"
      : findOversize(bytes, messages);
    return { problem, metadata: readMetadata(bytes) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { problem: "the file is cut or no protocol buffer", metadata: none };
  }
}

function isExternal(bytes: Uint8Array, tensor: Message): boolean {
  for (const field of fieldsOf(bytes, tensor.from, tensor.end)) {
    const isLocated = field.number === 14 && field.wireType === 0 && field.value !== 0;
    if (isLocated || (field.number === 13 && field.wireType === 2)) return true;
  }
  return false;
}

function readMetadata(bytes: Uint8Array): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>();
  for (const field of fieldsOf(bytes)) {
    if (field.number !== metadataField || field.wireType !== 2 || metadata.size >= mostMetadata) continue;
    const [key, value] = readEntry(bytes, field);
    metadata.set(key, value);
  }
  return metadata;
}

function readEntry(bytes: Uint8Array, entry: WireField): readonly [string, string] {
  let [key, value] = ["", ""];
  for (const field of fieldsOf(bytes, entry.from, entry.end)) {
    if (field.number === 1) key = textOf(bytes, field);
    if (field.number === 2) value = textOf(bytes, field);
  }
  return [key, value];
}
