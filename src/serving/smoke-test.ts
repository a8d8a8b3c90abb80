import type { Manifest } from "../registry/manifest-schema.ts";
import { inferResponseSchema, type InferRequest } from "./open-inference-protocol.ts";
import { rowValue, type FlatTensor } from "./tensor-data.ts";

/** Tolerance of the smoke test, relative to the greater magnitude; below 1 it is absolute. */
export const smokeTolerance = 1e-5;

/**
 * The manifest's examples as an `infer` request; `undefined` without examples or signature.
 * A value that JSON cannot hold was written as `null`.
 */
export function exampleRequest(manifest: Pick<Manifest, "signature" | "examples">): InferRequest | undefined {
  const { signature } = manifest;
  const rows = manifest.examples.inputs;
  if (rows.length === 0 || signature === null) return undefined;
  const inputs = signature.inputs.map((spec) => ({
    name: spec.name,
    // The signature was read from the model itself: its data types are those of the protocol.
    datatype: spec.datatype as InferRequest["inputs"][number]["datatype"],
    shape: [rows.length, ...spec.shape.slice(1)],
    data: rows.flatMap((row) => row[spec.name] ?? null),
  }));
  return { inputs };
}

/** Rows of outputs, as a manifest's examples hold them: output name → value, or list of values. */
export function outputRows(
  outputs: readonly FlatTensor[],
  rows: number,
): readonly Readonly<Record<string, unknown>>[] {
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(outputs.map((output) => [output.name, rowValue(output, row)])),
  );
}

/** Compares an answer of the server with the manifest's examples; `undefined` when they agree, else one sentence. */
export function findSmokeFailure(manifest: Pick<Manifest, "examples">, body: unknown): string | undefined {
  const parsed = inferResponseSchema.safeParse(body);
  if (!parsed.success) return "the answer is no inference response";
  const expected = manifest.examples.outputs;
  const actual = outputRows(parsed.data.outputs.map(toFlat), expected.length);
  return findRowDifference(expected, actual);
}

function toFlat(output: { name: string; datatype: string; shape: number[]; data: unknown[] }): FlatTensor {
  // NaN travels as null; it is compared as NaN.
  const data = output.data.map((value) => (value === null ? Number.NaN : value));
  return { ...output, data: data as (number | string | boolean)[] };
}

/** Compares rows of outputs within {@link smokeTolerance}; `undefined` when they agree, else one sentence. */
export function findRowDifference(
  expected: readonly Readonly<Record<string, unknown>>[],
  actual: readonly Readonly<Record<string, unknown>>[],
): string | undefined {
  for (const [row, values] of expected.entries()) {
    for (const [name, value] of Object.entries(values)) {
      const found = actual[row]?.[name];
      if (isClose(value, found)) continue;
      return `example ${row + 1}: ${name} is ${JSON.stringify(found)}, the manifest says ${JSON.stringify(value)}`;
    }
  }
  return undefined;
}

function isClose(expected: unknown, actual: unknown): boolean {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return expected.length === actual.length && expected.every((item, index) => isClose(item, actual[index]));
  }
  if (typeof expected !== "number" || typeof actual !== "number") return Object.is(expected, actual);
  const scale = Math.max(1, Math.abs(expected), Math.abs(actual));
  return Math.abs(expected - actual) <= smokeTolerance * scale;
}
