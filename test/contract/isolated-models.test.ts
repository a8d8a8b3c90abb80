import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createIsolatedRuntime } from "../../src/adapters/model-runtime/isolated.ts";
import { openSql } from "../../src/adapters/sql/duckdb.ts";
import type { Sql } from "../../src/ports/sql.ts";
import { csvOf, evaluateFiles, fixtureModel, modelPolicy } from "../support/evaluation/run-evaluate.ts";

const entry = fileURLToPath(new URL("../../src/runtime/model-main.ts", import.meta.url));
const feed = { name: "x1", datatype: "FP32", shape: [2, 1], data: [1, 2] };

function fixture(name: string): Promise<Uint8Array> {
  return readFile(new URL(`../fixtures/evaluation/${name}.onnx`, import.meta.url));
}

const rows = csvOf(
  Array.from({ length: 20 }, (_, row) => ({ id: row, x1: row / 10, x2: 1 - row / 10, y: row % 2 })),
);
const policy = modelPolicy({ data: "rows.csv" }, { gates: [{ metric: "roc_auc", max_regression: 0.5 }] });
const modelRuntime = createIsolatedRuntime({ entry, timeoutMs: 8000, memoryBytes: 2 ** 30 });

async function withSql<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = await openSql({ threads: 1 });
  try {
    return await work(sql);
  } finally {
    await sql.close();
  }
}

// Side by side: each waits for its eight seconds to be over.
describe.concurrent("a model that computes without end", () => {
  it("is stopped, and stays stopped", async ({ expect }) => {
    const model = await createIsolatedRuntime({ entry, timeoutMs: 8000 }).load(
      await fixture("hostile-endless"),
    );
    const stopped = { code: "model.stopped", message: expect.stringMatching(/longer than 8 s/) };
    await expect(model.run([feed])).rejects.toMatchObject(stopped);
    await expect(model.run([feed])).rejects.toMatchObject({ code: "model.stopped" });
    await model.release();
  });

  it("never passes as challenger", async ({ expect }) => {
    const request = { policy, challenger: fixtureModel("hostile-endless") };
    const evaluation = withSql((sql) => evaluateFiles(sql, { "rows.csv": rows }, request, modelRuntime));
    await expect(evaluation).rejects.toMatchObject({ code: "model.stopped" });
  });

  it("fails the gate as champion", async ({ expect }) => {
    const champion = fixtureModel("hostile-endless", "release");
    const request = { policy, challenger: fixtureModel("logistic-good"), champion };
    const { decision, report } = await withSql((sql) =>
      evaluateFiles(sql, { "rows.csv": rows }, request, modelRuntime),
    );
    expect(decision).toBe("negative");
    expect(report.gates[0]?.reasonCode).toBe("gate.not-comparable");
    expect(report.comparability?.changes[0]?.detail).toMatch(/was stopped/);
  });
});

describe("a model in a process of its own", () => {
  it.skipIf(process.platform !== "linux")("does not get more memory than it may have", async () => {
    const runtime = createIsolatedRuntime({ entry, memoryBytes: 2 ** 30 });
    const model = await runtime.load(await fixture("hostile-64-gib"));
    await expect(model.run([feed])).rejects.toMatchObject({
      code: expect.stringMatching(/^model\.(stopped|input-invalid)$/),
    });
    await model.release();
  });

  it("sees no token of the job", async () => {
    process.env["GITHUB_TOKEN"] = "a secret";
    try {
      const printing = new URL("../support/evaluation/environment-main.ts", import.meta.url);
      const runtime = createIsolatedRuntime({ entry: fileURLToPath(printing) });
      const { metadata } = await runtime.load(new Uint8Array());
      expect(metadata.has("PATH")).toBe(true);
      expect([...metadata.keys()].filter((name) => /TOKEN|GITHUB|ACTIONS/.test(name))).toEqual([]);
    } finally {
      delete process.env["GITHUB_TOKEN"];
    }
  });

  it("that does not begin, or ends in the middle, is refused", async () => {
    const missing = createIsolatedRuntime({ entry: `${entry}.missing` });
    await expect(missing.load(new Uint8Array())).rejects.toMatchObject({
      code: "model.stopped",
      message: expect.stringMatching(/its process ended/),
    });
  });
});

describe("an evaluation with isolated models", () => {
  it("gives the numbers that one in this process gives", async () => {
    const challenger = fixtureModel("logistic-good");
    const request = { policy, challenger, champion: fixtureModel("logistic-weak", "release") };
    const [apart, here] = await withSql(async (sql) => [
      await evaluateFiles(sql, { "rows.csv": rows }, request, modelRuntime),
      await evaluateFiles(sql, { "rows.csv": rows }, request),
    ]);
    expect(apart?.report).toEqual(here?.report);
  });
});
