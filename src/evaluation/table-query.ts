import { PawlError } from "../errors.ts";

const readers: readonly (readonly [RegExp, string])[] = [
  [/\.(parquet|pq)$/i, "read_parquet"],
  [/\.(csv|tsv)(\.gz)?$/i, "read_csv"],
  [/\.(jsonl|ndjson|json)(\.gz)?$/i, "read_json_auto"],
];

/**
 * The DuckDB table function that reads a file, with its path as parameter `$1`.
 *
 * @throws PawlError `file.unreadable` for an ending that is no table format.
 * @example
 * tableFunction("data/test.parquet"); // "read_parquet($1)"
 */
export function tableFunction(path: string): string {
  const reader = readers.find(([pattern]) => pattern.test(path))?.[1];
  if (reader !== undefined) return `${reader}($1)`;
  throw new PawlError("file.unreadable", {
    message: `${path} is no table that can be read; use .parquet, .csv, .tsv or .jsonl`,
  });
}

/** A column or table name in SQL; quotes in it are doubled. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
