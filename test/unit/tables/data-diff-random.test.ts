import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { array, asyncProperty, assert, boolean, constantFrom, record, uniqueArray } from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import { dataDiff } from "../../../src/app/data-diff.ts";
import type { Sql } from "../../../src/ports/sql.ts";

interface Row {
  readonly k: number | null;
  readonly x: number | null;
  readonly t: string | null;
}

const columns = ["k", "x", "t"] as const;
const x = constantFrom(null, 0, 1, 1.5, -2e-7, 3e15);
const t = constantFrom(null, "a", "b", "'", "é\n,", "true!");
const rowWith = (k: readonly Row["k"][]) => record({ k: constantFrom(...k), x, t });
const anyRow = rowWith([null, 1, 2, 3, 4, 5]);
const keyedTable = uniqueArray(anyRow, { selector: (row) => row.k, maxLength: 6 });
const anyTable = array(rowWith([1, 2]), { maxLength: 8 });

const same = (a: Row, b: Row, column: keyof Row): boolean => a[column] === b[column];
const contentOf = (row: Row): string => JSON.stringify(columns.map((column) => row[column]));

/** What a person would count, row by row. */
function naiveKeyed(before: readonly Row[], after: readonly Row[]) {
  const partner = (row: Row, rows: readonly Row[]): Row | undefined => rows.find((one) => one.k === row.k);
  const pairs = before.flatMap((row) => {
    const other = partner(row, after);
    return other === undefined ? [] : [[row, other] as const];
  });
  const changed = (column: keyof Row): number => pairs.filter(([a, b]) => !same(a, b, column)).length;
  const isEqual = ([a, b]: readonly [Row, Row]): boolean => columns.every((column) => same(a, b, column));
  return {
    rows: {
      added: after.length - pairs.length,
      removed: before.length - pairs.length,
      changed: pairs.filter((pair) => !isEqual(pair)).length,
      unchanged: pairs.filter(isEqual).length,
    },
    cells: [null, changed("x"), changed("t")],
  };
}

function naiveMultiset(before: readonly Row[], after: readonly Row[]) {
  const left = after.map(contentOf);
  let unchanged = 0;
  for (const row of before) {
    const place = left.indexOf(contentOf(row));
    if (place < 0) continue;
    left.splice(place, 1);
    unchanged += 1;
  }
  return { added: left.length, removed: before.length - unchanged, changed: null, unchanged };
}

describe("data diff of random tables", () => {
  let sql: Sql;
  let directory: string;
  beforeAll(async () => {
    sql = await openSql({ memoryLimitBytes: 256 * 2 ** 20, threads: 2 });
    directory = mkdtempSync(join(tmpdir(), "pawl-diff-"));
  });
  afterAll(async () => {
    await sql.close();
    rmSync(directory, { recursive: true });
  });

  /** A row that fixes the types stands in every table. */
  const anchors: readonly Row[] = [{ k: 1000, x: 0.5, t: "anchor" }];

  function write(name: string, rows: readonly Row[]): string {
    const path = join(directory, `${name}.jsonl`);
    writeFileSync(path, [...anchors, ...rows].map((row) => `${JSON.stringify(row)}\n`).join(""));
    return path;
  }

  it("counts by key what a plain loop counts, and mirrors when the sides are swapped", async () => {
    await assert(
      asyncProperty(keyedTable, keyedTable, async (before, after) => {
        const paths = { before: write("before", before), after: write("after", after) };
        const found = await dataDiff({ ...paths, key: ["k"] }, { sql });
        const { rows, cells } = naiveKeyed([...anchors, ...before], [...anchors, ...after]);
        expect(found.rows).toEqual(rows);
        expect(found.columns.map((column) => column.cellsChanged)).toEqual(cells);
        const back = await dataDiff({ before: paths.after, after: paths.before, key: ["k"] }, { sql });
        expect(back.rows).toEqual({ ...rows, added: rows.removed, removed: rows.added });
      }),
      { numRuns: 40 },
    );
  });

  it("counts without a key what a plain loop counts, whatever the order", async () => {
    await assert(
      asyncProperty(anyTable, anyTable, boolean(), async (before, after, isReversed) => {
        const written = isReversed ? after.toReversed() : after;
        const paths = { before: write("before", before), after: write("after", written) };
        const found = await dataDiff(paths, { sql });
        expect(found.rows).toEqual(naiveMultiset([...anchors, ...before], [...anchors, ...after]));
      }),
      { numRuns: 40 },
    );
  });
});
