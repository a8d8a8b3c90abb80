import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import type { EvaluateResult } from "../../../src/app/evaluate.ts";
import { resolveMetric } from "../../../src/evaluation/metric-table.ts";
import { evaluationReportSchema } from "../../../src/evaluation/report-schema.ts";
import type { Sample } from "../../../src/evaluation/sample.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import { csvOf, evaluateFiles, fixtureModel, modelPolicy } from "../../support/evaluation/run-evaluate.ts";

interface FrameworkAnswers {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly late: readonly number[];
  readonly delay: readonly number[];
  readonly kind: readonly number[];
  /** Rows of probabilities, or values, as scikit-learn and LightGBM answered in Python. */
  readonly models: Readonly<Record<string, readonly (number | readonly number[])[]>>;
}

const golden = JSON.parse(
  readFileSync(new URL("../../fixtures/evaluation/framework-answers.json", import.meta.url), "utf8"),
) as FrameworkAnswers;
const tasks = {
  late: "binary-classification",
  delay: "regression",
  kind: "multiclass-classification",
} as const;
type Target = keyof typeof tasks;

function sampleOf(name: string, target: Target): Sample {
  const answers = golden.models[name] ?? [];
  const truth = Float64Array.from(golden[target]);
  const flat = Float64Array.from(answers.flat());
  if (target === "delay") return { task: "regression", target: truth, prediction: flat };
  if (target === "kind")
    return { task: "multiclass-classification", target: truth, probabilities: flat, classes: 3 };
  const score = flat.filter((_, index) => index % 2 === 1);
  return { task: "binary-classification", target: truth, score, threshold: 0.5 };
}

describe("models as frameworks export them", () => {
  let sql: Sql;
  beforeAll(async () => {
    sql = await openSql({ threads: 1 });
  });
  afterAll(() => sql.close());

  function evaluateModel(name: string, target: Target, columns: readonly string[]): Promise<EvaluateResult> {
    const isScaled = name === "skl-matrix-multiclass";
    const rows = golden.rows.map((row, index) => ({
      id: `r${index}`,
      y: golden[target][index],
      ...Object.fromEntries(columns.map((column) => [column, row[column]])),
      ...(isScaled ? { distance: Number(row["distance"]) / 1000, hour: Number(row["hour"]) / 12 } : {}),
    }));
    const metrics = target === "delay" ? ["rmse", "bias"] : ["log_loss", "accuracy"];
    const policy = modelPolicy({ data: "rows.csv", metrics }, { task: tasks[target] });
    return evaluateFiles(sql, { "rows.csv": csvOf(rows) }, { policy, challenger: fixtureModel(name) });
  }

  const numbers = ["distance", "hour"];
  const mixed = [...numbers, "carrier", "is_weekend"];
  it.each([
    ["skl-matrix-binary", "late", numbers],
    ["skl-zipmap", "late", numbers],
    ["skl-columns", "late", mixed],
    ["skl-string-label", "late", mixed],
    ["skl-matrix-multiclass", "kind", numbers],
    ["skl-matrix-regressor", "delay", numbers],
    ["lgbm-binary", "late", numbers],
    ["lgbm-zipmap", "late", numbers],
    ["lgbm-multiclass", "kind", numbers],
    ["lgbm-regressor", "delay", numbers],
  ] satisfies [string, Target, string[]][])("answer as in Python: %s", async (name, target, columns) => {
    const { report } = await evaluateModel(name, target, columns);
    expect(evaluationReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    const sample = sampleOf(name, target);
    for (const { metric, challenger } of report.metrics) {
      const expected = resolveMetric(metric).prepare(sample)(new Float64Array(golden.rows.length).fill(1));
      // ONNX computes in 32 bits.
      expect(Number(challenger?.value), metric).toBeCloseTo(expected, target === "delay" ? 3 : 5);
    }
  });

  it("says which columns filled a matrix, and that classes named by text are taken in their order", async () => {
    const matrix = await evaluateModel("skl-matrix-binary", "late", numbers);
    expect(matrix.report.notes).toContain(
      "input float_input takes the columns distance, hour, in the order of the table",
    );
    const words = await evaluateModel("skl-string-label", "late", mixed);
    expect(words.report.notes.join("\n")).toMatch(/names its classes by text \(output label\)/);
  });

  it("refuse a matrix whose columns do not count up, with the remedy", async () => {
    const evaluation = evaluateModel("skl-matrix-binary", "late", mixed);
    await expect(evaluation).rejects.toMatchObject({
      code: "model.unsupported",
      message: expect.stringMatching(
        /takes 2 columns; rows.csv has 4 that are not id, y: distance, hour, carrier/,
      ),
      hint: expect.stringMatching(/set_model_props.*feature_names/),
    });
  });

  it("take the columns that the model's metadata names, and fixed numbers of rows", async () => {
    const rows = Array.from({ length: 10 }, (_, row) => ({
      id: row,
      y: row % 2,
      x1: row - 4,
      other: "a",
      x2: 3 - row,
    }));
    const policy = modelPolicy({ data: "rows.csv", metrics: ["brier"] });
    const { report } = await evaluateFiles(
      sql,
      { "rows.csv": csvOf(rows) },
      { policy, challenger: fixtureModel("fixed-batch") },
    );
    const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));
    const squares = rows.map(({ x1, x2, y }) => ((sigmoid(x1) + sigmoid(x2)) / 2 - y) ** 2);
    const expected = squares.reduce((sum, value) => sum + value, 0) / rows.length;
    expect(Number(report.metrics[0]?.challenger?.value)).toBeCloseTo(expected, 6);
  });

  it("score a category that training never saw as what the exporter made of it", async () => {
    const rows = golden.rows.map((row, index) => ({
      id: index,
      y: golden.late[index],
      ...row,
      carrier: "ZZ",
    }));
    const policy = modelPolicy({ data: "rows.csv" });
    const { report } = await evaluateFiles(
      sql,
      { "rows.csv": csvOf(rows) },
      { policy, challenger: fixtureModel("skl-columns") },
    );
    expect(Number(report.metrics[0]?.challenger?.value)).toBeGreaterThan(0.5);
  });
});
