import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { predictBoostedTrees } from "../../examples/flights/src/boosting.mjs";
import { readColumns } from "../../examples/flights/src/database.mjs";
import { decodeModel, encodeModel } from "../../examples/flights/src/onnx.mjs";
import { createModelRuntime } from "../../src/adapters/model-runtime/onnx.ts";

const run = promisify(execFile);
const fixtures = fileURLToPath(new URL("../../examples/flights/fixtures.mjs", import.meta.url));
const files = ["model-v1.onnx", "model-rates.onnx", "test.parquet"];
let directory = "";

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "flights-model-"));
  for (const name of ["first", "second"]) await run(process.execPath, [fixtures, path.join(directory, name)]);
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function digest(file: string): Promise<string> {
  return createHash("md5")
    .update(await readFile(path.join(directory, file)))
    .digest("hex");
}

describe("the flights example's model", () => {
  it.each(files)("has the same bytes when it is made again: %s", async (file) => {
    expect(await digest(`first/${file}`)).toBe(await digest(`second/${file}`));
  });

  it.each(["model-v1.onnx", "model-rates.onnx"])(
    "answers in ONNX Runtime as the trainer does: %s",
    async (file) => {
      const bytes = await readFile(path.join(directory, "first", file));
      const model = decodeModel(bytes);
      const columns = await readColumns(path.join(directory, "first", "test.parquet"), model.inputs);
      const loaded = await createModelRuntime().load(bytes);
      const feeds = model.inputs.map((name, at) => {
        const data = columns[at] ?? new Float32Array();
        return { name, datatype: "FP32", shape: [data.length, 1], data };
      });
      const [output] = await loaded.run(feeds);
      await loaded.release();

      const expected = predictBoostedTrees(model, columns);
      const answers = Float64Array.from(output?.data ?? [], Number);
      const distances = answers.map((value, row) => Math.abs(value - (expected[row] ?? Number.NaN)));
      expect(answers).toHaveLength(expected.length);
      expect(Math.max(...distances)).toBeLessThan(1e-6);
      expect(loaded.signature.inputs).toEqual(
        model.inputs.map((name) => ({ name, datatype: "FP32", shape: [-1, 1] })),
      );
      expect(loaded.signature.outputs).toEqual([{ name: "probability", datatype: "FP32", shape: [-1, 1] }]);
    },
  );

  it("is read back from its file without loss", async () => {
    const bytes = await readFile(path.join(directory, "first", "model-rates.onnx"));
    expect(Buffer.from(encodeModel(decodeModel(bytes))).equals(bytes)).toBe(true);
  });
});
