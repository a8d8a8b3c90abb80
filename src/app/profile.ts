import { buildColumnProfile } from "../drift/column-profile.ts";
import type { ColumnProfile, Profile } from "../drift/profile-schema.ts";
import { countColumnSql, describeTableSql, tableFunction } from "../drift/profile-sql.ts";
import { countValues, type ColumnValue } from "../drift/value-counts.ts";
import { PawlError } from "../errors.ts";
import { countDistinctSql, typeOfSql } from "../drift/sketch-sql.ts";
import type { Sql } from "../ports/sql.ts";
import { sketchColumn } from "./sketch-column.ts";

/** Which table to profile. */
export interface ProfileTableRequest {
  /** Parquet, Arrow, CSV or JSON lines. */
  readonly path: string;
  /** Columns to profile. Default: all. */
  readonly columns?: readonly string[];
  /** A column with more distinct values than about this is profiled inside the engine. Default 200,000. */
  readonly mostDistinct?: number;
  /** The model's answer for each row, in any order: numbers, or classes as text. */
  readonly predictions?: readonly ColumnValue[];
}

const defaultMostDistinct = 200_000;

/**
 * Profiles a table file, one column at a time. Of a column with few distinct values these and their counts leave the engine,
 * and everything is exact; one with many is profiled inside it, in bounded memory ({@link sketchColumn}). Metrics are not in
 * a profile of a table; register adds them with `buildProfile`.
 *
 * @throws PawlError `file.unreadable` for another format, `usage.invalid` for a column that is not there, `sql.failed`.
 */
export async function profileTable(
  request: ProfileTableRequest,
  { sql }: { readonly sql: Sql },
): Promise<Profile> {
  const { path, predictions } = request;
  const types = await describeColumns(path, { sql });
  const wanted = request.columns ?? [...types.keys()];
  const unknown = wanted.filter((name) => !types.has(name));
  if (unknown.length > 0) {
    throw new PawlError("usage.invalid", {
      message: `${path} has no column ${unknown.join(", ")}; it has ${[...types.keys()].join(", ")}.`,
    });
  }
  const columns: (readonly [string, ColumnProfile])[] = [];
  for (const name of wanted)
    columns.push([name, await profileColumn(name, types.get(name) ?? "", request, sql)]);
  return {
    schema: "pawl.profile/1",
    rows: columns[0]?.[1].rows ?? predictions?.length ?? 0,
    columns: Object.fromEntries(columns),
    score: predictions === undefined ? null : buildColumnProfile(countValues(predictions)),
    evaluation: null,
  };
}

async function profileColumn(
  name: string,
  sqlType: string,
  { path, mostDistinct = defaultMostDistinct }: ProfileTableRequest,
  sql: Sql,
): Promise<ColumnProfile> {
  const table = tableFunctionOf(path);
  const [about] = await sql.query(countDistinctSql(table, name), [path]);
  if (Number(about?.["distinct"]) > mostDistinct) {
    return sketchColumn({ table, name, type: typeOfSql(sqlType) }, path, sql);
  }
  const counted = await sql.columns(countColumnSql(table, name), [path]);
  const values: readonly ColumnValue[] = counted.get("value") ?? [];
  const counts = (counted.get("rows") ?? []).map(Number);
  return buildColumnProfile(countValues(values, { counts }));
}

/** The columns of a table file, in order. */
export async function listColumns(path: string, ports: { readonly sql: Sql }): Promise<readonly string[]> {
  return [...(await describeColumns(path, ports)).keys()];
}

/** Names of columns with their SQL types, in order. */
async function describeColumns(
  path: string,
  { sql }: { readonly sql: Sql },
): Promise<ReadonlyMap<string, string>> {
  const described = await sql.query(describeTableSql(tableFunctionOf(path)), [path]);
  return new Map(described.map((row) => [String(row["column_name"]), String(row["column_type"])]));
}

function tableFunctionOf(path: string): string {
  const table = tableFunction(path);
  if (table !== undefined) return table;
  throw new PawlError("file.unreadable", {
    message: `${path}: a table ends with .parquet, .arrow, .feather, .ipc, .csv, .tsv, .jsonl or .ndjson.`,
  });
}
