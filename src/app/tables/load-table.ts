import { quoteIdentifier } from "../../drift/profile-sql.ts";
import { PawlError } from "../../errors.ts";
import type { Sql } from "../../ports/sql.ts";
import { tableNames, type TableSide } from "../../tables/data-diff-sql.ts";
import type { LoadedTable, TableColumn } from "../../tables/table-schema-diff.ts";
import {
  formatOf,
  hasTypes,
  pathPattern,
  readFunction,
  type TableFormat,
  type TypeSample,
} from "../../tables/table-source.ts";

/**
 * Reads a table file into the engine, as one of {@link tableNames}. The types of a text file come from its first rows; when
 * a later row does not fit, all rows decide.
 *
 * @throws PawlError `file.missing`, `file.unreadable` when the file is not what its ending says, `sql.failed`.
 */
export async function loadTable(path: string, side: TableSide, sql: Sql): Promise<LoadedTable> {
  const format = formatOf(path);
  const [file] = await sql.query("SELECT size FROM read_blob($1)", [pathPattern(path)]);
  if (file === undefined) throw new PawlError("file.missing", { message: `${path} is not a file.` });
  if (!hasTypes(format)) {
    if (file["size"] === 0) return loadNothing(format, side, sql);
    await refuseParquet(path, format, sql);
  }
  try {
    return await load({ path, format, side, sample: "first rows" }, sql);
  } catch (error) {
    if (hasTypes(format) || !(error instanceof PawlError) || error.code !== "sql.failed") {
      throw unreadable(path, format, error);
    }
  }
  return load({ path, format, side, sample: "all rows" }, sql).catch((error: unknown) => {
    throw unreadable(path, format, error);
  });
}

/** A text file without a byte has no columns and no rows. */
async function loadNothing(format: TableFormat, side: TableSide, sql: Sql): Promise<LoadedTable> {
  await sql.query(`CREATE TEMP TABLE ${tableNames[side]} AS SELECT 1 AS nothing WHERE false`);
  return { format, columns: [], rows: 0 };
}

interface LoadRequest {
  readonly path: string;
  readonly format: TableFormat;
  readonly side: TableSide;
  readonly sample: TypeSample;
}

async function load({ path, format, side, sample }: LoadRequest, sql: Sql): Promise<LoadedTable> {
  const source = readFunction(format, sample);
  const pattern = pathPattern(path);
  const described = await sql.query(
    `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM ${source})`,
    [pattern],
  );
  const columns = described.map((row): TableColumn => ({
    name: String(row["name"]),
    type: String(row["type"]),
  }));
  const [first] = columns;
  if (format === "csv" && first !== undefined && /^\s*\[?\{"/.test(first.name)) {
    throw new PawlError("file.unreadable", { message: `${path} holds JSON, not CSV.` });
  }
  const list = columns.map((column, index) => `${quoteIdentifier(column.name)} AS c${index}`).join(", ");
  await sql.query(`CREATE OR REPLACE TEMP TABLE ${tableNames[side]} AS SELECT ${list} FROM ${source}`, [
    pattern,
  ]);
  const [counted] = await sql.query(`SELECT count(*) AS rows FROM ${tableNames[side]}`);
  return { format, columns, rows: Number(counted?.["rows"] ?? 0) };
}

async function refuseParquet(path: string, format: TableFormat, sql: Sql): Promise<void> {
  const isParquet = await sql
    .query("SELECT 1 AS yes FROM parquet_file_metadata($1)", [pathPattern(path)])
    .then(
      () => true,
      () => false,
    );
  if (isParquet) {
    throw new PawlError("file.unreadable", {
      message: `${path} holds Parquet, not ${format.toUpperCase()}.`,
    });
  }
}

function unreadable(path: string, format: TableFormat, cause: unknown): unknown {
  if (!(cause instanceof PawlError) || cause.code !== "sql.failed") return cause;
  const said = cause.message.split("\n\n")[0] ?? "";
  return new PawlError("file.unreadable", {
    message: `${path} cannot be read as ${format.toUpperCase()}: ${said.slice(0, 500)}`,
    cause,
  });
}
