import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFileSystem } from "../../../src/adapters/file-system/local.ts";
import { createModelRuntime } from "../../../src/adapters/model-runtime/onnx.ts";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import { evaluate, type EvaluatedModel, type EvaluateRequest } from "../../../src/app/evaluate.ts";
import { policySchema } from "../../../src/config/schema.ts";
import { evaluationReportSchema } from "../../../src/evaluation/report-schema.ts";
import { createRandom } from "../../../src/math/random.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const headSha = "a".repeat(40);
const baseSha = "b".repeat(40);

function modelFile(name: string, source: EvaluatedModel["source"] = "workspace"): EvaluatedModel {
  const bytes = readFileSync(new URL(`../../fixtures/evaluation/${name}.onnx`, import.meta.url));
  return { bytes, source, version: source === "release" ? "v1.0.0" : null, commit: headSha };
}

/** Rows whose target follows the good model. */
function writeRows(
  directory: string,
  rows = 600,
  changes = (line: string[], _row: number): string[] => line,
) {
  const random = createRandom(4);
  const lines = Array.from({ length: rows }, (_, row) => {
    const x1 = 4 * random.nextFloat() - 2;
    const x2 = 4 * random.nextFloat() - 2;
    const y = random.nextFloat() < 1 / (1 + Math.exp(-(2 * x1 - x2 + 0.1))) ? 1 : 0;
    return changes([`r${row}`, String(x1), String(x2), String(y), row % 3 === 0 ? "AA" : "UA"], row).join(
      ",",
    );
  });
  writeFileSync(join(directory, "rows.csv"), ["id,x1,x2,late,carrier", ...lines, ""].join("\n"));
}

function buildRequest(model: object, changes: Partial<EvaluateRequest> = {}): EvaluateRequest {
  const evaluation = {
    data: "rows.csv",
    target: "late",
    id: "id",
    slices: ["carrier"],
    metrics: ["roc_auc"],
    resamples: 200,
  };
  const policy = policySchema.parse({
    version: 1,
    models: { m: { artifact: "model.onnx", task: "binary-classification", evaluation, ...model } },
  });
  const parsed = policy.models["m"];
  if (parsed === undefined) expect.unreachable();
  return {
    model: "m",
    policy: parsed,
    headSha,
    baseSha,
    challenger: modelFile("logistic-good"),
    champion: modelFile("logistic-weak", "release"),
    metricsFiles: [],
    params: [],
    stages: [],
    isUnchanged: false,
    ...changes,
  };
}

