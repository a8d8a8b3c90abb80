import { PawlError } from "../errors.ts";
import type { Sql } from "../ports/sql.ts";
import { isKindChange } from "../tables/column-kind.ts";
import { comparePair } from "../tables/compare-expression.ts";
import type { DataDiff, DataDiffColumn } from "../tables/data-diff-schema.ts";
import {
  duplicateKeysSql,
  keyedCountsSql,
  keyedRowsSql,
  tableNames,
  type TableSide,
  type Tolerance,
  unkeyedCountsSql,
  unkeyedRowsSql,
} from "../tables/data-diff-sql.ts";
import { fingerprintSql } from "../tables/distribution-sql.ts";
import {
  type ComparableColumn,
  isComparable,
  keyColumns,
  type LoadedTable,
  pairColumns,
  type TablePairing,
} from "../tables/table-schema-diff.ts";
import { loadTable } from "./tables/load-table.ts";
import { readDistributions } from "./tables/read-distributions.ts";
import { readExamples } from "./tables/read-examples.ts";

/** Two versions of a table. */
export interface DataDiffRequest {
  /** Path of the earlier file: `.parquet`, `.arrow`, `.feather`, `.ipc`, `.csv`, `.tsv`, `.jsonl` or `.ndjson`, text also with `.gz`. */
  readonly before: string;
  /** Path of the later file; its format may differ. */
  readonly after: string;
  /** What the report calls the tables. Default: the paths. */
  readonly names?: { readonly before: string; readonly after: string };
  /** Columns that identify a row. Default: none; rows are compared as a multiset. */
  readonly key?: readonly string[];
  /** How far apart numbers may be; needs a key. Default: not at all. */
  readonly tolerance?: Tolerance;
}

/** Pairs of a removed and an added column that are looked at for a new name. */
const maxRenamePairs = 400;

/**
 * Compares two versions of a table: rows, cells, schema and distributions. Values are compared, not their text: `1` is
 * `1.0`, `2020-01-01` is midnight in UTC, NaN is NaN, an empty cell of CSV is null. The answer does not depend on the
 * machine. The memory is that of the engine: open it with a limit and a folder to spill to.
 *
 * @throws PawlError `usage.invalid` for a key column that is not there, or a tolerance without a key;
 *   `table.duplicate-key` with examples; `file.missing`, `file.unreadable`, `sql.failed`.
 */
export async function dataDiff(request: DataDiffRequest, { sql }: { readonly sql: Sql }): Promise<DataDiff> {
  const wanted = request.key ?? [];
  checkTolerance(request.tolerance, wanted);
  try {
    const before = await loadTable(request.before, "before", sql);
    const after = await loadTable(request.after, "after", sql);
    return await compareTables(request, { before, after, key: wanted }, sql);
  } finally {
    for (const table of Object.values(tableNames)) await sql.query(`DROP TABLE IF EXISTS ${table}`);
  }
}

function checkTolerance(tolerance: Tolerance | undefined, key: readonly string[]): void {
  if (tolerance === undefined) return;
  if (key.length === 0) {
    throw new PawlError("usage.invalid", {
      message: "A tolerance needs a key: without one, rows are equal or not.",
    });
  }
  const isGood = [tolerance.absolute, tolerance.relative].every((part) => part >= 0 && Number.isFinite(part));
  if (!isGood) {
    throw new PawlError("usage.invalid", { message: "A tolerance is a number that is not negative." });
  }
}

interface Tables {
  readonly before: LoadedTable;
  readonly after: LoadedTable;
  readonly key: readonly string[];
}

async function compareTables(request: DataDiffRequest, tables: Tables, sql: Sql): Promise<DataDiff> {
  const pairing = pairColumns(tables.before, tables.after);
  const key = keyColumns(pairing, tables.key);
  const keyNames = new Set(key.map((column) => column.name));
  const compared = pairing.shared.filter(isComparable).filter((column) => !keyNames.has(column.name));
  const counts =
    key.length === 0
      ? await compareUnkeyed(compared, tables, sql)
      : await compareKeyed({ key, compared, tolerance: request.tolerance }, tables, sql);
  const moved = compared.filter(
    (column) => counts.rows.added + counts.rows.removed > 0 || (counts.cells?.get(column.name) ?? 0) > 0,
  );
  const distributions = await readDistributions(moved, tables, sql);
  const columns = describeColumns(pairing, { keyNames, cells: counts.cells, distributions });
  const { added, removed, changed } = counts.rows;
  const isChanged =
    added + removed + (changed ?? 0) > 0 ||
    columns.some((column) => column.state !== "shared" || column.typeChange === "kind");
  return {
    schema: "pawl.data-diff/1",
    verdict: isChanged ? "changed" : "identical",
    before: describe(tables.before, request.names?.before ?? request.before),
    after: describe(tables.after, request.names?.after ?? request.after),
    key: key.length === 0 ? null : key.map((column) => column.name),
    tolerance: request.tolerance === undefined ? null : { ...request.tolerance },
    rows: counts.rows,
    columns,
    renamed: await findRenamed(pairing, tables, sql),
    examples: await readExamples(key, compared, sql),
  };
}

function describe(table: LoadedTable, name: string): DataDiff["before"] {
  return { name, rows: table.rows, columns: table.columns.length };
}

interface Counts {
  readonly rows: DataDiff["rows"];
  /** By column; undefined without a key. */
  readonly cells: ReadonlyMap<string, number> | undefined;
}

