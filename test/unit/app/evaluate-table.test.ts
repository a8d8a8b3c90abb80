import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFileSystem } from "../../../src/adapters/file-system/local.ts";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import { evaluateTable, type EvaluateTableRequest } from "../../../src/app/evaluate-table.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const table = `y,p,label,w,c0,c1,c2,class,group,team,far
1,0.9,1,2,0.1,0.2,0.7,2,a,x,0
0,0.4,0,1,0.5,0.3,0.2,0,a,x,1
1,0.3,0,1,0.2,0.6,0.2,1,b,,1000000000
0,0.2,1,1,0.6,0.3,0.1,0,b,,0
`;

const defaults = {
  task: "binary-classification",
  path: "t.csv",
  target: "y",
  threshold: 0.5,
  slices: [],
  confidence: 0.95,
  seed: 0,
  resamples: 100,
} as const;

describe("evaluating a table of answers", () => {
  let sql: Sql;
  beforeAll(async () => {
    sql = await openSql({ threads: 1 });
  });
  afterAll(() => sql.close());

  function evaluate(changes: Partial<EvaluateTableRequest>) {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, "t.csv"), table);
    return evaluateTable({ ...defaults, ...changes }, { sql, files: createFileSystem(directory) });
  }

  it("computes weighted metrics of scores, on the whole and on slices", async () => {
    const result = await evaluate({
      score: "p",
      weight: "w",
      metrics: ["accuracy", "recall"],
      slices: ["group"],
    });
    expect(result).toMatchObject({ schema: "pawl.evaluation/1", rows: 4 });
    expect(result.metrics["accuracy"]?.value).toBe(0.8);
    expect(result.metrics["recall"]?.value).toBeCloseTo(2 / 3, 12);
    expect(
      result.slices.map(({ slice, rows, metrics }) => [slice, rows, metrics["accuracy"]?.value]),
    ).toEqual([
      ["group=a", 2, 1],
      ["group=b", 2, 0.5],
    ]);
  });

  it("gives only metrics of classes for predicted classes", async () => {
    const { metrics } = await evaluate({ prediction: "label" });
    expect(Object.keys(metrics)).toEqual([
      "accuracy",
      "balanced_accuracy",
      "precision",
      "recall",
      "f1",
      "f2",
      "mcc",
      "kappa",
    ]);
  });

  it("takes one column of probabilities a class", async () => {
    const { metrics } = await evaluate({
      task: "multiclass-classification",
      target: "class",
      scores: ["c0", "c1", "c2"],
    });
    expect(metrics["accuracy"]?.value).toBe(1);
    expect(metrics["log_loss"]?.value).toBeCloseTo(
      -(Math.log(0.7) + Math.log(0.5) + 2 * Math.log(0.6)) / 4,
      12,
    );
  });

  it("computes averages of predicted classes", async () => {
    const { metrics } = await evaluate({
      task: "multiclass-classification",
      target: "class",
      prediction: "label",
    });
    expect(Object.keys(metrics)).toEqual(
      expect.arrayContaining(["f1_macro", "f1_micro", "f1_weighted", "kappa_quadratic", "mcc"]),
    );
    expect(metrics["log_loss"]).toBeUndefined();
    expect(metrics["recall_micro"]?.value).toBe(0.25);
  });

  it("compares groups, one of them without a value", async () => {
    const { metrics } = await evaluate({ score: "p", group: "team", threshold: 0.35 });
    expect(metrics["demographic_parity_difference"]?.value).toBe(1);
    expect(metrics["demographic_parity_ratio"]?.value).toBe(0);
  });

  it("leaves gaps between groups out where nothing names a group", async () => {
    const { metrics } = await evaluate({ score: "p" });
    expect(Object.keys(metrics)).toContain("roc_auc");
    expect(metrics["equalized_odds_difference"]).toBeUndefined();
  });

  it.each([
    [undefined, "nan"],
    ["nan", "nan"],
    [0, 0],
    [1, 1],
  ] as const)("with %s for a division by zero has a precision of %s", async (zeroDivision, value) => {
    const { metrics } = await evaluate({ score: "p", threshold: 2, metrics: ["precision"], zeroDivision });
    expect(metrics["precision"]?.value).toBe(value);
  });

  it("computes regression metrics", async () => {
    const { metrics } = await evaluate({ task: "regression", target: "w", prediction: "p" });
    expect(metrics["bias"]?.value).toBeCloseTo((-1.1 - 0.6 - 0.7 - 0.8) / 4, 12);
  });

  it("refuses more groups than it compares", async () => {
    const rows = Array.from({ length: 101 }, (_, row) => `${row % 2},0.5,${row}`);
    const directory = temporaryDirectory();
    writeFileSync(join(directory, "t.csv"), `y,p,who\n${rows.join("\n")}\n`);
    const request = { ...defaults, score: "p", group: "who" };
    await expect(evaluateTable(request, { sql, files: createFileSystem(directory) })).rejects.toMatchObject({
      code: "evaluation.value-invalid",
      message: expect.stringContaining("100 values"),
    });
  });

  it.each([
    ["no answers", {}, "usage.invalid"],
    ["two kinds of answers", { score: "p", prediction: "label" }, "usage.invalid"],
    ["scores of a regression", { task: "regression", score: "p" }, "usage.invalid"],
    ["a column that is not there", { score: "q" }, "evaluation.column-missing"],
    ["a metric of another task", { score: "p", metrics: ["rmse"] }, "metric.unsupported"],
    ["an unknown metric", { score: "p", metrics: ["nonsense"] }, "metric.unsupported"],
    ["a target that is text", { score: "p", target: "group" }, "evaluation.value-invalid"],
    ["a group that is not there", { score: "p", group: "q" }, "evaluation.column-missing"],
    [
      "gaps between groups without groups",
      { score: "p", metrics: ["equalized_odds_difference"] },
      "metric.input-invalid",
    ],
    ["a metric that is measured", { score: "p", metrics: ["size_bytes"] }, "metric.unsupported"],
    ["weights that are text", { score: "p", weight: "group" }, "metric.input-invalid"],
    [
      "classes too many to hold",
      { task: "multiclass-classification", target: "class", prediction: "far" },
      "evaluation.value-invalid",
    ],
    ["a score that is text", { score: "group" }, "metric.input-invalid"],
  ] satisfies [string, Partial<EvaluateTableRequest>, string][])("refuses %s", async (_, changes, code) => {
    await expect(evaluate(changes)).rejects.toMatchObject({ code });
  });
});