describe("evaluate", () => {
  let sql: Sql;
  beforeAll(async () => {
    sql = await openSql({ threads: 1 });
  });
  afterAll(() => sql.close());

  function run(request: EvaluateRequest, write: (directory: string) => void = writeRows) {
    const directory = temporaryDirectory();
    write(directory);
    const clock = { now: () => new Date("2026-01-02T03:04:05Z") };
    return evaluate(request, {
      sql,
      modelRuntime: createModelRuntime(),
      files: createFileSystem(directory),
      clock,
    });
  }

  it("finds the better model better, on the whole and on slices, in a valid report", async () => {
    const { decision, report } = await run(
      buildRequest({
        gates: [
          { metric: "roc_auc", min: 0.8, max_regression: 0 },
          { metric: "log_loss", max: 0.6 },
        ],
      }),
    );
    expect(decision).toBe("positive");
    expect(evaluationReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report).toMatchObject({ outcome: "compared", verdict: "pass", data: { rows: 600 } });
    expect(report.metrics.map(({ metric, verdict }) => [metric, verdict])).toEqual([
      ["roc_auc", "better"],
      ["log_loss", "better"],
    ]);
    expect(report.metrics.map(({ test }) => test?.name)).toEqual(["delong", undefined]);
    expect(report.slices.map(({ slice, rows }) => [slice, rows])).toEqual([
      ["carrier=UA", 400],
      ["carrier=AA", 200],
    ]);
  });

  it("fails the gate of a worse model", async () => {
    const request = buildRequest({ gates: [{ metric: "roc_auc", max_regression: 0.01 }] });
    const result = await run({
      ...request,
      challenger: modelFile("logistic-weak"),
      champion: modelFile("logistic-good", "base"),
    });
    expect(result).toMatchObject({ decision: "negative", reasonCode: "evaluation.gate-failed" });
    expect(result.report.gates[0]).toMatchObject({ status: "fail", reasonCode: "gate.regression" });
  });

  it("does not depend on the order of rows in the file", async () => {
    const backwards = (directory: string): void => {
      writeRows(directory);
      const [head = "", ...lines] = readFileSync(join(directory, "rows.csv"), "utf8").trim().split("\n");
      writeFileSync(join(directory, "rows.csv"), [head, ...lines.reverse(), ""].join("\n"));
    };
    const forwards = await run(buildRequest({}));
    expect((await run(buildRequest({}), backwards)).report.metrics).toEqual(forwards.report.metrics);
  });

  it("has a first model without a champion", async () => {
    const request = buildRequest(
      { gates: [{ metric: "roc_auc", min: 0.5, max_regression: 0 }] },
      { champion: null },
    );
    expect((await run(request)).report).toMatchObject({ outcome: "first", verdict: "pass", champion: null });
  });

  it("fails gates when the champion cannot be scored on these rows", async () => {
    const request = buildRequest(
      { gates: [{ metric: "roc_auc", max_regression: 0.5 }] },
      { champion: modelFile("linear-strings", "release") },
    );
    const { report } = await run(request);
    expect(report.gates[0]?.reasonCode).toBe("gate.not-comparable");
    expect(report.notes[0]).toMatch(/champion is not comparable: rows.csv has no column n/);
  });

  it("scores nothing when no stage was stale", async () => {
    const request = buildRequest(
      { gates: [{ metric: "roc_auc", min: 1 }] },
      { isUnchanged: true, challenger: null },
    );
    expect((await run(request)).report).toMatchObject({ outcome: "unchanged", verdict: "pass", gates: [] });
  });

  it("takes the second of two probability columns", async () => {
    const { report } = await run(buildRequest({}, { challenger: modelFile("two-columns"), champion: null }));
    // Its class 1 follows x2, which speaks against a late flight.
    expect(Number(report.metrics[0]?.challenger?.value)).toBeLessThan(0.4);
  });

  it("compares metrics files when the policy has no evaluation", async () => {
    const metricsFiles = [{ path: "m.json", base: new Map([["f1", 0.8]]), head: new Map([["f1", 0.7]]) }];
    const request = buildRequest(
      { evaluation: undefined, gates: [{ metric: "m.json:f1", max_regression: "1%" }] },
      { metricsFiles, challenger: null, champion: null },
    );
    const { report } = await run(request);
    expect(report).toMatchObject({ outcome: "compared", verdict: "fail" });
    expect(report.metrics[0]).toMatchObject({ verdict: "worse", difference: { interval: null } });
  });

  it.each([
    [
      "an id that occurs twice",
      (line: string[], row: number) => (row === 1 ? ["r0", ...line.slice(1)] : line),
      "evaluation.duplicate-id",
    ],
    [
      "a row without id",
      (line: string[], row: number) => (row === 1 ? ["", ...line.slice(1)] : line),
      "evaluation.duplicate-id",
    ],
    [
      "a target that is missing",
      (line: string[], row: number) => (row === 1 ? line.with(3, "") : line),
      "evaluation.value-invalid",
    ],
    [
      "a target that is text",
      (line: string[], row: number) => (row === 1 ? line.with(3, "yes") : line),
      "evaluation.value-invalid",
    ],
    [
      "a target that is 2",
      (line: string[], row: number) => (row === 1 ? line.with(3, "2") : line),
      "evaluation.value-invalid",
    ],
    [
      "an input that is missing",
      (line: string[], row: number) => (row === 1 ? line.with(1, "") : line),
      "metric.input-invalid",
    ],
  ])("refuses %s", async (_, changes, code) => {
    await expect(
      run(buildRequest({}), (directory) => writeRows(directory, 20, changes)),
    ).rejects.toMatchObject({ code });
  });

  it.each([
    [
      "no rows",
      (directory: string) => writeFileSync(join(directory, "rows.csv"), "id,x1,x2,late,carrier\n"),
      "evaluation.empty",
    ],
    ["no file", () => undefined, "file.missing"],
    [
      "no target column",
      (directory: string) => writeFileSync(join(directory, "rows.csv"), "id,x1,x2\na,1,2\n"),
      "evaluation.column-missing",
    ],
  ])("refuses %s", async (_, write, code) => {
    await expect(run(buildRequest({}), write)).rejects.toMatchObject({ code });
  });

  it("refuses a table that is cut", async () => {
    const evaluation = { data: "rows.parquet", target: "late", id: "id", metrics: ["roc_auc"] };
    const write = (directory: string): void => writeFileSync(join(directory, "rows.parquet"), "PAR1 cut");
    await expect(run(buildRequest({ evaluation }), write)).rejects.toMatchObject({ code: "file.unreadable" });
  });
});
