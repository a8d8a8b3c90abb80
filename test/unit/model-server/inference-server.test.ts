import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../../src/adapters/clock/system.ts";
import { createModelRuntime } from "../../../src/adapters/model-runtime/onnx.ts";
import {
  startInferenceServer,
  type InferenceServer,
} from "../../../src/adapters/model-server/inference-server.ts";
import { predictionRecordSchema } from "../../../src/serving/prediction-record.ts";
import { makeFixtureRelease, writeFixtureRelease } from "../../support/registry/fixture-release.ts";

let directory: string;
let server: InferenceServer;
const adminToken = "t".repeat(40);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "pawl-server-"));
  const release = await makeFixtureRelease("logistic-good", "v1.0.0");
  const source = {
    kind: "release",
    directory: await writeFixtureRelease(join(directory, "v1"), release),
  } as const;
  server = await startInferenceServer(
    {
      model: "m",
      environment: "staging",
      source,
      runtime: createModelRuntime(),
      clock: systemClock,
      predictions: join(directory, "log"),
      adminToken,
      bodyLimitBytes: 20_000,
    },
    { port: 0 },
  );
});

afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

async function call(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const init =
    body === undefined
      ? {}
      : {
          method: "POST",
          body: typeof body === "string" ? body : JSON.stringify(body),
          headers: { "content-type": "application/json", ...headers },
        };
  const response = await fetch(`${server.url}${path}`, init);
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  return { status: response.status, body: isJson ? (JSON.parse(text) as Record<string, unknown>) : text };
}

const column = (name: string, data: unknown[], datatype = "FP32") => ({
  name,
  datatype,
  shape: [data.length, 1],
  data,
});
const infer = (inputs: unknown[], more = {}) => call("/v2/models/m/infer", { inputs, ...more });

describe("the protocol", () => {
  it("answers health and metadata", async () => {
    expect(await call("/v2/health/live")).toEqual({ status: 200, body: { live: true } });
    expect(await call("/v2/health/ready")).toEqual({ status: 200, body: { ready: true } });
    expect((await call("/v2")).body).toMatchObject({ name: "pawl" });
    expect((await call("/v2/models/m")).body).toMatchObject({
      name: "m",
      versions: ["v1.0.0"],
      platform: "onnx_onnxv1",
      inputs: [
        { name: "x1", datatype: "FP32", shape: [-1, 1] },
        { name: "x2", datatype: "FP32", shape: [-1, 1] },
      ],
    });
    expect((await call("/v2/models/m/versions/v1.0.0/ready")).status).toBe(200);
    expect((await call("/v2/models/m/versions/v9.0.0")).status).toBe(404);
    expect((await call("/v2/models/other/ready")).status).toBe(404);
  });

  it("infers flat and nested data alike and echoes the id", async () => {
    const flat = await infer([column("x1", [0.5, 2]), column("x2", [-1, 0.25])], { id: "r1" });
    const nested = await infer([column("x1", [[0.5], [2]]), column("x2", [[-1], [0.25]])]);
    expect(flat).toMatchObject({ status: 200, body: { model_name: "m", model_version: "v1.0.0", id: "r1" } });
    expect(flat.body).toMatchObject({ outputs: [{ name: "probability", datatype: "FP32", shape: [2, 1] }] });
    expect((nested.body as { outputs: unknown }).outputs).toEqual(
      (flat.body as { outputs: unknown }).outputs,
    );
  });

  it.each([
    ["a missing input", [column("x1", [1])], "input x2 is missing"],
    [
      "another type",
      [column("x1", [1]), column("x2", [1], "INT64")],
      "input x2 is INT64, the model takes FP32",
    ],
    ["a text", [column("x1", [1]), column("x2", ["1"])], 'input x2 takes FP32, got "1"'],
    ["too few values", [column("x1", [1]), { ...column("x2", [1]), shape: [2, 1] }], "its data is 1 values"],
    ["a wrong rank", [column("x1", [1]), { ...column("x2", [1]), shape: [1] }], "the model takes [-1, 1]"],
    ["unequal rows", [column("x1", [1]), column("x2", [1, 2])], "has 2 rows, the others 1"],
    ["an unknown input", [column("x1", [1]), column("x2", [1]), column("x3", [1])], "no input x3"],
    ["an input given twice", [column("x1", [1]), column("x1", [1]), column("x2", [1])], "given twice"],
    ["an unknown data type", [column("x1", [1], "FP16")], "inputs.0.datatype"],
    ["no inputs", [], "inputs"],
  ])("answers 400 to %s", async (_, inputs, message) => {
    const answer = await infer(inputs);
    expect(answer).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining(message) as string },
    });
  });

  it("answers errors as the protocol says, whatever is wrong", async () => {
    const error = expect.any(String) as string;
    expect(await call("/v2/models/m/infer", "{")).toMatchObject({ status: 400, body: { error } });
    expect(await call("/v2/models/m/infer", "x".repeat(30_000))).toMatchObject({
      status: 413,
      body: { error },
    });
    expect(await call("/nowhere")).toMatchObject({ status: 404, body: { error } });
    const wanted = { outputs: [{ name: "nothing" }] };
    expect(await infer([column("x1", [1]), column("x2", [1])], wanted)).toMatchObject({
      status: 400,
      body: { error: "the model has no output nothing" },
    });
  });

  it("takes JSON without a media type, as Triton's clients send it", async () => {
    const inputs = [column("x1", [0.5]), column("x2", [-1])];
    const send = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
      (await fetch(`${server.url}/v2/models/m/infer`, { method: "POST", body, headers })).status;
    const json = JSON.stringify({ inputs });
    const bytes = new TextEncoder().encode(json);
    expect(await send(bytes, {})).toBe(200);
    expect(await send(new TextEncoder().encode("{"), {})).toBe(400);
    expect(await send(json, { "content-type": "text/csv" })).toBe(415);
  });

  it("refuses the binary form and says what to send", async () => {
    const refusal = { status: 415, body: { error: expect.stringMatching(/send JSON/) as unknown } };
    const inputs = [column("x1", [0.5]), column("x2", [-1])];
    const path = "/v2/models/m/infer";
    expect(await call(path, { inputs }, { "inference-header-content-length": "9" })).toEqual(refusal);
    expect(await call(path, "x", { "content-type": "application/octet-stream" })).toEqual(refusal);
  });

  it("counts in Prometheus' text", async () => {
    await infer([column("x1", [1]), column("x2", [1])]);
    const { body } = await call("/metrics");
    expect(body).toContain('pawl_inference_requests_total{model="m",version="v1.0.0",code="200"}');
    expect(body).toContain('phase="run"');
    expect(body).toMatch(/pawl_model_info\{model="m",version="v1.0.0",sha="[0-9a-f]{64}"\} 1/);
  });
});

