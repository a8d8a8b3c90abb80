/** Quotes a name for SQL. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * The table function that reads a file by its ending: Parquet, Arrow (`.arrow`, `.feather`, `.ipc`), CSV (`.csv`, `.tsv`)
 * or JSON lines (`.jsonl`, `.ndjson`).
 * The path is bound to `$1`. `undefined` for any other ending.
 */
export function tableFunction(path: string): string | undefined {
  const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  if (ending === "parquet") return "read_parquet($1)";
  if (["arrow", "feather", "ipc"].includes(ending)) return "read_arrow($1)";
  if (ending === "csv" || ending === "tsv") return "read_csv($1)";
  if (ending === "jsonl" || ending === "ndjson") return "read_json($1, format = 'newline_delimited')";
  return undefined;
}

/** Names and types of the columns of a table, in order, as columns `column_name` and `column_type`. */
export function describeTableSql(table: string): string {
  return `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${table})`;
}

/** Distinct values of one column and how often each occurs: what a profile is built from, one column at a time. */
export function countColumnSql(table: string, column: string): string {
  return `SELECT ${quoteIdentifier(column)} AS value, count(*) AS rows FROM ${table} GROUP BY ALL`;
}
