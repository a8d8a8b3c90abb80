import { PawlError } from "../errors.ts";

const readers: readonly (readonly [RegExp, string])[] = [
  [/\.(parquet|pq)$/i, "read_parquet($1)"],
  [/\.(csv|tsv)(\.gz)?$/i, "read_csv($1, header = true)"],
  [/\.(jsonl|ndjson|json)(\.gz)?$/i, "read_json_auto($1)"],
  [/\.(arrow|feather|ipc)$/i, "read_arrow($1)"],
];

/**
 * The DuckDB table function that reads a file, with its path as parameter `$1`. The first line of CSV is the header.
 *
 * @throws PawlError `file.unreadable` for an ending that is no table format.
 * @example
 * tableFunction("data/test.parquet"); // "read_parquet($1)"
 */
export function tableFunction(path: string): string {
  const reader = readers.find(([pattern]) => pattern.test(path))?.[1];
  if (reader !== undefined) return reader;
  throw new PawlError("file.unreadable", {
    message: `${path} is no table that can be read; use .parquet, .csv, .tsv, .jsonl, .arrow or .feather`,
  });
}

/** A column or table name in SQL; quotes in it are doubled. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** How a column is read: as what a model's input or a metric takes. */
export type CastType = "DOUBLE" | "BIGINT" | "VARCHAR" | "BOOLEAN";

/**
 * A column cast in SQL. A value that does not fit becomes null, and so does a fraction where a whole number is wanted:
 * SQL alone would round it.
 *
 * @example
 * castColumn("delay", "DOUBLE"); // 'TRY_CAST("delay" AS DOUBLE)'
 */
export function castColumn(column: string, type: CastType | undefined): string {
  const name = quoteName(column);
  if (type === undefined) return name;
  const cast = `TRY_CAST(${name} AS ${type})`;
  return type === "BIGINT" ? `CASE WHEN TRY_CAST(${name} AS DOUBLE) = ${cast} THEN ${cast} END` : cast;
}

/** Whether a value of a column is there and does not fit a type, as an SQL condition. Empty text is a missing value. */
export function misfitCondition(column: string, type: CastType): string {
  const name = quoteName(column);
  return `${name} IS NOT NULL AND CAST(${name} AS VARCHAR) <> '' AND ${castColumn(column, type)} IS NULL`;
}
