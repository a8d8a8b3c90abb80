import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFileSystem } from "../../../src/adapters/file-system/local.ts";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import { evaluateTable, type EvaluateTableRequest } from "../../../src/app/evaluate-table.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const table = `y,p,label,w,c0,c1,c2,class,group
1,0.9,1,2,0.1,0.2,0.7,2,a
0,0.4,0,1,0.5,0.3,0.2,0,a
1,0.3,0,1,0.2,0.6,0.2,1,b
0,0.2,1,1,0.6,0.3,0.1,0,b
`;

describe("evaluating a table of answers", () => {
  let sql: Sql;
  beforeAll(async () => {
    sql = await openSql({ threads: 1 });
  });
  afterAll(() => sql.close());

  function evaluate(changes: Partial<EvaluateTableRequest>) {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, "t.csv"), table);
    return evaluateTable(
      {
        task: "binary-classification",
        path: "t.csv",
        target: "y",
        threshold: 0.5,
        slices: [],
        confidence: 0.95,
        seed: 0,
        resamples: 100,
        ...changes,
      },
      { sql, files: createFileSystem(directory) },
    );
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

  it("computes regression metrics", async () => {
    const { metrics } = await evaluate({ task: "regression", target: "w", prediction: "p" });
    expect(metrics["bias"]?.value).toBeCloseTo((-1.1 - 0.6 - 0.7 - 0.8) / 4, 12);
  });

  it.each([
    ["no answers", {}, "usage.invalid"],
    ["two kinds of answers", { score: "p", prediction: "label" }, "usage.invalid"],
    ["scores of a regression", { task: "regression", score: "p" }, "usage.invalid"],
    ["a column that is not there", { score: "q" }, "evaluation.column-missing"],
    ["a metric of another task", { score: "p", metrics: ["rmse"] }, "metric.unsupported"],
    ["an unknown metric", { score: "p", metrics: ["nonsense"] }, "metric.unsupported"],
    ["a target that is text", { score: "p", target: "group" }, "evaluation.value-invalid"],
    ["a score that is text", { score: "group" }, "metric.input-invalid"],
  ] satisfies [string, Partial<EvaluateTableRequest>, string][])("refuses %s", async (_, changes, code) => {
    await expect(evaluate(changes)).rejects.toMatchObject({ code });
  });
});
