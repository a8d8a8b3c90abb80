import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSql } from "../../../../src/adapters/sql/duckdb.ts";
import { PawlError } from "../../../../src/errors.ts";
import type { Sql, SqlValue } from "../../../../src/ports/sql.ts";

const golden = (name: string): string => join("test/golden/arrow", name);

describe("read_arrow", () => {
  let sql: Sql;
  let folder: string;
  beforeAll(async () => {
    sql = await openSql({ memoryLimitBytes: 256 * 2 ** 20, threads: 1 });
    folder = mkdtempSync(join(tmpdir(), "pawl-arrow-"));
  });
  afterAll(async () => {
    await sql.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function failure(path: string): Promise<string> {
    const error: unknown = await sql.query("SELECT * FROM read_arrow($1)", [path]).then(
      () => new Error(`${path} was read`),
      (cause: unknown) => cause,
    );
    if (error instanceof PawlError && error.code === "sql.failed") return error.message.split("\n")[0] ?? "";
    throw error;
  }

  function write(name: string, bytes: Uint8Array): string {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  }

  const types = {
    id: "BIGINT",
    small: "UTINYINT",
    half: "FLOAT",
    score: "DOUBLE",
    flag: "BOOLEAN",
    price: "DECIMAL(10,2)",
    day: "DATE",
    at: "TIMESTAMP",
    zoned: "TIMESTAMP WITH TIME ZONE",
    exact: "TIMESTAMP_NS",
    text: "VARCHAR",
    view: "VARCHAR",
    label: "VARCHAR",
    raw: "BLOB",
    repeated: "VARCHAR",
  };
  const long = "a text that is longer than a view holds";
  const values: Readonly<Record<string, readonly SqlValue[]>> = {
    id: ["1", "2", "3", "9223372036854775807"],
    small: ["255", null, "0", "1"],
    half: ["1.5", null, "-0.0", "65504.0"],
    score: ["0.1", null, "nan", "1e+300"],
    flag: ["true", null, "false", "true"],
    price: ["12.34", null, "-0.01", "0.00"],
    day: ["2024-02-29", null, "1969-12-31", "0001-01-01"],
    at: ["2024-02-29 12:30:15.123456", null, "1969-12-31 23:59:59.999999", "2024-02-29 12:30:15.123456"],
    zoned: ["2023-11-14 22:13:20.123+00", null, "1969-12-31 23:59:59.999+00", "1970-01-01 00:00:00+00"],
    exact: ["2023-11-14 22:13:20.123456789", null, "1969-12-31 23:59:59.999999999", "1970-01-01 00:00:00"],
    text: ["ß", null, "", long],
    view: ["漢字", null, "twelve bytes", long],
    label: ["north", null, "south", "north"],
    raw: [String.raw`\x00\xFF`, null, "", "1234567890123"],
    repeated: ["many times ".repeat(40), null, "x".repeat(300), ""],
  };

  it.each(["types-lz4.feather", "types-zstd.feather", "types-uncompressed.feather", "types-stream.arrow"])(
    "gives the types and values of %s",
    async (name) => {
      const described = await sql.query("DESCRIBE SELECT * FROM read_arrow($1)", [golden(name)]);
      expect(Object.fromEntries(described.map((row) => [row["column_name"], row["column_type"]]))).toEqual(
        types,
      );
      const read = await sql.columns("SELECT COLUMNS(*)::VARCHAR FROM read_arrow($1)", [golden(name)]);
      expect(Object.fromEntries(read)).toEqual(values);
    },
  );

  it("reads only the columns that a statement needs", async () => {
    const path = golden("types-lz4.feather");
    const counted = await sql.query("SELECT count(*) AS rows FROM read_arrow($1)", [path]);
    expect(counted).toEqual([{ rows: 4 }]);
    const some = await sql.query(
      "SELECT label, id FROM read_arrow($1) WHERE small > 0 ORDER BY label DESC LIMIT 1",
      [path],
    );
    expect(some).toEqual([{ label: "north", id: 1 }]);
    const both =
      "SELECT count(*) AS n FROM (SELECT id FROM read_arrow($1) EXCEPT SELECT id FROM read_arrow($2))";
    expect(await sql.query(both, [path, golden("types-zstd.feather")])).toEqual([{ n: 0 }]);
  });

  it("follows a dictionary that grows and one that is replaced", async () => {
    const read = (name: string): Promise<unknown> =>
      sql.columns("SELECT * FROM read_arrow($1)", [golden(name)]).then((columns) => columns.get("label"));
    expect(await read("dictionaries.arrow")).toEqual(["a", "b", "c", "a", null, "z", "z"]);
    expect(await read("deltas.arrow")).toEqual(["a", "b", "c", "a", null]);
  });

  it("reads a table without rows", async () => {
    const read = await sql.columns("SELECT * FROM read_arrow($1)", [golden("no-rows.arrow")]);
    expect([...read.keys()]).toEqual(Object.keys(types));
    expect(read.get("id")).toEqual([]);
  });

  it("takes a path in which DuckDB's wildcards stand for themselves", async () => {
    const path = join(folder, "a[1]*.arrow");
    copyFileSync(golden("types-stream.arrow"), path);
    const pattern = path.replaceAll(/[*?[]/g, "[$&]");
    for (const one of [path, pattern]) {
      expect(await sql.query("SELECT count(*) AS n FROM read_arrow($1)", [one])).toEqual([{ n: 4 }]);
    }
  });

  it.each([
    ["list", /column "tags" is a list, which is not read\. Write Parquet instead/],
    ["structure", /column "place" is a structure/],
    ["map", /column "words" is a map/],
    ["union", /column "either" is a union/],
    ["interval", /column "step" is an interval/],
    ["run-ends", /column "runs" is run-end encoded/],
    ["extension", /column "key" is of the extension type "arrow.uuid"/],
    ["wide-decimal", /column "sum" is a decimal of 50 digits with scale 2/],
    ["negative-scale", /column "sum" is a decimal of 5 digits with scale -2/],
    ["same-name", /two columns have the name "y". Rename one/],
    ["same-letters", /the columns "Y" and "y" differ only in case/],
    ["no-name", /column 2 has no usable name/],
    ["no-columns", /the table has no columns/],
    ["date", /column "day": a date is 1 milliseconds, no whole days/],
    ["time", /column "time": a time of day is not within a day/],
    ["timestamp", /column "at": a timestamp is beyond what DuckDB holds/],
    ["decimal", /column "sum": a decimal has more than its 4 digits/],
    ["text", /column "text": a text is not UTF-8/],
  ])("refuses by name: %s", async (name, reason) => {
    const path = golden(`refused-${name}.arrow`);
    const message = await failure(path);
    expect(message).toMatch(reason);
    expect(message).toContain(path);
  });

  it("refuses Feather version 1, other formats and what is no file", async () => {
    expect(await failure(golden("version-1.feather"))).toMatch(/Feather version 1\. Write version 2/);
    expect(await failure(write("other.arrow", Buffer.from("PAR1 and more bytes")))).toMatch(/no Arrow file/);
    expect(await failure(write("text.arrow", Buffer.from("id,y\n1,0\n")))).toMatch(/no Arrow file/);
    expect(await failure(write("empty.arrow", Buffer.alloc(0)))).toMatch(/0 bytes are no Arrow file/);
    expect(await failure(write("magic.arrow", Buffer.from("ARROW1")))).toMatch(/6 bytes are no Arrow file/);
    expect(await failure(write("only.arrow", Buffer.from("ARROW1\0\0ARROW1")))).toMatch(/cut off/);
    expect(await failure(write("marker.arrow", Buffer.from("ffffffff00000000", "hex")))).toMatch(/no schema/);
    expect(await failure(join(folder, "none.arrow"))).toMatch(/none.arrow: there is no such file/);
    expect(await failure(folder)).toMatch(/this is no file/);
  });

  it.each(["types-lz4.feather", "types-stream.arrow", "dictionaries.arrow", "deltas.arrow"])(
    "refuses %s cut off at any byte",
    async (name) => {
      const bytes = readFileSync(golden(name));
      for (let length = 0; length < bytes.byteLength; length += length < 200 ? 1 : 17) {
        expect(await failure(write(`cut-${name}`, bytes.subarray(0, length))), String(length)).not.toBe("");
      }
    },
    60_000,
  );

  it.each(["types-lz4.feather", "types-zstd.feather", "types-stream.arrow", "deltas.arrow"])(
    "reads or refuses %s with any byte changed, and keeps running",
    async (name) => {
      const bytes = readFileSync(golden(name));
      const codes = new Set<string>();
      const changes = [0x01, 0x80, 0xff];
      let refused = 0;
      for (let place = 0; place < bytes.byteLength; place += 11) {
        const changed = Buffer.from(bytes);
        changed[place] = (changed[place] ?? 0) ^ (changes[place % changes.length] ?? 1);
        const path = write(`changed-${name}`, changed);
        await sql.columns("SELECT * FROM read_arrow($1)", [path]).catch((error: unknown) => {
          refused += 1;
          codes.add(error instanceof PawlError ? error.code : String(error));
        });
      }
      expect([...codes]).toEqual(["sql.failed"]);
      expect(refused).toBeGreaterThan(bytes.byteLength / 100);
    },
    60_000,
  );
});
