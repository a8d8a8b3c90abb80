import { PawlError } from "../../errors.ts";
import { castColumn, type CastType, quoteName, tableFunction } from "../../evaluation/table-query.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Sql, SqlValue } from "../../ports/sql.ts";
import { pathPattern } from "../../tables/table-source.ts";

/** The column that {@link openEvaluationTable} adds: 0, 1, 2 … in the order of the ids. */
export const rowNumber = quoteName("#row");
const mostNames = 30;
const longestName = 60;

/** Rows to evaluate on, ordered by their id so that results do not depend on the order in the file. */
export interface EvaluationTable {
  readonly path: string;
  /** The table in the engine. */
  readonly name: string;
  /** Column that identifies a row; `undefined` when rows have none. */
  readonly id: string | undefined;
  readonly rows: number;
  /** In the order of the file. */
  readonly columns: ReadonlySet<string>;
  /** DuckDB's type of each column. */
  readonly types: ReadonlyMap<string, string>;
  /** Values of a column; all rows by default. */
  read(column: string, options?: ReadOptions): Promise<readonly SqlValue[]>;
  /** Values of several columns, each cast to its type. */
  readAll(columns: readonly CastColumn[], range?: RowRange): Promise<readonly (readonly SqlValue[])[]>;
  /** The same as numbers: NaN where a value is missing or is no number. */
  readNumbers(columns: readonly string[], range?: RowRange): Promise<readonly Float64Array[]>;
}

/** A column, and as what it is read. A value that cannot be cast becomes null. */
export interface CastColumn {
  readonly name: string;
  readonly type?: CastType | undefined;
}

/** Rows `from` to before `to`, or the given ones in ascending order; all by default. */
export type RowRange = { readonly from?: number; readonly to?: number } | { readonly chosen: Uint32Array };

/** Which rows of a column, and as what. */
export type ReadOptions = RowRange & { readonly type?: CastType };

/** Where the rows are. */
export interface EvaluationTableRequest {
  /** Relative to the file system's root. */
  readonly path: string;
  /** Column that identifies a row; without it rows keep the order of the file. */
  readonly id: string | undefined;
  /** Name of the table in the engine; `pawl_evaluation` by default. */
  readonly name?: string;
}

/** What opening a table reaches. */
export interface EvaluationTablePorts {
  readonly sql: Sql;
  readonly files: Pick<FileSystem, "root" | "stat">;
}

/**
 * Reads a table into the SQL engine.
 *
 * @throws PawlError `file.missing`, `file.unreadable`, `evaluation.column-missing`, `evaluation.empty`,
 * `evaluation.duplicate-id`.
 */
export async function openEvaluationTable(
  request: EvaluationTableRequest,
  { sql, files }: EvaluationTablePorts,
): Promise<EvaluationTable> {
  const { path, id } = request;
  const name = quoteName(request.name ?? "pawl_evaluation");
  if ((await files.stat(path))?.kind !== "file") {
    throw new PawlError("file.missing", { message: `${path} is no file in ${files.root}` });
  }
  const pattern = pathPattern(`${files.root}/${path}`);
  const types = await describeColumns(sql, path, pattern);
  const columns = new Set(types.keys());
  if (id !== undefined) requireColumns([id], columns, path);
  const order = id === undefined ? "" : `ORDER BY CAST(${quoteName(id)} AS VARCHAR)`;
  const statement = `CREATE OR REPLACE TEMP TABLE ${name} AS
     SELECT row_number() OVER (${order}) - 1 AS ${rowNumber}, * FROM ${tableFunction(path)} ORDER BY 1`;
  await sql.query(statement, [pattern]).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (id !== undefined) await checkIds(sql, { name, id, path });
  const [total] = await sql.query(`SELECT count(*) AS "rows" FROM ${name}`);
  const rows = Number(total?.["rows"]);
  if (rows === 0) throw new PawlError("evaluation.empty", { message: `${path} has no rows` });
  const readAll: EvaluationTable["readAll"] = (wanted, range) => readColumns(sql, { name, wanted, range });
  const readNumbers: EvaluationTable["readNumbers"] = async (names, range) => {
    if (names.length === 0) return [];
    const wanted = names.map((column) => ({ name: column, type: "DOUBLE" as const }));
    return sql.numbers(...selectColumns({ name, wanted, range }));
  };
  return {
    path,
    name,
    id,
    rows,
    columns,
    types,
    readAll,
    readNumbers,
    read: async (column, options = {}) =>
      (await readAll([{ name: column, type: options.type }], options))[0] ?? [],
  };
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
    message: `${path} has no column ${listNames(missing)}; it has ${listNames([...columns])}`,
  });
}

/** Names for a message: at most 30, each at most 60 letters. */
export function listNames(names: readonly string[]): string {
  const shown = names
    .slice(0, mostNames)
    .map((name) => (name.length > longestName ? `${name.slice(0, longestName)}…` : name));
  const rest = names.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

async function describeColumns(
  sql: Sql,
  path: string,
  pattern: string,
): Promise<ReadonlyMap<string, string>> {
  try {
    const rows = await sql.query(`DESCRIBE SELECT * FROM ${tableFunction(path)}`, [pattern]);
    return new Map(rows.map((row) => [String(row["column_name"]), String(row["column_type"])]));
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): unknown {
  if (!(cause instanceof PawlError) || cause.code !== "sql.failed") return cause;
  const reason = (cause.message.split("\n")[0] ?? "").slice(0, 500);
  return new PawlError("file.unreadable", { message: `${path} cannot be read: ${reason}`, cause });
}

async function checkIds(
  sql: Sql,
  { name, id, path }: { readonly name: string; readonly id: string; readonly path: string },
): Promise<void> {
  const [wrong] = await sql.query(
    `SELECT CAST(${quoteName(id)} AS VARCHAR) AS id, count(*) AS times FROM ${name}
     GROUP BY 1 HAVING count(*) > 1 OR id IS NULL ORDER BY 1 LIMIT 1`,
  );
  if (wrong === undefined) return;
  const value = wrong["id"];
  throw new PawlError("evaluation.duplicate-id", {
    message:
      value === null
        ? `${path}: ${String(wrong["times"])} rows have no ${id}`
        : `${path}: ${id} ${String(value).slice(0, longestName)} occurs ${String(wrong["times"])} times`,
  });
}

interface ColumnsRequest {
  readonly name: string;
  readonly wanted: readonly CastColumn[];
  readonly range: RowRange | undefined;
}

async function readColumns(sql: Sql, request: ColumnsRequest): Promise<readonly (readonly SqlValue[])[]> {
  if (request.wanted.length === 0) return [];
  const values = await sql.columns(...selectColumns(request));
  return request.wanted.map((_, index) => values.get(`c${index}`) ?? []);
}

function selectColumns(
  request: ColumnsRequest,
): readonly [statement: string, parameters: readonly SqlValue[]] {
  const { wanted, range = {} } = request;
  const list = wanted.map(({ name, type }, index) => `${castColumn(name, type)} AS c${index}`).join(", ");
  const [condition, parameters] =
    "chosen" in range
      ? [`${rowNumber} IN (${range.chosen.join(", ")})`, []]
      : [`${rowNumber} >= $1 AND ${rowNumber} < $2`, [range.from ?? 0, range.to ?? Number.MAX_SAFE_INTEGER]];
  return [`SELECT ${list} FROM ${request.name} WHERE ${condition} ORDER BY ${rowNumber}`, parameters];
}
