import { compareColumns, type ColumnDrift, type CompareOptions } from "../drift/compare-columns.ts";
import { quoteIdentifier, tableFunction } from "../drift/profile-sql.ts";
import type { ColumnValue } from "../drift/value-counts.ts";
import { PawlError } from "../errors.ts";
import type { Sql } from "../ports/sql.ts";
import { listColumns } from "./profile.ts";

/** Two tables to compare. */
export interface DriftRequest extends CompareOptions {
  /** Path of the reference table. */
  readonly reference: string;
  /** Path of the current table. */
  readonly current: string;
  /** Columns to compare. Default: those that both have. */
  readonly columns?: readonly string[];
}

/** `negative`: at least one column drifted. */
export interface DriftResult {
  readonly decision: "positive" | "negative";
  readonly reasonCode: "drift.found" | "drift.none";
  readonly columns: ReadonlyMap<string, ColumnDrift>;
}

/**
 * Compares two table files column by column.
 *
 * @throws PawlError `usage.invalid` when a column is missing on a side or no column is shared, `file.unreadable`, `sql.failed`.
 */
export async function drift(request: DriftRequest, { sql }: { readonly sql: Sql }): Promise<DriftResult> {
  const names = await sharedColumns(request, sql);
  const columns = new Map<string, ColumnDrift>();
  for (const name of names) {
    const reference = await readColumn(request.reference, name, sql);
    const current = await readColumn(request.current, name, sql);
    columns.set(name, compareColumns(reference, current, request));
  }
  const hasDrift = [...columns.values()].some((column) => column.verdict === "drift");
  return hasDrift
    ? { decision: "negative", reasonCode: "drift.found", columns }
    : { decision: "positive", reasonCode: "drift.none", columns };
}

async function sharedColumns(request: DriftRequest, sql: Sql): Promise<readonly string[]> {
  const reference = await listColumns(request.reference, { sql });
  const current = await listColumns(request.current, { sql });
  const shared = reference.filter((name) => current.includes(name));
  const wanted = request.columns ?? shared;
  const missing = wanted.filter((name) => !shared.includes(name));
  if (missing.length === 0 && wanted.length > 0) return wanted;
  throw new PawlError("usage.invalid", {
    message:
      missing.length > 0
        ? `Not in both tables: ${missing.join(", ")}. Both have ${shared.join(", ")}.`
        : `${request.reference} and ${request.current} share no column.`,
  });
}

async function readColumn(path: string, name: string, sql: Sql): Promise<readonly ColumnValue[]> {
  const table = tableFunction(path) ?? "";
  const read = await sql.columns(`SELECT ${quoteIdentifier(name)} AS value FROM ${table}`, [path]);
  return read.get("value") ?? [];
}
