import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createModelRuntime } from "../../../src/adapters/model-runtime/onnx.ts";
import type { Manifest } from "../../../src/registry/manifest-schema.ts";
import { outputRows } from "../../../src/serving/smoke-test.ts";

/** A model of test/fixtures/evaluation with a manifest whose examples it answers. */
export interface FixtureRelease {
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
}

const rows = [
  { x1: 0.5, x2: -1 },
  { x1: 2, x2: 0.25 },
];

/** A release of a fixture with inputs x1 and x2, examples computed by the model itself. */
export async function makeFixtureRelease(
  fixture: string,
  version: string,
  change: Partial<Manifest> = {},
): Promise<FixtureRelease> {
  const bytes = await readFile(`test/fixtures/evaluation/${fixture}.onnx`);
  const loaded = await createModelRuntime().load(bytes);
  const names = loaded.signature.inputs.map((spec) => spec.name) as ("x1" | "x2")[];
  const outputs = await loaded.run(
    names.map((name) => ({ name, datatype: "FP32", shape: [2, 1], data: rows.map((row) => row[name]) })),
  );
  const copy = (spec: { name: string; datatype: string; shape: readonly number[] }) => ({
    ...spec,
    shape: [...spec.shape],
  });
  const { inputs } = loaded.signature;
  const signature = { inputs: inputs.map(copy), outputs: loaded.signature.outputs.map(copy) };
  await loaded.release();
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const manifest: Manifest = {
    schema: "pawl.manifest/1",
    model: "m",
    version,
    commit: "a".repeat(40),
    task: "binary-classification",
    artifact: { path: "model.onnx", asset: "model.onnx", sizeBytes: bytes.byteLength, sha256, md5: "0" },
    signature,
    columns: { id: "row_id", timestamp: "at", target: "y" },
    digests: { code: sha256, params: sha256, data: sha256 },
    bump: { level: "first", reason: "first", previous: null },
    examples: { inputs: rows, outputs: [...outputRows(outputs, 2)] },
    assets: [],
    createdAt: "2026-01-01T00:00:00Z",
    ...change,
  };
  return { bytes, manifest };
}

/** Writes the files that a server loads. */
export async function writeFixtureRelease(directory: string, release: FixtureRelease): Promise<string> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "model.onnx"), release.bytes);
  await writeFile(join(directory, "manifest.json"), JSON.stringify(release.manifest));
  return directory;
}