interface Keyed {
  readonly key: readonly ComparableColumn[];
  readonly compared: readonly ComparableColumn[];
  readonly tolerance: Tolerance | undefined;
}

async function compareKeyed({ key, compared, tolerance }: Keyed, tables: Tables, sql: Sql): Promise<Counts> {
  for (const side of ["before", "after"] as const) await refuseDuplicates(key, side, sql);
  await sql.query(keyedRowsSql(key, compared, tolerance));
  const [row = {}] = await sql.query(keyedCountsSql(compared));
  const [added, removed, changed] = [row["added"], row["removed"], row["changed"]].map(Number);
  const rows = { added: added ?? 0, removed: removed ?? 0, changed: changed ?? 0 };
  const unchanged = tables.before.rows - rows.removed - rows.changed;
  return {
    rows: { ...rows, unchanged },
    cells: new Map(compared.map((column, index) => [column.name, Number(row[`d${index}`])])),
  };
}

async function refuseDuplicates(key: readonly ComparableColumn[], side: TableSide, sql: Sql): Promise<void> {
  const found = await sql.query(duplicateKeysSql(key, side));
  const [first] = found;
  if (first === undefined) return;
  const examples = found.map((row) => {
    const values = key.map((column, index) => {
      const value = row[`t${index}`] ?? null;
      return `${column.name} = ${value === null ? "null" : JSON.stringify(String(value).slice(0, 80))}`;
    });
    return `  ${values.join(", ")}: ${String(row["n"])} rows`;
  });
  throw new PawlError("table.duplicate-key", {
    message: `The key is not unique in the table ${side} the change: ${String(first["keys"])} keys repeat.\n${examples.join("\n")}`,
  });
}

async function compareUnkeyed(
  compared: readonly ComparableColumn[],
  tables: Tables,
  sql: Sql,
): Promise<Counts> {
  await sql.query(unkeyedRowsSql(compared));
  const [row = {}] = await sql.query(unkeyedCountsSql());
  const [added, removed] = [Number(row["added"]), Number(row["removed"])];
  return {
    rows: { added, removed, changed: null, unchanged: tables.before.rows - removed },
    cells: undefined,
  };
}

function describeColumns(
  pairing: TablePairing,
  found: {
    readonly keyNames: ReadonlySet<string>;
    readonly cells: Counts["cells"];
    readonly distributions: ReadonlyMap<string, NonNullable<DataDiffColumn["distribution"]>>;
  },
): DataDiffColumn[] {
  const none = {
    typeChange: "none",
    isKey: false,
    notCompared: null,
    cellsChanged: null,
    distribution: null,
  } as const;
  return [
    ...pairing.shared.map(({ name, beforeType, afterType, pair }): DataDiffColumn => ({
      name,
      state: "shared",
      typeBefore: beforeType,
      typeAfter: afterType,
      typeChange: typeChangeOf(beforeType, afterType),
      isKey: found.keyNames.has(name),
      notCompared: pair.isComparable ? null : pair.reason,
      cellsChanged: found.cells?.get(name) ?? null,
      distribution: found.distributions.get(name) ?? null,
    })),
    ...pairing.removed.map(({ name, type }): DataDiffColumn => ({
      name,
      state: "removed",
      typeBefore: type,
      typeAfter: null,
      ...none,
    })),
    ...pairing.added.map(({ name, type }): DataDiffColumn => ({
      name,
      state: "added",
      typeBefore: null,
      typeAfter: type,
      ...none,
    })),
  ];
}

function typeChangeOf(before: string, after: string): DataDiffColumn["typeChange"] {
  if (before === after) return "none";
  return isKindChange(before, after) ? "kind" : "storage";
}

/** A removed and an added column of one kind with the same filled values, when neither has a second such partner. */
async function findRenamed(pairing: TablePairing, tables: Tables, sql: Sql): Promise<DataDiff["renamed"]> {
  if (pairing.removed.length * pairing.added.length > maxRenamePairs) return [];
  const same: { from: string; to: string }[] = [];
  for (const from of pairing.removed) {
    for (const to of pairing.added) {
      if (await hasSameValues(from.name, to.name, tables, sql)) same.push({ from: from.name, to: to.name });
    }
  }
  const isOnly = (one: { from: string; to: string }): boolean =>
    same.every((other) => other === one || (other.from !== one.from && other.to !== one.to));
  return same.filter(isOnly);
}

async function hasSameValues(from: string, to: string, tables: Tables, sql: Sql): Promise<boolean> {
  const beforeIndex = tables.before.columns.findIndex((column) => column.name === from);
  const afterIndex = tables.after.columns.findIndex((column) => column.name === to);
  const [beforeType, afterType] = [
    tables.before.columns[beforeIndex]?.type,
    tables.after.columns[afterIndex]?.type,
  ];
  if (beforeType === undefined || afterType === undefined || isKindChange(beforeType, afterType))
    return false;
  const pair = comparePair(
    { type: beforeType, format: tables.before.format, sql: `b.c${beforeIndex}` },
    { type: afterType, format: tables.after.format, sql: `a.c${afterIndex}` },
  );
  const column = { name: from, beforeType, afterType, beforeIndex, afterIndex, pair };
  if (!isComparable(column)) return false;
  const [left] = await sql.query(fingerprintSql(column, "before"));
  const [right] = await sql.query(fingerprintSql(column, "after"));
  return (
    Number(left?.["filled"]) > 0 &&
    left?.["filled"] === right?.["filled"] &&
    left?.["print"] === right?.["print"]
  );
}
