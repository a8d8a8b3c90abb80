import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { inspectModel } from "../../src/adapters/model-runtime/inspect-model.ts";
import { createModelRuntime } from "../../src/adapters/model-runtime/onnx.ts";
import { concatBytes, encodeField, encodeNumber } from "../../src/adapters/model-runtime/wire.ts";
import { PawlError } from "../../src/errors.ts";
import { createRandom } from "../../src/math/random.ts";

const runtime = createModelRuntime();

function fixture(name: string): Promise<Uint8Array> {
  return readFile(new URL(`../fixtures/evaluation/${name}.onnx`, import.meta.url));
}

/** A model of one node `RandomNormal` whose attribute `shape` has each number in a field of its own. */
function unpackedShape(sizes: readonly number[]): Uint8Array {
  const attribute = [encodeField(1, Buffer.from("shape")), ...sizes.map((size) => encodeNumber(8, size))];
  const node = [encodeField(4, Buffer.from("RandomNormal")), encodeField(5, concatBytes(attribute))];
  return encodeField(7, encodeField(1, concatBytes(node)));
}

describe("hostile models", () => {
  it("are looked through in time that grows with their size: a list of a million fields", () => {
    expect(inspectModel(unpackedShape(Array.from({ length: 1_000_000 }, () => 1))).problem).toBeUndefined();
    expect(inspectModel(unpackedShape([100_000, 100_000])).problem).toMatch(/RandomNormal makes 10000000000/);
  });

  it.each([
    ["hostile-huge-initializer", "model.unreadable", /declares the shape \[1000000000, .* holds 37 bytes/],
    ["hostile-negative-initializer", "model.unreadable", /declares the shape/],
    ["hostile-huge-constant", "model.unreadable", /ConstantOfShape makes 1000000000000000000 values/],
    ["hostile-huge-expand", "model.unreadable", /Expand makes 1000000000000000000 values/],
    ["hostile-huge-random", "model.unreadable", /RandomNormal makes 10000000000 values/],
    ["hostile-huge-sparse", "model.unreadable", /sparse tensor has 1000000000000 values/],
    ["hostile-cycle", "model.unreadable", /not acyclic/],
    ["hostile-custom-operator", "model.unsupported", /com\.example:Steal/],
    ["hostile-unknown-operator", "model.unsupported", /No Op registered for NoSuchOperator/],
    ["hostile-future-opset", "model.unsupported", /ONNX Runtime only.*opset/i],
    ["hostile-prototype", "model.unsupported", /name "__proto__"/],
    ["hostile-prototype-output", "model.unsupported", /name "__proto__"/],
    ["hostile-long-name", "model.unsupported", /of 2000 letters/],
  ])("are refused when they are loaded: %s", async (name, code, message) => {
    await expect(runtime.load(await fixture(name))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it("are refused wherever the file is cut", async () => {
    const good = await fixture("skl-zipmap");
    for (let length = 0; length < good.length; length += 7) {
      await expect(runtime.load(good.subarray(0, length))).rejects.toMatchObject({
        code: expect.stringMatching(/^model\.un/),
      });
    }
  });

  it("never end in another error than a named one, whatever bytes change", async () => {
    const random = createRandom(11);
    const originals = await Promise.all(["skl-zipmap", "skl-columns", "fixed-batch", "half"].map(fixture));
    for (const original of originals) {
      for (let round = 0; round < 100; round += 1) {
        const bytes = Uint8Array.from(original);
        bytes[random.nextBelow(bytes.length)] = random.nextBelow(256);
        const loaded = await runtime.load(bytes).catch((error: unknown) => error);
        if (loaded instanceof Error) expect(loaded).toBeInstanceOf(PawlError);
        else await (loaded as Awaited<ReturnType<typeof runtime.load>>).release();
      }
    }
  });

  it("with a declared input of 10^36 values take no memory and refuse every feed", async () => {
    const model = await runtime.load(await fixture("hostile-huge-input"));
    const feed = { name: "x1", datatype: "FP32", shape: [1, 1, 1, 1], data: [1] };
    await expect(model.run([feed])).rejects.toMatchObject({ code: "model.input-invalid" });
    await model.release();
  });
});