describe("the prediction log", () => {
  it("holds one line a row, with the id and the event time that were not fed", async () => {
    const answer = await infer([
      column("x1", [0.5, 2]),
      column("x2", [-1, null]),
      column("row_id", ["log-1", "log-2"], "BYTES"),
      column("at", ["2001-05-01 10:00:00", "2001-05-02T10:00:00+02:00"], "BYTES"),
    ]);
    expect(answer.status).toBe(200);
    const root = join(directory, "log/staging/m");
    const written = async (): Promise<readonly string[]> => {
      const paths = await readdir(root, { recursive: true }).catch(() => []);
      const files = paths.filter((path) => path.includes("date=2001") && path.endsWith(".jsonl"));
      return Promise.all(files.map((path) => readFile(join(root, path), "utf8")));
    };
    // The log is written every now and then.
    const lines = await vi.waitFor(
      async () => {
        const found = await written();
        expect(found.filter((line) => line.endsWith("\n"))).toHaveLength(2);
        return found;
      },
      { timeout: 20_000 },
    );
    const records = lines
      .map((line) => predictionRecordSchema.parse(JSON.parse(line)))
      .sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
    expect(records).toMatchObject([
      { id: "log-1", timestamp: "2001-05-01T10:00:00.000Z", environment: "staging", version: "v1.0.0" },
      { id: "log-2", timestamp: "2001-05-02T08:00:00.000Z", inputs: { x1: 2, x2: null } },
    ]);
    expect(records[0]?.score).toBeGreaterThan(0);
  });
});

describe("hot reload", () => {
  const load = (path: string, token = adminToken) =>
    call(
      "/v2/repository/models/m/load",
      { parameters: { directory: path } },
      { authorization: `Bearer ${token}` },
    );
  const liveVersion = async () => ((await call("/v2/models/m")).body as { versions: string[] }).versions[0];

  it("needs the token", async () => {
    expect((await load(join(directory, "v1"), "wrong")).status).toBe(403);
    expect((await call("/v2/repository/models/m/load", {})).status).toBe(403);
  });

  it("keeps the old version when the warm-up fails", async () => {
    const good = await makeFixtureRelease("logistic-weak", "v1.1.0");
    const lying = { ...good.manifest.examples, outputs: [{ probability: 0.123 }, { probability: 0.456 }] };
    const bad = await makeFixtureRelease("logistic-weak", "v1.1.0", { examples: lying });
    const failed = await load(await writeFixtureRelease(join(directory, "bad"), bad));
    expect(failed).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining("example 1") as string },
    });
    const swapped = { ...good, bytes: (await makeFixtureRelease("logistic-good", "v1.1.0")).bytes };
    expect(await load(await writeFixtureRelease(join(directory, "swapped"), swapped))).toMatchObject({
      status: 400,
    });
    expect((await load(join(directory, "missing"))).status).toBe(400);
    expect(await liveVersion()).toBe("v1.0.0");
  });

  it("loses no request while it switches", async () => {
    const next = await makeFixtureRelease("logistic-weak", "v1.1.0");
    const path = await writeFixtureRelease(join(directory, "v1.1"), next);
    const calls = Array.from({ length: 100 }, async (_, index) => {
      await systemClock.sleep(index);
      return await infer([column("x1", [1]), column("x2", [1])]);
    });
    expect((await load(path)).status).toBe(200);
    const answers = await Promise.all(calls);
    expect(answers.filter((answer) => answer.status !== 200)).toEqual([]);
    expect(await liveVersion()).toBe("v1.1.0");
  });
});
