import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import { dataDiff, type DataDiffRequest } from "../../../src/app/data-diff.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import { renderDataDiff, renderDataDiffLines } from "../../../src/report/data-diff.ts";
import { type DataDiff, dataDiffSchema } from "../../../src/tables/data-diff-schema.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

let sql: Sql;
beforeAll(async () => {
  sql = await openSql({ memoryLimitBytes: 256 * 2 ** 20, threads: 1 });
});
afterAll(() => sql.close());

type Options = Omit<DataDiffRequest, "before" | "after"> & { readonly names?: never };

/** Compares two texts that are written to files with the given endings. */
async function diff(
  before: string | Uint8Array,
  after: string | Uint8Array,
  options: Options & { readonly endings?: readonly [string, string] } = {},
): Promise<DataDiff> {
  const { endings = ["csv", "csv"], ...rest } = options;
  const directory = temporaryDirectory();
  const paths = [join(directory, `before.${endings[0]}`), join(directory, `after.${endings[1]}`)] as const;
  writeFileSync(paths[0], before);
  writeFileSync(paths[1], after);
  const request = { before: paths[0], after: paths[1], names: { before: "old", after: "new" }, ...rest };
  const found = await dataDiff(request, { sql });
  expect(dataDiffSchema.parse(found)).toEqual(found);
  return found;
}

/** Writes a query's result as Parquet. */
async function parquet(query: string): Promise<string> {
  const path = join(temporaryDirectory(), "table.parquet");
  await sql.query(`COPY (${query}) TO '${path}' (FORMAT parquet)`);
  return path;
}

const cellsOf = (found: DataDiff): Readonly<Record<string, number | null>> =>
  Object.fromEntries(found.columns.map((column) => [column.name, column.cellsChanged]));

describe("data diff by key", () => {
  it("counts rows and cells, and shows the first ones", async () => {
    const found = await diff("id,x,y\n1,1,a\n2,2,b\n3,3,c\n", "id,x,y\n4,4,d\n3,30,C\n2,2,b\n", {
      key: ["id"],
    });
    expect(found).toMatchObject({
      verdict: "changed",
      rows: { added: 1, removed: 1, changed: 1, unchanged: 1 },
      examples: {
        changed: [
          {
            key: [{ column: "id", value: "3" }],
            cells: [
              { column: "x", before: "3", after: "30" },
              { column: "y", before: "c", after: "C" },
            ],
            moreCells: 0,
          },
        ],
        added: [
          [
            { column: "id", value: "4" },
            { column: "x", value: "4" },
            { column: "y", value: "d" },
          ],
        ],
        removed: [[{ value: "1" }, { value: "1" }, { value: "a" }]],
      },
    });
    expect(cellsOf(found)).toEqual({ id: null, x: 1, y: 1 });
  });

  it("takes several columns as the key, and null as a key of its own", async () => {
    const found = await diff("a,b,x\n1,,1\n,1,2\n1,1,3\n", "a,b,x\n,1,2\n1,,9\n1,1,3\n", { key: ["a", "b"] });
    expect(found.rows).toEqual({ added: 0, removed: 0, changed: 1, unchanged: 2 });
  });

  it("refuses a key that repeats, with examples", async () => {
    await expect(diff("id,x\n1,1\n1,2\n,3\n,3\n2,2\n", "id,x\n1,1\n", { key: ["id"] })).rejects.toMatchObject(
      {
        code: "table.duplicate-key",
        message: expect.stringMatching(
          /before the change: 2 keys repeat.\n {2}id = null: 2 rows\n {2}id = "1": 2 rows/,
        ),
      },
    );
  });

  it("refuses a key column that is not in both tables", async () => {
    await expect(diff("id,x\n1,1\n", "x\n1\n", { key: ["id"] })).rejects.toMatchObject({
      code: "usage.invalid",
    });
  });

  it("applies a tolerance to numbers only, and never to infinities", async () => {
    const before = "id,x,t\n1,100.0,a\n2,1e-9,b\n3,inf,c\n4,5,d\n5,,e\n";
    const after = "id,x,t\n1,100.5,a\n2,0,b\n3,1,c\n4,6,D\n5,0,e\n";
    const tolerance = { absolute: 1e-6, relative: 0.01 };
    const found = await diff(before, after, { key: ["id"], tolerance });
    expect(cellsOf(found)).toEqual({ id: null, x: 3, t: 1 });
    await expect(diff(before, after, { tolerance })).rejects.toMatchObject({ code: "usage.invalid" });
  });
});

