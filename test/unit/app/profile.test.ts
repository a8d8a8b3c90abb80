import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { predictRows } from "../../../src/app/predict-rows.ts";
import { profileTable } from "../../../src/app/profile.ts";
import { profileSchema } from "../../../src/drift/profile-schema.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import { createFileSystem, createModelRuntime, createSql } from "../../../src/runtime/compose.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

let sql: Sql;
beforeAll(async () => {
  sql = await createSql();
});
afterAll(() => sql.close());

/** 20,000 rows whose every column has many distinct values; deterministic. */
async function writeTable(): Promise<string> {
  const path = join(temporaryDirectory(), "many.parquet");
  const noise = "(hash(i) % 1000003) / 1000003.0";
  await sql.query(`COPY (
    SELECT CASE i % 50 WHEN 0 THEN NULL WHEN 1 THEN 'nan'::DOUBLE WHEN 2 THEN 'inf'::DOUBLE
             ELSE round(exp(4 * ${noise}), 6) END AS skewed,
           CASE WHEN i % 10 = 0 THEN 7 ELSE i END AS spiked,
           TIMESTAMP '2001-01-01' + INTERVAL (i * 37) MINUTE AS at,
           CASE WHEN i % 7 = 0 THEN NULL WHEN i % 3 = 0 THEN 'common' ELSE 'rare-' || i END AS word,
           NULL::DOUBLE AS nothing
    FROM range(20000) rows(i)) TO '${path}' (FORMAT parquet)`);
  return path;
}

describe("a column of many distinct values", () => {
  it("is profiled inside the engine as it is outside, but for its quantiles", async () => {
    const path = await writeTable();
    const exact = await profileTable({ path }, { sql });
    const sketched = await profileTable({ path, mostDistinct: 100 }, { sql });
    expect(profileSchema.parse(JSON.parse(JSON.stringify(sketched)))).toEqual(sketched);
    for (const [name, column] of Object.entries(exact.columns)) {
      const own = sketched.columns[name];
      const { type, rows, missing, distinct, top } = column;
      expect({ name, ...own }).toMatchObject({ name, type, rows, missing, distinct, top });
      expect(own?.estimated).toEqual(column.numbers === null ? undefined : ["quantiles"]);
      if (column.numbers === null || own?.numbers === null || own === undefined) {
        expect(own?.bins).toEqual(column.bins);
        continue;
      }
      expect(own.numbers.mean / column.numbers.mean).toBeCloseTo(1, 9);
      expect(own.numbers.std / column.numbers.std).toBeCloseTo(1, 9);
      expect(own.numbers.histogram.counts).toEqual(column.numbers.histogram.counts);
      expect(own.bins.counts.reduce((a, b) => a + b, 0)).toBe(rows - missing);
      // A t-digest is off by rank, not by value: by at most one in a hundred here.
      const { quantiles } = column.numbers;
      own.numbers.quantiles.forEach((value, index) => {
        expect(value).toBeGreaterThanOrEqual(quantiles[Math.max(0, index - 1)] ?? 0);
        expect(value).toBeLessThanOrEqual(quantiles[Math.min(100, index + 1)] ?? 0);
      });
      expect([own.numbers.quantiles[0], own.numbers.quantiles[100]]).toEqual([quantiles[0], quantiles[100]]);
    }
  });

  it("of which a value is more than a tenth of the rows has fewer bins, each row in one", async () => {
    const path = join(temporaryDirectory(), "spike.parquet");
    await sql.query(
      `COPY (SELECT CASE WHEN i < 9000 THEN 5 ELSE i END AS x FROM range(10000) rows(i)) TO '${path}' (FORMAT parquet)`,
    );
    const { columns } = await profileTable({ path, mostDistinct: 10 }, { sql });
    expect(columns["x"]?.bins).toMatchObject({ by: "edges", edges: [5], counts: [9000, 1000] });
    expect(columns["x"]?.top?.[0]).toEqual({ value: "5", count: 9000 });
  });
});

describe("the predictions in a profile", () => {
  it("are those of the model, for the rows of the table", async () => {
    const directory = temporaryDirectory();
    const path = join(directory, "rows.parquet");
    await sql.query(
      `COPY (SELECT i / 100.0 AS x1, 0.5 AS x2 FROM range(100) rows(i)) TO '${path}' (FORMAT parquet)`,
    );
    const model = readFileSync("test/fixtures/evaluation/logistic-good.onnx");
    const ports = { sql, files: await createFileSystem(directory), modelRuntime: await createModelRuntime() };
    const request = { model, path: "rows.parquet", task: "binary-classification" } as const;
    const predictions = await predictRows(request, ports);
    const { score } = await profileTable({ path, predictions }, { sql });
    expect(score).toMatchObject({ type: "numeric", rows: 100, missing: 0, distinct: 100 });
    expect(score?.numbers?.quantiles[0]).toBeGreaterThan(0);
    expect(score?.numbers?.quantiles[100]).toBeLessThan(1);
  });
});
