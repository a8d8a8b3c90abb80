import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import {
  csvOf,
  evaluateFiles,
  evaluateIn,
  fixtureModel,
  modelPolicy,
} from "../../support/evaluation/run-evaluate.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

type Row = Readonly<Record<string, unknown>>;

const good: readonly Row[] = Array.from({ length: 20 }, (_, row) => ({
  id: `r${row}`,
  x1: row / 10 - 1,
  x2: 1 - row / 10,
  y: row % 2,
}));

/** The good rows with one changed. */
function withRow(row: number, change: Row): readonly Row[] {
  return good.with(row, { ...good[row], ...change });
}

function without(name: string): readonly Row[] {
  return good.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => key !== name)));
}

describe("bad evaluation data and models", () => {
  let sql: Sql;
  beforeAll(async () => {
    sql = await openSql({ threads: 1 });
  });
  afterAll(() => sql.close());

  const gates = [{ metric: "roc_auc", max_regression: 0.5 }];
  const policy = modelPolicy({ data: "rows.csv" }, { gates });

  it.each([
    [
      "a word among numbers",
      withRow(3, { x1: "abc" }),
      "evaluation.value-invalid",
      /1 of 20 values of x1 are not numbers, for instance "abc"/,
    ],
    [
      "no column of an input",
      without("x2"),
      "evaluation.column-missing",
      /rows.csv has no column x2; it has id, x1, y/,
    ],
    ["no target", without("y"), "evaluation.column-missing", /no column y/],
    ["a target that is missing", withRow(3, { y: null }), "evaluation.value-invalid", /target y is missing/],
    ["no id column", without("id"), "evaluation.column-missing", /no column id/],
    ["ids that occur twice", withRow(3, { id: "r4" }), "evaluation.duplicate-id", /r4 occurs 2 times/],
    ["a row without id", withRow(3, { id: null }), "evaluation.duplicate-id", /1 rows have no id/],
    [
      "a missing number that the model does not take",
      withRow(3, { x1: null }),
      "metric.input-invalid",
      /1 answers of the model are no finite numbers, for instance NaN for the row r3/,
    ],
    ["an infinite number", withRow(3, { x1: "inf", x2: "inf" }), "metric.input-invalid", /no finite numbers/],
  ])("are refused: %s", async (_, rows, code, message) => {
    const evaluation = evaluateFiles(
      sql,
      { "rows.csv": csvOf(rows) },
      { policy, challenger: fixtureModel("logistic-good") },
    );
    await expect(evaluation).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each([
    ["rows.csv", "id,x1,x2,y\n", "evaluation.empty"],
    ["rows.csv", "", "evaluation.column-missing"],
    ["rows.jsonl", '{"id":1,"x1":', "file.unreadable"],
    ["rows.parquet", "PAR1 cut", "file.unreadable"],
    ["rows.arrow", "ARROW1", "file.unreadable"],
    ["rows.pkl", "", "file.unreadable"],
  ])("are refused: %s that holds %j", async (path, text, code) => {
    const evaluation = evaluateFiles(
      sql,
      { [path]: text },
      { policy: modelPolicy({ data: path }), challenger: fixtureModel("logistic-good") },
    );
    await expect(evaluation).rejects.toMatchObject({ code });
  });

  it.each([
    ["hostile-nan", "metric.input-invalid", /20 answers of the model are no finite numbers/],
    ["hostile-one-answer", "model.unsupported", /has 1 values for 20 rows/],
    ["hostile-words", "model.unsupported", /no float output.*probability \(BYTES\)/],
    ["hostile-huge-input", "model.unsupported", /which is no row of values/],
    ["hostile-name", "model.unsupported", /takes 1 columns; rows.csv has 2/],
    ["hostile-huge-initializer", "model.unreadable", /declares the shape/],
    ["external-data", "model.unreadable", /external data/],
  ])("never pass: the challenger %s", async (name, code, message) => {
    const evaluation = evaluateFiles(
      sql,
      { "rows.csv": csvOf(good) },
      { policy, challenger: fixtureModel(name) },
    );
    await expect(evaluation).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each([
    "hostile-nan",
    "hostile-one-answer",
    "hostile-huge-initializer",
    "hostile-custom-operator",
    "external-data",
  ])("never pass: the champion %s is not comparable", async (name) => {
    const { decision, report } = await evaluateFiles(
      sql,
      { "rows.csv": csvOf(good) },
      { policy, challenger: fixtureModel("logistic-good"), champion: fixtureModel(name, "release") },
    );
    expect(decision).toBe("negative");
    expect(report.metrics[0]?.verdict).toBe("not comparable");
    expect(report.comparability?.changes[0]?.what).toBe("answers");
    expect(report.gates[0]?.reasonCode).toBe("gate.not-comparable");
  });

  it.each([
    ["a fraction", 1.5, /1 of 3 values of n are not whole numbers, for instance "1.5"/],
    ["a word", "two", /1 of 3 values of n are not whole numbers, for instance "two"/],
    ["nothing", null, /column n is missing a value/],
  ])("are refused: %s for a whole number", async (_, value, message) => {
    const rows = [1, value, 3].map((n, row) => ({ id: row, carrier: "AA", n, y: row }));
    const evaluation = evaluateFiles(
      sql,
      { "rows.csv": csvOf(rows) },
      {
        policy: modelPolicy({ data: "rows.csv", metrics: ["mae"] }, { task: "regression" }),
        challenger: fixtureModel("linear-strings"),
      },
    );
    await expect(evaluation).rejects.toMatchObject({
      code: "evaluation.value-invalid",
      message: expect.stringMatching(message),
    });
  });

  it("are read from the one file that the policy names, whatever is in its name", async () => {
    const path = "rows[1]*.csv";
    const { report } = await evaluateFiles(
      sql,
      { [path]: csvOf(good), "rows1x.csv": csvOf(withRow(3, { id: "r4" })) },
      { policy: modelPolicy({ data: path }), challenger: fixtureModel("logistic-good") },
    );
    expect(report.data).toMatchObject({ path, rows: 20 });
  });

  it("are the same in CSV, JSON lines and Parquet", async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, "rows.csv"), csvOf(good));
    writeFileSync(join(directory, "rows.jsonl"), good.map((row) => JSON.stringify(row)).join("\n"));
    await sql.query(`COPY (FROM read_csv($1)) TO '${join(directory, "rows.parquet")}' (FORMAT parquet)`, [
      join(directory, "rows.csv"),
    ]);
    const metrics: unknown[] = [];
    for (const path of ["rows.csv", "rows.jsonl", "rows.parquet"]) {
      const request = { policy: modelPolicy({ data: path }), challenger: fixtureModel("logistic-good") };
      metrics.push((await evaluateIn(sql, directory, request)).report.metrics);
    }
    expect(metrics[1]).toEqual(metrics[0]);
    expect(metrics[2]).toEqual(metrics[0]);
  });
});
