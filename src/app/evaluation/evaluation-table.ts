import { PawlError } from "../../errors.ts";
import { quoteName, tableFunction } from "../../evaluation/table-query.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Sql, SqlValue } from "../../ports/sql.ts";

const table = "pawl_evaluation";
const rowNumber = quoteName("#row");

/** Rows to evaluate on, ordered by their id so that results do not depend on the order in the file. */
export interface EvaluationTable {
  readonly path: string;
  readonly rows: number;
  readonly columns: ReadonlySet<string>;
  /** Values of a column of rows `from` to before `to`; all rows by default. `type` casts them in SQL. */
  read(column: string, options?: ReadOptions): Promise<readonly SqlValue[]>;
}

/** Which rows of a column, and as what. */
export interface ReadOptions {
  readonly from?: number;
  readonly to?: number;
  /** A value that cannot be cast becomes null. */
  readonly type?: "DOUBLE" | "BIGINT" | "VARCHAR";
}

/** Where the rows are. */
export interface EvaluationTableRequest {
  /** Relative to the file system's root. */
  readonly path: string;
  /** Column that identifies a row; without it rows keep the order of the file. */
  readonly id: string | undefined;
}

/**
 * Reads a table into the SQL engine.
 *
 * @throws PawlError `file.missing`, `file.unreadable`, `evaluation.column-missing`, `evaluation.empty`,
 * `evaluation.duplicate-id`.
 */
export async function openEvaluationTable(
  request: EvaluationTableRequest,
  ports: { readonly sql: Sql; readonly files: Pick<FileSystem, "root" | "stat"> },
): Promise<EvaluationTable> {
  const { path, id } = request;
  const { sql, files } = ports;
  if ((await files.stat(path)) === undefined) {
    throw new PawlError("file.missing", { message: `${path} does not exist in ${files.root}` });
  }
  const columns = await describeColumns(sql, { path, absolute: `${files.root}/${path}` });
  if (id !== undefined) requireColumns([id], columns, path);
  const order = id === undefined ? "" : `ORDER BY CAST(${quoteName(id)} AS VARCHAR)`;
  await sql.query(
    `CREATE OR REPLACE TEMP TABLE ${table} AS
     SELECT row_number() OVER (${order}) - 1 AS ${rowNumber}, * FROM ${tableFunction(path)}`,
    [`${files.root}/${path}`],
  );
  if (id !== undefined) await checkIds(sql, id, path);
  const [total] = await sql.query(`SELECT count(*) AS "rows" FROM ${table}`);
  const rows = Number(total?.["rows"]);
  if (rows === 0) throw new PawlError("evaluation.empty", { message: `${path} has no rows` });
  return { path, rows, columns, read: (column, options) => readColumn(sql, column, options ?? {}) };
}

/**
 * Makes sure that a table has columns.
 *
 * @throws PawlError `evaluation.column-missing`
 */
export function requireColumns(names: readonly string[], columns: ReadonlySet<string>, path: string): void {
  const missing = names.filter((name) => !columns.has(name));
  if (missing.length === 0) return;
  throw new PawlError("evaluation.column-missing", {
    message: `${path} has no column ${missing.join(", ")}; it has ${[...columns].join(", ")}`,
  });
}

async function describeColumns(
  sql: Sql,
  file: { readonly path: string; readonly absolute: string },
): Promise<ReadonlySet<string>> {
  const statement = `DESCRIBE SELECT * FROM ${tableFunction(file.path)}`;
  try {
    const rows = await sql.query(statement, [file.absolute]);
    return new Set(rows.map((row) => String(row["column_name"])));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new PawlError("file.unreadable", { message: `${file.path} cannot be read: ${reason}`, cause });
  }
}

async function checkIds(sql: Sql, id: string, path: string): Promise<void> {
  const [wrong] = await sql.query(
    `SELECT CAST(${quoteName(id)} AS VARCHAR) AS id, count(*) AS times FROM ${table}
     GROUP BY 1 HAVING count(*) > 1 OR id IS NULL ORDER BY 1 LIMIT 1`,
  );
  if (wrong === undefined) return;
  const value = wrong["id"];
  throw new PawlError("evaluation.duplicate-id", {
    message:
      value === null
        ? `${path}: ${String(wrong["times"])} rows have no ${id}`
        : `${path}: ${id} ${String(value)} occurs ${String(wrong["times"])} times`,
  });
}

async function readColumn(sql: Sql, column: string, options: ReadOptions): Promise<readonly SqlValue[]> {
  const name = quoteName(column);
  const selected = options.type === undefined ? name : `TRY_CAST(${name} AS ${options.type})`;
  const values = await sql.columns(
    `SELECT ${selected} AS value FROM ${table} WHERE ${rowNumber} >= $1 AND ${rowNumber} < $2 ORDER BY ${rowNumber}`,
    [options.from ?? 0, options.to ?? Number.MAX_SAFE_INTEGER],
  );
  return values.get("value") ?? [];
}
