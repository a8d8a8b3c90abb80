import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createIsolatedRuntime } from "../../src/adapters/model-runtime/isolated.ts";
import { createModelRuntime } from "../../src/adapters/model-runtime/onnx.ts";
import type { Tensor } from "../../src/ports/model-runtime.ts";

function fixture(name: string): Promise<Uint8Array> {
  return readFile(new URL(`../fixtures/evaluation/${name}.onnx`, import.meta.url));
}
function column(name: string, values: number[]): Tensor {
  return { name, datatype: "FP32", shape: [values.length, 1], data: values };
}
const entry = fileURLToPath(new URL("../../src/runtime/model-main.ts", import.meta.url));

describe.each([
  ["ONNX Runtime in this process", createModelRuntime()],
  ["ONNX Runtime in a process of the model's own", createIsolatedRuntime({ entry })],
])("%s, behind the model runtime port", (_, runtime) => {
  it("gives the signature with -1 for dimensions that vary", async () => {
    const model = await runtime.load(await fixture("two-columns"));
    expect(model.signature).toEqual({
      inputs: [
        { name: "x1", datatype: "FP32", shape: [-1, 1] },
        { name: "x2", datatype: "FP32", shape: [-1, 1] },
      ],
      outputs: [
        { name: "label", datatype: "INT64", shape: [-1] },
        { name: "probabilities", datatype: "FP32", shape: [-1, 2] },
      ],
    });
    await model.release();
  });

  it("runs a model on columns", async () => {
    const model = await runtime.load(await fixture("logistic-good"));
    const [output] = await model.run([column("x2", [0, 1]), column("x1", [0, 1])]);
    expect(output?.shape).toEqual([2, 1]);
    expect(Number(output?.data[0])).toBeCloseTo(1 / (1 + Math.exp(-0.1)), 6);
    expect(Number(output?.data[1])).toBeCloseTo(1 / (1 + Math.exp(-1.1)), 6);
    await model.release();
  });

  it("feeds strings and 64-bit integers", async () => {
    const model = await runtime.load(await fixture("linear-strings"));
    const [output] = await model.run([
      { name: "carrier", datatype: "BYTES", shape: [2, 1], data: ["AA", "é"] },
      { name: "n", datatype: "INT64", shape: [2, 1], data: [1, 2n] },
    ]);
    expect([...(output?.data ?? [])]).toEqual([2, 2]);
    await model.release();
  });

  it.each([
    ["a missing input", [column("x1", [1])], /x2 is missing/],
    ["an unknown input", [column("x1", [1]), column("x2", [1]), column("x3", [1])], /no input x3/],
    ["another type", [column("x1", [1]), { ...column("x2", [1]), datatype: "FP64" }], /x2 is FP64/],
    ["another shape", [column("x1", [1]), { ...column("x2", [1]), shape: [1] }], /shape \[1\]/],
    [
      "too few values",
      [column("x1", [1]), { ...column("x2", [1]), shape: [2, 1] }],
      /1 values, its shape needs 2/,
    ],
  ])("refuses %s", async (_, feeds, message) => {
    const model = await runtime.load(await fixture("logistic-good"));
    await expect(model.run(feeds)).rejects.toMatchObject({
      code: "model.input-invalid",
      message: expect.stringMatching(message),
    });
    await model.release();
  });

  it("refuses a model that keeps values in other files", async () => {
    await expect(runtime.load(await fixture("external-data"))).rejects.toMatchObject({
      code: "model.unreadable",
      message: expect.stringMatching(/external data/),
    });
  });

  it("gives a ZipMap's probabilities as a tensor", async () => {
    for (const [name, output] of [
      ["skl-zipmap", "output_probability"],
      ["lgbm-zipmap", "probabilities"],
    ] as const) {
      const model = await runtime.load(await fixture(name));
      const [input] = model.signature.inputs;
      expect(model.signature.outputs[1]).toMatchObject({ name: output, datatype: "FP32" });
      const feed = { name: input?.name ?? "", datatype: "FP32", shape: [2, 2], data: [500, 3, 1900, 23] };
      const [probabilities] = await model.run([feed], [output]);
      expect(probabilities?.shape).toEqual([2, 2]);
      const [a = 0, b = 0, c = 0, d = 0] = Array.from(probabilities?.data ?? [], Number);
      expect([a + b, c + d]).toEqual([expect.closeTo(1, 6), expect.closeTo(1, 6)]);
      expect(d).toBeGreaterThan(b);
      await model.release();
    }
  });

  it("feeds and gives halves, rounded to the nearest", async () => {
    const model = await runtime.load(await fixture("half"));
    const data = [0.1, -3.5, 1e-7, 40_000, Number.NaN];
    const [output] = await model.run([{ name: "x1", datatype: "FP16", shape: [5, 1], data }]);
    expect(output?.datatype).toBe("FP16");
    expect(Array.from(output?.data ?? [], Number)).toEqual([0.199951171875, -7, 2 ** -22, Infinity, NaN]);
    await model.release();
  });

  it("feeds booleans and small whole numbers", async () => {
    const model = await runtime.load(await fixture("flags"));
    const [output] = await model.run([
      { name: "is_late", datatype: "BOOL", shape: [2], data: [true, false] },
      { name: "u", datatype: "UINT8", shape: [2], data: [1, 250] },
    ]);
    expect([...(output?.data ?? [])]).toEqual([2, 250]);
    await model.release();
  });

  it("gives the metadata of the model and says what computes it", async () => {
    const model = await runtime.load(await fixture("fixed-batch"));
    expect([...model.metadata]).toEqual([["feature_names", '["x2", "x1"]']]);
    expect(model.execution).toEqual({ provider: "cpu", note: undefined });
    await model.release();
  });

  it.each([
    ["cuda", "model.unsupported", /CUDA/],
    ["abacus", "usage.invalid", /PAWL_EXECUTION_PROVIDER is "abacus"/],
  ])("refuses the provider %s where it is not", async (value, code, message) => {
    process.env["PAWL_EXECUTION_PROVIDER"] = value;
    try {
      await expect(runtime.load(await fixture("half"))).rejects.toMatchObject({
        code,
        message: expect.stringMatching(message),
      });
    } finally {
      delete process.env["PAWL_EXECUTION_PROVIDER"];
    }
  });

  it("refuses bytes that are no model", async () => {
    const good = await fixture("logistic-good");
    for (const bytes of [new Uint8Array(), new Uint8Array([1, 2, 3]), good.subarray(0, 100)]) {
      await expect(runtime.load(bytes)).rejects.toMatchObject({ code: "model.unreadable" });
    }
  });
});
