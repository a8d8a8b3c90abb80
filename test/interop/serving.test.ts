import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import {
  startInferenceServer,
  type InferenceServer,
} from "../../src/adapters/model-server/inference-server.ts";
import { createClock, createModelRuntime } from "../../src/runtime/compose.ts";
import { makeFlightsFixture } from "./flights-registry.ts";
import { runPython } from "./peers.ts";

const refusal = z.object({ status: z.string(), message: z.string() }).nullable();
const seenSchema = z.object({
  live: z.boolean(),
  ready: z.boolean(),
  modelReady: z.boolean(),
  otherReady: z.boolean(),
  liveAfter: z.boolean(),
  server: z.object({ name: z.string(), version: z.string(), extensions: z.array(z.string()) }),
  metadata: z.object({ name: z.string(), platform: z.string(), inputs: z.array(z.unknown()) }),
  id: z.string(),
  rows: z.number(),
  shapes: z.record(z.string(), z.array(z.number())),
  difference: z.number(),
  differenceOfUnlisted: z.number(),
  refusals: z.record(z.string(), refusal),
});

describe("the inference server, asked by tritonclient 2.73", () => {
  const root = mkdtempSync(join(tmpdir(), "pawl-serving-"));
  const model = join(root, "model-rates.onnx");
  let server: InferenceServer;
  let seen: z.infer<typeof seenSchema>;

  beforeAll(async () => {
    await makeFlightsFixture(root);
    const parts = { runtime: await createModelRuntime(), clock: createClock(), predictions: null };
    const source = { kind: "file", path: model } as const;
    server = await startInferenceServer(
      { model: "flight-delay", environment: "test", source, ...parts },
      { port: 0 },
    );
    const request = {
      address: new URL(server.url).host,
      name: "flight-delay",
      model,
      table: join(root, "test.parquet"),
    };
    seen = seenSchema.parse(await runPython("python", "serving_client.py", request));
  });
  afterAll(async () => {
    await server.close();
    rmSync(root, { recursive: true });
  });

  it("is live and ready, and tells of itself and of its model", () => {
    expect(seen).toMatchObject({
      live: true,
      ready: true,
      modelReady: true,
      otherReady: false,
      liveAfter: true,
    });
    expect(seen.server).toMatchObject({ name: "pawl" });
    expect(seen.server.extensions).not.toContain("binary_tensor_data");
    expect(seen.metadata).toMatchObject({ name: "flight-delay", platform: "onnx_onnxv1" });
    expect(seen.metadata.inputs).toContainEqual({ name: "distance", datatype: "FP32", shape: [-1, 1] });
  });

  it("answers what onnxruntime for Python computes from the same model", () => {
    expect(seen).toMatchObject({ id: "42", rows: 500 });
    expect(Object.values(seen.shapes)).toEqual([[500, 1]]);
    expect(seen.difference).toBeLessThanOrEqual(1e-6);
    expect(seen.differenceOfUnlisted).toBeLessThanOrEqual(1e-6);
  });

  it.each([
    ["wide", "400", /has shape \[250, 2\], the model takes \[-1, 1\]/],
    ["short", "400", /row/],
    ["missing", "400", /is missing/],
    ["unknown input", "400", /no input nobody/],
    ["other type", "400", /is INT64, the model takes FP32/],
    ["unknown output", "400", /no output nobody/],
    ["unknown model", "404", /other is not served here/],
    ["unknown version", "404", /v9\.9\.9/],
  ])("refuses a request with %s by the client's exception, status %s", (name, status, message) => {
    expect(seen.refusals[name]).toMatchObject({ status, message: expect.stringMatching(message) as unknown });
  });

  it.each(["binary input", "binary both"])(
    "refuses %s, which it does not offer, with the next step",
    (name) => {
      expect(seen.refusals[name]?.status).toBe("415");
      expect(seen.refusals[name]?.message).toMatch(/binary_data=False/);
    },
  );

  it("answers in JSON when binary output is asked for, which the client reads", () => {
    expect(seen.refusals["binary output"]).toBeNull();
  });
});