describe("data diff without a key", () => {
  it("compares rows as a multiset, whatever their order", async () => {
    const found = await diff("x,y\n1,a\n1,a\n2,b\n", "x,y\n2,b\n1,a\n3,\n3,\n");
    expect(found.rows).toEqual({ added: 2, removed: 1, changed: null, unchanged: 2 });
    expect(found.examples).toMatchObject({
      changed: [],
      added: [[{ value: "3" }, { value: null }]],
      removed: [[{ value: "1" }, { value: "a" }]],
    });
    const reordered = await diff("x,y\n1,a\n2,b\n", "y,x\nb,2\na,1\n");
    expect(reordered).toMatchObject({ verdict: "identical", rows: { unchanged: 2 } });
  });

  it("counts tables that share no column as replaced", async () => {
    const found = await diff("a\n1\n2\n", "b\n3\n");
    expect(found).toMatchObject({ verdict: "changed", before: { rows: 2 }, after: { rows: 1 } });
  });
});

describe("values", () => {
  it.each([
    ["1 and 1.0", "x\n1\n2\n", "x\n1.0\n2.50\n".replace("2.50", "2.00")],
    ["decimal places", "x\n0.10\n", "x\n0.1\n"],
    ["numbers among text", "x\n1\n2.0\n", "x\n1.0\n2\nn/a\n"],
    ["an exponent", "x\n100000\n", "x\n1e5\n"],
    ["true and True", "x\ntrue\nfalse\n", "x\nTrue\nFALSE\n"],
    ["a date and midnight", "x\n2020-01-01\n", "x\n2020-01-01 00:00:00\n"],
    ["zones", "x\n2020-01-01T12:00:00+02:00\n", "x\n2020-01-01T10:00:00Z\n"],
    ["zone and UTC", "x\n2020-01-01 10:00:00\n", "x\n2020-01-01T10:00:00Z\n"],
    ["a quoted empty cell", 'x,y\n"",1\n', "x,y\n,1\n"],
    ["a byte order mark", "x\n1\n", "\uFEFFx\n1\n"],
    ["line ends", "x,y\n1,2\n", "x,y\r\n1,2\r\n"],
  ])("are the same: %s", async (_, before, after) => {
    const { rows } = await diff(before, after);
    expect(rows.removed).toBe(0);
  });

  it.each([
    ["leading zeros", "x\n007\n", "x\n7\n"],
    ["text with a blank", "x\na\n", 'x\n"a "\n'],
    ["null and the word null", "x,y\n,1\n", "x,y\nnull,1\n"],
    ["another zone", "x\n2020-01-01T12:00:00+02:00\n", "x\n2020-01-01T12:00:00Z\n"],
  ])("differ: %s", async (_, before, after) => {
    const { rows } = await diff(before, after);
    expect(rows).toMatchObject({ removed: before.includes("007") ? 0 : 1 });
  });

  it("tell null from an empty text where the format can", async () => {
    const { rows } = await diff('{"x":""}\n', '{"x":null}\n', { endings: ["jsonl", "jsonl"] });
    expect(rows).toMatchObject({ added: 1, removed: 1 });
  });

  it("are the same in CSV, JSON lines and Parquet", async () => {
    const typed = await parquet(
      "SELECT 1::TINYINT AS i, 0.1::FLOAT AS f, 1.50::DECIMAL(9,2) AS d, DATE '2020-01-01' AS day, TIMESTAMPTZ '2020-01-01 01:00:00+01' AS at, true AS b, 'nan'::DOUBLE AS n, 'x' AS t",
    );
    const directory = temporaryDirectory();
    const csv = join(directory, "a.csv");
    writeFileSync(csv, "i,f,d,day,at,b,n,t\n1.0,0.1,1.5,2020-01-01,2020-01-01,TRUE,NaN,x\n");
    const jsonl = join(directory, "a.jsonl");
    writeFileSync(
      jsonl,
      '{"i":1,"f":0.1,"d":"1.5","day":"2020-01-01T00:00:00","at":"2020-01-01T00:00:00Z","b":true,"n":"NaN","t":"x"}\n',
    );
    for (const [before, after] of [
      [typed, csv],
      [csv, typed],
      [typed, jsonl],
      [jsonl, csv],
    ] as const) {
      expect((await dataDiff({ before, after }, { sql })).rows).toMatchObject({ added: 0, removed: 0 });
    }
  });

  it("of lists and structures are compared when the types allow it, and named when they do not", async () => {
    const before = await parquet("SELECT 1 AS id, [1, 2] AS l, {'a': 1} AS s, MAP {'k': 1} AS m, [1] AS odd");
    const after = await parquet(
      "SELECT 1 AS id, [1.0::DOUBLE, 3] AS l, {'a': 1::BIGINT} AS s, MAP {'k': 2} AS m, ['1'] AS odd",
    );
    const found = await dataDiff({ before, after, key: ["id"] }, { sql });
    expect(cellsOf(found)).toEqual({ id: null, l: 1, s: 0, m: 1, odd: null });
    expect(found.columns.map((column) => column.notCompared)).toEqual([
      null,
      null,
      null,
      null,
      "INTEGER[] and VARCHAR[] cannot be compared by value",
    ]);
  });
});

