import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sql } from "../../src/ports/sql.ts";
import { openSql } from "../../src/adapters/sql/duckdb.ts";

describe("DuckDB behind the sql port", () => {
  let sql: Sql;
  let folder: string;

  beforeAll(async () => {
    sql = await openSql({ memoryLimitBytes: 256 * 2 ** 20, threads: 1 });
    folder = await mkdtemp(join(tmpdir(), "pawl-sql-"));
  });
  afterAll(async () => {
    await sql.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("binds parameters instead of splicing them", async () => {
    const rows = await sql.query("SELECT $1 AS text, $2 AS number, $3 AS nothing, $4::TIMESTAMP AS at", [
      "'; DROP TABLE x; --",
      1.5,
      null,
      new Date("2001-03-04T05:06:07Z"),
    ]);
    expect(rows).toEqual([
      { text: "'; DROP TABLE x; --", number: 1.5, nothing: null, at: new Date("2001-03-04T05:06:07Z") },
    ]);
  });

  it("gives whole numbers as numbers while they are safe, else as bigint", async () => {
    const rows = await sql.query(
      "SELECT 7::BIGINT AS small, 9007199254740993::BIGINT AS large, sum(2) AS total",
    );
    expect(rows).toEqual([{ small: 7, large: 9007199254740993n, total: 2 }]);
  });

  it("reads a CSV file by column, in the order of the select list", async () => {
    const path = join(folder, "table.csv");
    await writeFile(path, "id,at,x\na,2001-01-01 10:00:00,1\nb,2001-01-02 10:00:00,\n");
    const columns = await sql.columns('SELECT x, id, "at" FROM read_csv($1)', [path]);
    expect([...columns]).toEqual([
      ["x", [1, null]],
      ["id", ["a", "b"]],
      ["at", [new Date("2001-01-01T10:00:00Z"), new Date("2001-01-02T10:00:00Z")]],
    ]);
  });

  it("gives numbers of whole columns, over several chunks, with NaN for null", async () => {
    const statement =
      "SELECT CASE WHEN i % 3 = $1 THEN NULL ELSE i END::DOUBLE AS x, (1 - i)::DOUBLE AS y FROM range(5000) t(i)";
    const [x, y] = await sql.numbers(statement, [1]);
    expect(x).toEqual(Float64Array.from({ length: 5000 }, (_, i) => (i % 3 === 1 ? Number.NaN : i)));
    expect(y).toEqual(Float64Array.from({ length: 5000 }, (_, i) => 1 - i));
    expect(await sql.numbers("SELECT 1::DOUBLE AS x WHERE false")).toEqual([new Float64Array()]);
    await expect(sql.numbers("SELECT 1 AS x")).rejects.toMatchObject({ code: "sql.failed" });
    await expect(sql.numbers("SELECT nothing")).rejects.toMatchObject({ code: "sql.failed" });
  });

  it("lives in UTC", async () => {
    expect(await sql.query("SELECT current_setting('TimeZone') AS zone")).toEqual([{ zone: "UTC" }]);
  });

  it("says what failed", async () => {
    await expect(sql.query("SELECT nothing FROM nowhere")).rejects.toMatchObject({ code: "sql.failed" });
  });
});
