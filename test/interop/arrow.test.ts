import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSql } from "../../src/adapters/sql/duckdb.ts";
import { dataDiff } from "../../src/app/data-diff.ts";
import type { Sql } from "../../src/ports/sql.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { output, runPython } from "./peers.ts";

const forms = ["lz4.feather", "zstd.feather", "uncompressed.feather", "stream.arrow", "old.arrow"];

describe("Arrow files written by pyarrow", () => {
  let sql: Sql;
  beforeAll(async () => {
    sql = await openSql({ memoryLimitBytes: 512 * 2 ** 20 });
  });
  afterAll(() => sql.close());

  it("are the same tables as Parquet: types, values and the order of rows", async () => {
    const folder = temporaryDirectory();
    const tables = 40;
    await runPython("python", "write_arrow.py", { folder, seed: 20260, tables, rows: 2000 });
    expect(readdirSync(folder)).toHaveLength(tables * (forms.length + 1));
    let values = 0;
    for (let number = 0; number < tables; number += 1) {
      const whole = join(folder, `${number}.parquet`);
      const types = await sql.query("DESCRIBE SELECT * FROM read_parquet($1)", [whole]);
      const columns = await sql.columns("SELECT * FROM read_parquet($1)", [whole]);
      values += columns.size * (columns.get("id")?.length ?? 0);
      for (const form of forms) {
        const path = join(folder, `${number}-${form}`);
        expect(await sql.query("DESCRIBE SELECT * FROM read_arrow($1)", [path]), path).toEqual(types);
        const found = await sql.columns("SELECT * FROM read_arrow($1)", [path]);
        for (const [name, wanted] of columns) expect(found.get(name), `${path} ${name}`).toEqual(wanted);
        const diff = await dataDiff({ before: whole, after: path, key: ["id"] }, { sql });
        expect(diff, path).toMatchObject({
          verdict: "identical",
          rows: { added: 0, removed: 0, changed: 0 },
        });
        expect(diff.columns.filter((column) => column.typeChange !== "none")).toEqual([]);
      }
    }
    expect(values).toBeGreaterThan(20_000);
  });

  it("give the metrics that Parquet gives", async () => {
    const folder = temporaryDirectory();
    await runPython("python", "write_predictions.py", { folder, seed: 7, rows: 3000 });
    const metrics = async (name: string): Promise<unknown> => {
      const options = ["--json", "--target", "y", "--score", "score", "--weight", "w", "--slices", "region"];
      const command = ["src/cli/main.ts", "evaluate", "--data", join(folder, name), ...options];
      return JSON.parse(await output(process.execPath, command)) as unknown;
    };
    const wanted = await metrics("table.parquet");
    expect(wanted).toMatchObject({ rows: 3000, metrics: { roc_auc: { value: expect.any(Number) } } });
    for (const form of forms) expect(await metrics(`table-${form}`), form).toEqual(wanted);
  });
});