describe("schema", () => {
  it("names columns that came, went, changed their type or may have a new name", async () => {
    const found = await diff("id,a,b,c\n1,1,x,10\n2,2,y,20\n", "id,a,d,e\n1,1.5,x,z\n2,z,y,w\n", {
      key: ["id"],
    });
    expect(found.columns.map(({ name, state, typeChange }) => [name, state, typeChange])).toEqual([
      ["id", "shared", "none"],
      ["a", "shared", "kind"],
      ["b", "removed", "none"],
      ["c", "removed", "none"],
      ["d", "added", "none"],
      ["e", "added", "none"],
    ]);
    expect(found.renamed).toEqual([{ from: "b", to: "d" }]);
  });

  it("calls another width a change of storage, which alone changes nothing", async () => {
    const before = await parquet("SELECT 1::INTEGER AS x");
    const after = await parquet("SELECT 1::BIGINT AS x");
    const found = await dataDiff({ before, after }, { sql });
    expect(found).toMatchObject({ verdict: "identical", columns: [{ typeChange: "storage" }] });
  });
});

describe("distributions", () => {
  const table = (values: readonly (number | string)[]): string =>
    `id,x\n${values.map((value, index) => `${index},${value}`).join("\n")}\n`;

  it("are judged as pawl drift judges them", async () => {
    const before = Array.from({ length: 400 }, (_, index) => index % 10);
    const found = await diff(table(before), table(before.map((value) => Math.floor(value / 2))), {
      key: ["id"],
    });
    expect(found.columns[1]?.distribution).toMatchObject({ verdict: "drift" });
    expect(found.columns[1]?.distribution?.statistics.ks).toBeCloseTo(0.5, 6);
  });

  it("of columns with many values are measured on a grid", async () => {
    const before = Array.from({ length: 9000 }, (_, index) => index / 7);
    const found = await diff(table(before), table(before.map((value) => value + 300)), { key: ["id"] });
    const { distribution } = found.columns[1] ?? {};
    expect(distribution?.verdict).toBe("drift");
    expect(Math.abs(Number(distribution?.statistics.ks) - 300 / (9000 / 7))).toBeLessThan(0.002);
  });

  it("of texts with many values are not compared, and few rows are not judged", async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `t${index}`);
    const found = await diff(table(many), table([...many.slice(1), "z"]), { key: ["id"] });
    expect(found.columns[1]?.distribution?.verdict).toBe("not compared");
    const few = await diff(table([1, 2]), table([1, 3]), { key: ["id"] });
    expect(few.columns[1]?.distribution?.verdict).toBe("not enough data");
  });
});

