import { PawlError } from "../errors.ts";

/** How a table file is written. */
export type TableFormat = "parquet" | "csv" | "jsonl" | "arrow";

const endings: readonly (readonly [RegExp, TableFormat])[] = [
  [/\.(parquet|pq)$/i, "parquet"],
  [/\.(csv|tsv)(\.gz)?$/i, "csv"],
  [/\.(jsonl|ndjson)(\.gz)?$/i, "jsonl"],
  [/\.(arrow|feather|ipc)$/i, "arrow"],
];

/** The format that a file's ending promises; `undefined` for another ending. */
export function findFormat(path: string): TableFormat | undefined {
  return endings.find(([pattern]) => pattern.test(path))?.[1];
}

/**
 * The format that a file's ending promises.
 *
 * @throws PawlError `file.unreadable` for another ending.
 */
export function formatOf(path: string): TableFormat {
  const format = findFormat(path);
  if (format !== undefined) return format;
  throw new PawlError("file.unreadable", {
    message: `${path} is no table that can be compared.`,
    hint: "Tables end with .parquet, .arrow, .feather, .ipc, .csv, .tsv, .jsonl or .ndjson; CSV and JSON lines also with .gz behind it.",
  });
}

/** How many rows decide the types of the columns of a text file: the first 20,480, or all. */
export type TypeSample = "first rows" | "all rows";

/**
 * The DuckDB table function that reads a file of a format; its path is bound to `$1`, see {@link pathPattern}. The first
 * line of CSV is the header, whatever is in it.
 */
export function readFunction(format: TableFormat, sample: TypeSample): string {
  const size = sample === "all rows" ? ", sample_size = -1" : "";
  if (format === "parquet") return "read_parquet($1)";
  if (format === "arrow") return "read_arrow($1)";
  if (format === "csv") return `read_csv($1, header = true${size})`;
  return `read_json($1, format = 'newline_delimited'${size})`;
}

/** Whether a file of a format says the types of its columns itself; those of text are found out. */
export function hasTypes(format: TableFormat): boolean {
  return format === "parquet" || format === "arrow";
}

/** A path as a pattern that stands for this one file: DuckDB reads `*`, `?` and `[` in paths as wildcards. */
export function pathPattern(path: string): string {
  return path.replaceAll(/[*?[]/g, "[$&]");
}
