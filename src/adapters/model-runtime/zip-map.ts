import { concatBytes, encodeField, encodeNumber, fieldsOf, textOf, type WireField } from "./wire.ts";

const graphField = 7;
const nodeField = 1;
const outputField = 12;
const float = 1;

/**
 * The model with each `ZipMap` of its graph replaced by the tensor that it takes apart, under the same output name:
 * column j is the probability of the j-th class. skl2onnx and onnxmltools put a `ZipMap` (domain `ai.onnx.ml`, output
 * `sequence<map>`) at the end of every classifier unless told not to, and ONNX Runtime for Node gives no sequences.
 *
 * @param bytes a well-formed protocol buffer.
 * @returns `bytes` themselves when there is none.
 * @throws RangeError when a message is cut.
 */
export function replaceZipMaps(bytes: Uint8Array): Uint8Array {
  const fields = [...fieldsOf(bytes)];
  const graph = fields.find((field) => field.number === graphField && field.wireType === 2);
  if (graph === undefined) return bytes;
  const parts = [...fieldsOf(bytes, graph.from, graph.end)];
  const replaced = new Map<WireField, Uint8Array>();
  const names = new Set<string>();
  for (const part of parts.filter(({ number }) => number === nodeField)) {
    const node = readZipMap(bytes, part);
    if (node === undefined) continue;
    names.add(node.output);
    replaced.set(part, encodeField(nodeField, identityNode(node)));
  }
  if (names.size === 0) return bytes;
  for (const part of parts.filter(({ number }) => number === outputField)) {
    const name = nameOf(bytes, part);
    if (names.has(name)) replaced.set(part, encodeField(outputField, floatMatrix(name)));
  }
  const newGraph = parts.map((part) => replaced.get(part) ?? bytes.subarray(part.start, part.end));
  return concatBytes(
    fields.map((field) =>
      field === graph
        ? encodeField(graphField, concatBytes(newGraph))
        : bytes.subarray(field.start, field.end),
    ),
  );
}

function readZipMap(
  bytes: Uint8Array,
  node: WireField,
): { readonly input: string; readonly output: string } | undefined {
  const texts = new Map<number, string>();
  for (const field of fieldsOf(bytes, node.from, node.end))
    if (field.wireType === 2 && [1, 2, 4].includes(field.number))
      texts.set(field.number, textOf(bytes, field));
  const [input, output] = [texts.get(1), texts.get(2)];
  return texts.get(4) === "ZipMap" && input !== undefined && output !== undefined
    ? { input, output }
    : undefined;
}

/** NodeProto: 1 input, 2 output, 4 operator. */
function identityNode({ input, output }: { readonly input: string; readonly output: string }): Uint8Array {
  return concatBytes([
    encodeField(1, encodeText(input)),
    encodeField(2, encodeText(output)),
    encodeField(4, encodeText("Identity")),
  ]);
}

/** ValueInfoProto: 1 name, 2 type; in it 1 a tensor; in it 1 its element type, 2 its shape of two unnamed dimensions. */
function floatMatrix(name: string): Uint8Array {
  const nothing = new Uint8Array();
  const shape = concatBytes([encodeField(1, nothing), encodeField(1, nothing)]);
  const tensor = concatBytes([encodeNumber(1, float), encodeField(2, shape)]);
  return concatBytes([encodeField(1, encodeText(name)), encodeField(2, encodeField(1, tensor))]);
}

function nameOf(bytes: Uint8Array, value: WireField): string {
  for (const field of fieldsOf(bytes, value.from, value.end))
    if (field.number === 1) return textOf(bytes, field);
  return "";
}

function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
