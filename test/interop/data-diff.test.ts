import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSql } from "../../src/adapters/sql/duckdb.ts";
import { dataDiff } from "../../src/app/data-diff.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { runPython } from "./peers.ts";

describe("tables written by pyarrow", () => {
  it("are compared by value: decimals, zones, dictionaries, nested and binary columns, in every width", async () => {
    const folder = temporaryDirectory();
    await runPython("python", "write_tables.py", { folder });
    const sql = await openSql({ memoryLimitBytes: 256 * 2 ** 20 });
    try {
      const [narrow, wide, text] = ["narrow.parquet", "wide.parquet", "text.csv"].map((name) =>
        join(folder, name),
      );
      for (const key of [["id"], []]) {
        const found = await dataDiff({ before: narrow ?? "", after: wide ?? "", key }, { sql });
        expect(found.columns.filter((column) => (column.cellsChanged ?? 0) > 0)).toEqual([]);
        expect(found).toMatchObject({
          verdict: "identical",
          rows: { added: 0, removed: 0, unchanged: 3 },
        });
      }
      const mixed = await dataDiff({ before: narrow ?? "", after: text ?? "", key: ["id"] }, { sql });
      expect(mixed.columns.filter((column) => (column.cellsChanged ?? 0) > 0)).toEqual([]);
      expect(mixed.rows).toEqual({ added: 0, removed: 0, changed: 0, unchanged: 3 });
    } finally {
      await sql.close();
    }
  });
});
