import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import type { EvaluateResult } from "../../../src/app/evaluate.ts";
import { evaluationReportSchema } from "../../../src/evaluation/report-schema.ts";
import { createRandom } from "../../../src/math/random.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import { csvOf, evaluateFiles, fixtureModel, modelPolicy } from "../../support/evaluation/run-evaluate.ts";

type Row = Readonly<Record<string, number | string>>;

/** Rows that follow the model `logistic-good`; those of the carrier BA follow `logistic-weak`. */
function makeRows(rows = 800): Row[] {
  const random = createRandom(3);
  return Array.from({ length: rows }, (_, row) => {
    const [x1, x2] = [4 * random.nextFloat() - 2, 4 * random.nextFloat() - 2];
    const carrier = row % 4 === 0 ? "BA" : "UA";
    const logit = carrier === "BA" ? 0.5 * x1 + 0.5 * x2 : 2 * x1 - x2 + 0.1;
    const y = random.nextFloat() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
    return { id: `r${row}`, x1, x2, y, carrier, weight: row % 3, group: row % 2 === 0 ? "a" : "b" };
  });
}

describe("the sections of a report", () => {
  let sql: Sql;
  beforeAll(async () => {
    sql = await openSql({ threads: 1 });
  });
  afterAll(() => sql.close());

  const champion = fixtureModel("logistic-weak", "release");
  const challenger = fixtureModel("logistic-good");
  function run(evaluation: object, model: object = {}, rows = makeRows()): Promise<EvaluateResult> {
    const policy = modelPolicy({ data: "rows.csv", ...evaluation }, model);
    return evaluateFiles(sql, { "rows.csv": csvOf(rows) }, { policy, challenger, champion });
  }

  it("are all there and valid, and the same when asked again", async () => {
    const evaluation = { slice_search: { min_rows: 50 }, importance: { rows: 200, repeats: 2 } };
    const { report } = await run(evaluation);
    expect(evaluationReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report.comparability).toMatchObject({
      rowsDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      metricCode: "pawl.metrics/1",
      changes: [],
    });
    expect(report.curves?.roc?.champion?.length).toBeGreaterThan(2);
    const { fixed = 0, broken = 0, bothRight = 0, bothWrong = 0 } = report.flips ?? {};
    expect(fixed + broken + bothRight + bothWrong).toBe(800);
    expect((await run(evaluation)).report).toEqual(report);
  });

  it("show where the challenger is worse although nobody declared it", async () => {
    const { report } = await run({ slice_search: { min_rows: 50 }, metrics: ["log_loss"] });
    const found = report.slices.find(({ slice }) => slice.includes("carrier=BA"));
    expect(found).toMatchObject({ origin: "found", test: { looks: expect.any(Number) } });
    expect(Number(found?.test?.pValue)).toBeLessThan(0.05);
    expect(found?.metrics[0]?.verdict).toBe("worse");
  });

  it("rank the columns by what shuffling them costs each model", async () => {
    const { report } = await run({ importance: { rows: 400, repeats: 3 }, metrics: ["log_loss"] });
    const [x1, x2] = report.importance?.columns ?? [];
    expect(report.importance).toMatchObject({ metric: "log_loss", repeats: 3, rows: 400 });
    expect([x1?.column, x2?.column]).toEqual(["x1", "x2"]);
    expect(Number(x1?.challenger)).toBeGreaterThan(2 * Number(x2?.challenger));
    // The weak champion takes x2 the wrong way round: without it it would be better.
    expect(Number(x2?.champion)).toBeLessThan(0);
    expect(Number(x1?.deviation)).toBeGreaterThan(0);
  });

  it("have no importance for a metric without a direction", async () => {
    const rows = makeRows().map((row) => ({ ...row, y: row["x1"] ?? 0 }));
    const { report } = await run({ importance: {}, metrics: ["bias"] }, { task: "regression" }, rows);
    expect(report.importance).toBeUndefined();
  });

  it("measure both models only when a gate or metric asks", async () => {
    const gates = [
      { metric: "latency_p99_ms", max: 1e9 },
      { metric: "size_bytes", max: 300, max_regression: 0 },
    ];
    const { decision, report } = await run({ metrics: ["roc_auc", "latency_p50_ms"] }, { gates });
    expect(decision).toBe("positive");
    const [, size] = [
      report.metrics.find(({ metric }) => metric === "latency_p50_ms"),
      report.metrics.at(-1),
    ];
    expect(size).toMatchObject({
      metric: "size_bytes",
      champion: { value: champion.bytes.length },
      challenger: { value: challenger.bytes.length },
      difference: { value: 0 },
      verdict: "within noise",
    });
    for (const id of ["latency_p50_ms", "latency_p99_ms"]) {
      const latency = report.metrics.find(({ metric }) => metric === id);
      const [low, high] = latency?.challenger?.interval ?? [];
      expect(Number(latency?.champion?.value)).toBeGreaterThan(0);
      expect(Number(low)).toBeLessThanOrEqual(Number(latency?.challenger?.value));
      expect(Number(high)).toBeGreaterThanOrEqual(Number(latency?.challenger?.value));
    }
    expect(report.notes.join("\n")).toMatch(/a batch of 256 rows takes the model/);
    expect((await run({})).report.metrics.map(({ metric }) => metric)).toEqual(["roc_auc"]);
  });

  it("weigh rows as if they were repeated", async () => {
    const rows = makeRows(200);
    const repeated = rows.flatMap((row) =>
      Array.from({ length: Number(row["weight"]) }, (_, copy) => ({ ...row, id: `${row["id"]}-${copy}` })),
    );
    const weighted = await run({ weight: "weight", metrics: ["roc_auc", "log_loss"] }, {}, rows);
    const plain = await run({ metrics: ["roc_auc", "log_loss"] }, {}, repeated);
    weighted.report.metrics.forEach(({ challenger: answer }, index) => {
      expect(Number(answer?.value)).toBeCloseTo(Number(plain.report.metrics[index]?.challenger?.value), 12);
    });
  });

  it("obey threshold, division by zero and group", async () => {
    const none = { threshold: 1.5, metrics: ["precision"] };
    expect((await run(none)).report.metrics[0]?.challenger?.value).toBe("nan");
    expect((await run({ ...none, zero_division: 1 })).report.metrics[0]?.challenger?.value).toBe(1);
    const { report } = await run({ group: "group", metrics: ["demographic_parity_difference"] });
    expect(Number(report.metrics[0]?.challenger?.value)).toBeGreaterThan(0);
    await expect(run({ group: "id", metrics: ["demographic_parity_difference"] })).rejects.toMatchObject({
      code: "evaluation.value-invalid",
      message: expect.stringMatching(/too many groups/),
    });
  });
});
