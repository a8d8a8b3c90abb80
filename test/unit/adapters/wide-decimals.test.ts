import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import { dataDiff } from "../../../src/app/data-diff.ts";
import { drift } from "../../../src/app/drift.ts";
import { profileTable } from "../../../src/app/profile.ts";
import {
  addLabelsSql,
  emptyLabelsSql,
  emptyPredictionLogSql,
} from "../../../src/monitoring/prediction-log-sql.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import { evaluateFiles, modelPolicy } from "../../support/evaluation/run-evaluate.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const golden = resolve("test/golden/parquet");
const [widest, wide, nested] = ["widest", "wide", "wide-nested"].map(
  (name) => `${golden}/${name}.parquet`,
) as [string, string, string];
const refusal =
  'wide.parquet has decimals of more than 38 digits, which cannot be read exactly: "amount" (decimal 41, 2); ' +
  "write them with at most 38 digits, as DOUBLE or as text, where the file is made";

describe("Parquet files with decimals that the engine does not have", () => {
  let sql: Sql;
  beforeAll(async () => {
    sql = await openSql({ memoryLimitBytes: 256 * 2 ** 20, threads: 1 });
  });
  afterAll(() => sql.close());

  it.each(["query", "columns", "numbers"] as const)(
    "are refused by %s, with column and remedy",
    async (method) => {
      const statement = "SELECT amount::DOUBLE AS a FROM read_parquet($1)";
      await expect(sql[method](statement, [wide])).rejects.toMatchObject({
        code: "sql.failed",
        message: refusal,
      });
      await expect(
        sql[method]("SELECT 1::DOUBLE AS a FROM read_parquet([$2, $1])", [wide, widest]),
      ).rejects.toMatchObject({
        message: refusal,
      });
    },
  );

  it("are named with the way to the column, quoted", async () => {
    await expect(sql.query("SELECT id FROM read_parquet($1)", [nested])).rejects.toThrow(
      '"outer.x.list.element" (decimal 76, 1), "last\\n`a`" (decimal 41, 2)',
    );
  });

  it("leave those with 38 digits as they are", async () => {
    const rows = await sql.query(
      "SELECT most::VARCHAR AS most, price::VARCHAR AS price FROM read_parquet($1)",
      [widest],
    );
    expect(rows).toEqual([
      { most: "123456789012345678901234567890123456.78", price: "1.5" },
      { most: null, price: null },
      { most: "-0.01", price: "-2.5" },
    ]);
  });

  it("are found again when a file is written anew, and when a pattern stands for it", async () => {
    const path = join(temporaryDirectory(), "a[1].parquet");
    const read = (given: string): Promise<unknown> =>
      sql.query("SELECT count(*) AS n FROM read_parquet($1)", [given]);
    const pattern = path.replace("[", "[[]");
    copyFileSync(widest, path);
    expect(await read(pattern)).toEqual([{ n: 3 }]);
    writeFileSync(path, readFileSync(wide));
    await expect(read(pattern)).rejects.toThrow('"amount" (decimal 41, 2)');
  });

  it("are refused by every door", async () => {
    const policy = modelPolicy({ predictions: "wide.parquet" });
    await expect(
      evaluateFiles(sql, { "wide.parquet": readFileSync(wide) }, { policy }),
    ).rejects.toMatchObject({
      code: "file.unreadable",
      message: `wide.parquet cannot be read: ${refusal}`,
    });
    await expect(profileTable({ path: wide }, { sql })).rejects.toThrow(refusal);
    await expect(drift({ reference: widest, current: wide, minRows: 1 }, { sql })).rejects.toThrow(refusal);
    const diff = { before: widest, after: wide, key: ["id"] };
    await expect(dataDiff(diff, { sql })).rejects.toMatchObject({
      code: "file.unreadable",
      message: expect.stringContaining(refusal) as string,
    });
    await sql.query(emptyPredictionLogSql);
    await sql.query(emptyLabelsSql);
    await expect(
      sql.query(addLabelsSql("parquet", 2, { id: "id", target: "y" }), [widest, wide]),
    ).rejects.toThrow(refusal);
  });

  it("do not hide why a file is no Parquet", async () => {
    const path = join(temporaryDirectory(), "no.parquet");
    writeFileSync(path, "id,y\n1,2\n");
    await expect(sql.query("SELECT * FROM read_parquet($1)", [path])).rejects.toMatchObject({
      code: "sql.failed",
      message: expect.stringMatching(/No magic bytes|not a Parquet|too small/i) as string,
    });
  });
});