describe("hostile tables", () => {
  it.each([
    ["nothing and nothing", "", "", { added: 0, removed: 0 }],
    ["nothing and rows", "", "x\n1\n", { added: 1, removed: 0 }],
    ["a header and rows", "x,y\n", "x,y\n1,2\n", { added: 1, removed: 0 }],
    ["a header and a header", "x,y\n", "x,y\n", { added: 0, removed: 0 }],
  ])("that hold %s", async (_, before, after, rows) => {
    expect((await diff(before, after)).rows).toMatchObject(rows);
  });

  it("with odd names of columns, shown without markup", async () => {
    const names = ['a"b', "c\nd", "__proto__", "constructor", "b", "rowid", "<img>|x", "d0"];
    const header = names.map((name) => `"${name.replaceAll('"', '""')}"`).join(",");
    const row = (digit: string): string => `${header}\n${names.map(() => digit).join(",")}\n`;
    const found = await diff(row("1"), row("2"), { key: ["b"] });
    expect(found.columns.map((column) => column.name)).toEqual(names);
    expect(found.rows).toEqual({ added: 1, removed: 1, changed: 0, unchanged: 0 });
    const changed = await diff(
      `k,${row("1").replace("\n1", "\n7,1")}`,
      `k,${row("2").replace("\n2", "\n7,2")}`,
      {
        key: ["k"],
      },
    );
    expect(changed.columns.slice(1).map((column) => column.cellsChanged)).toEqual(names.map(() => 1));
    const markdown = renderDataDiff(changed);
    expect(markdown).not.toMatch(/<img>|a"b\|/);
    expect(renderDataDiffLines(changed).join("")).not.toContain("\n");
  });

  it("with 1,000 columns, of which 50 are shown", async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `column${index}`);
    const row = (digit: number): string => `id,${names.join(",")}\n1,${names.map(() => digit).join(",")}\n`;
    const found = await diff(row(1), row(2), { key: ["id"] });
    expect(found.rows).toMatchObject({ changed: 1 });
    expect(found.examples.changed[0]).toMatchObject({ moreCells: 980 });
    expect(renderDataDiff(found)).toContain("… and 950 more columns.");
  });

  it("with types that change far down in the file", async () => {
    const numbers = Array.from({ length: 30_000 }, (_, index) => index).join("\n");
    const found = await diff(`x\n${numbers}\n`, `x\n${numbers}\nlast\n`);
    expect(found.rows).toEqual({ added: 1, removed: 0, changed: null, unchanged: 30_000 });
  });

  it.each([
    ["CSV as JSON lines", "jsonl", "a,b\n1,2\n"],
    ["JSON as CSV", "csv", '{"a":1,"b":"x"}\n{"a":2,"b":"y"}\n'],
    ["text as Parquet", "parquet", "a\n1\n"],
    ["nothing as Parquet", "parquet", ""],
    ["another ending", "xlsx", "a\n1\n"],
  ])("that are not what their ending says: %s", async (_, ending, text) => {
    await expect(diff(text, "a\n1\n", { endings: [ending, "csv"] })).rejects.toMatchObject({
      code: "file.unreadable",
    });
  });

  it("that are Parquet by the name of CSV", async () => {
    const bytes = readFileSync(await parquet("SELECT 1 AS x"));
    await expect(diff(bytes, "x\n1\n")).rejects.toMatchObject({
      code: "file.unreadable",
      message: expect.stringContaining("holds Parquet, not CSV"),
    });
  });

  it("whose names hold wildcards are that one file, and missing ones are named", async () => {
    const directory = temporaryDirectory();
    const [one, other] = [join(directory, "t[ab]*.csv"), join(directory, "ta.csv")];
    writeFileSync(one, "x\n1\n");
    writeFileSync(other, "x\n2\n");
    expect((await dataDiff({ before: one, after: other }, { sql })).rows).toMatchObject({
      added: 1,
      removed: 1,
    });
    await expect(dataDiff({ before: join(directory, "t*.csv"), after: one }, { sql })).rejects.toMatchObject({
      code: "file.missing",
    });
  });
});
