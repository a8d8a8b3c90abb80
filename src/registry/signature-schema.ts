import { z } from "zod";
import type { Manifest, Signature } from "./manifest-schema.ts";

const rowSchema = z.record(z.string(), z.unknown());
const tensorSchema = z.strictObject({
  name: z.string(),
  datatype: z.string().describe("As in the Open Inference Protocol v2: FP32, INT64, BYTES."),
  shape: z.array(z.number().int()).describe("-1: any length; the first is the number of rows."),
});

/** `pawl.signature/1`: the asset `signature.json` of an ONNX model. */
export const signatureFileSchema = z.strictObject({
  schema: z.literal("pawl.signature/1"),
  model: z.string(),
  version: z.string(),
  inputs: z.array(tensorSchema),
  outputs: z.array(tensorSchema),
  inputRow: rowSchema.describe("JSON Schema (2020-12) of one row of inputs, name to value."),
  outputRow: rowSchema.describe("JSON Schema (2020-12) of the answer for one row."),
});

/** The signature of a version as a file. */
export type SignatureFile = z.infer<typeof signatureFileSchema>;

/** The content of `signature.json`; `undefined` for a model that is no ONNX, of which nothing is known. */
export function describeSignature({ model, version, signature }: Manifest): SignatureFile | undefined {
  if (signature === null) return undefined;
  const { inputs, outputs } = signature;
  return {
    schema: "pawl.signature/1",
    model,
    version,
    inputs,
    outputs,
    inputRow: toRowSchema(inputs),
    outputRow: toRowSchema(outputs),
  };
}

function toRowSchema(tensors: Signature["inputs"]): Record<string, unknown> {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    properties: Object.fromEntries(tensors.map((tensor) => [tensor.name, toValueSchema(tensor)])),
    required: tensors.map((tensor) => tensor.name),
  };
}

/** Of one row: without the first axis; `[-1]` and `[-1, 1]` are one value a row. */
function toValueSchema({ datatype, shape }: Signature["inputs"][number]): Record<string, unknown> {
  const rest = shape.slice(1);
  const axes = rest.length === 1 && rest[0] === 1 ? [] : rest;
  return axes.reduceRight<Record<string, unknown>>(
    (items, length) => ({
      type: "array",
      items,
      ...(length < 0 ? {} : { minItems: length, maxItems: length }),
    }),
    { type: typeOf(datatype) },
  );
}

function typeOf(datatype: string): string {
  if (datatype === "BOOL") return "boolean";
  if (datatype === "BYTES") return "string";
  return /^U?INT/.test(datatype) ? "integer" : "number";
}
