import { buildColumnProfile } from "../drift/column-profile.ts";
import type { ColumnProfile, Profile } from "../drift/profile-schema.ts";
import { countColumnSql, describeTableSql, tableFunction } from "../drift/profile-sql.ts";
import { countValues, type ColumnValue } from "../drift/value-counts.ts";
import { PawlError } from "../errors.ts";
import type { Sql } from "../ports/sql.ts";

/** Which table to profile. */
export interface ProfileTableRequest {
  /** Parquet, CSV or JSON lines. */
  readonly path: string;
  /** Columns to profile. Default: all. */
  readonly columns?: readonly string[];
}

/**
 * Profiles a table file, one column at a time: distinct values and their counts are all that leaves the engine. Model scores
 * and metrics are not in it; register adds them with `buildProfile`.
 *
 * @throws PawlError `file.unreadable` for another format, `usage.invalid` for a column that is not there, `sql.failed`.
 */
export async function profileTable(
  request: ProfileTableRequest,
  { sql }: { readonly sql: Sql },
): Promise<Profile> {
  const table = tableFunctionOf(request.path);
  const names = await listColumns(request.path, { sql });
  const wanted = request.columns ?? names;
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new PawlError("usage.invalid", {
      message: `${request.path} has no column ${unknown.join(", ")}; it has ${names.join(", ")}.`,
    });
  }
  const columns: (readonly [string, ColumnProfile])[] = [];
  for (const name of wanted) {
    const counted = await sql.columns(countColumnSql(table, name), [request.path]);
    const values: readonly ColumnValue[] = counted.get("value") ?? [];
    const counts = (counted.get("rows") ?? []).map(Number);
    columns.push([name, buildColumnProfile(countValues(values, { counts }))]);
  }
  return {
    schema: "pawl.profile/1",
    rows: columns[0]?.[1].rows ?? 0,
    columns: Object.fromEntries(columns),
    score: null,
    evaluation: null,
  };
}

/** The columns of a table file, in order. */
export async function listColumns(path: string, { sql }: { readonly sql: Sql }): Promise<readonly string[]> {
  const described = await sql.query(describeTableSql(tableFunctionOf(path)), [path]);
  return described.map((row) => String(row["column_name"]));
}

function tableFunctionOf(path: string): string {
  const table = tableFunction(path);
  if (table !== undefined) return table;
  throw new PawlError("file.unreadable", {
    message: `${path}: a table ends with .parquet, .csv, .tsv, .jsonl or .ndjson.`,
  });
}
