import { compareCounts } from "../../drift/compare-columns.ts";
import { methodNames } from "../../drift/methods.ts";
import { type ColumnType, countValues, type ValueCounts } from "../../drift/value-counts.ts";
import { toJsonNumber } from "../../math/json-number.ts";
import type { Sql } from "../../ports/sql.ts";
import type { DataDiffColumn } from "../../tables/data-diff-schema.ts";
import type { TableSide } from "../../tables/data-diff-sql.ts";
import {
  distinctSql,
  driftTypeOf,
  gridCountsSql,
  gridSql,
  maxCountedValues,
  valueCountsSql,
} from "../../tables/distribution-sql.ts";
import type { ComparableColumn, LoadedTable } from "../../tables/table-schema-diff.ts";

type Distribution = NonNullable<DataDiffColumn["distribution"]>;

/** Fewer rows on a side are not judged: as in `pawl drift`. */
const minRows = 100;

/**
 * How the distributions of columns moved, by name. What leaves the engine is bounded: at most 5,000 distinct values a
 * column, a numeric column with more of them on a grid of 2,000 steps.
 */
export async function readDistributions(
  columns: readonly ComparableColumn[],
  tables: Readonly<Record<TableSide, LoadedTable>>,
  sql: Sql,
): Promise<ReadonlyMap<string, Distribution>> {
  const found = new Map<string, Distribution>();
  const counted = columns.filter((column) => driftTypeOf(column) !== undefined);
  const rows = Math.min(tables.before.rows, tables.after.rows);
  if (rows < minRows) {
    const reason = `${rows} rows, at least ${minRows} needed`;
    return new Map(counted.map((column) => [column.name, withoutCounts("not enough data", reason)]));
  }
  if (counted.length === 0) return found;
  const [before] = await sql.query(distinctSql(counted, "before"));
  const [after] = await sql.query(distinctSql(counted, "after"));
  for (const [index, column] of counted.entries()) {
    const distinct = Math.max(Number(before?.[`n${index}`] ?? 0), Number(after?.[`n${index}`] ?? 0));
    const filled = Number(before?.[`f${index}`] ?? 0);
    found.set(column.name, await readDistribution(column, { distinct, filled }, sql));
  }
  return found;
}

interface Size {
  /** The greater of both sides, about. */
  readonly distinct: number;
  /** Rows of before that have a value. */
  readonly filled: number;
}

async function readDistribution(column: ComparableColumn, size: Size, sql: Sql): Promise<Distribution> {
  const { distinct } = size;
  const type = driftTypeOf(column) ?? "categorical";
  const hasMany = distinct > maxCountedValues;
  if (type === "timestamp") return withoutCounts("not compared", "times are not judged: they always move");
  if (hasMany && type !== "numeric") return withoutCounts("not compared", `about ${distinct} distinct texts`);
  const read = hasMany ? await onGrid(column, size.filled, sql) : await byValue(column, type, sql);
  const drift = compareCounts(read.before, read.after, { minRows });
  const statistics: Distribution["statistics"] = {};
  for (const name of methodNames) {
    const value = drift.statistics[name];
    if (value !== undefined) statistics[name] = toJsonNumber(value);
  }
  return {
    verdict: drift.verdict,
    reason: drift.reason,
    missingBefore: drift.referenceMissing,
    missingAfter: drift.currentMissing,
    statistics,
  };
}

function withoutCounts(verdict: Distribution["verdict"], reason: string): Distribution {
  return { verdict, reason, missingBefore: null, missingAfter: null, statistics: {} };
}

type BothCounts = Readonly<Record<TableSide, ValueCounts>>;

async function byValue(column: ComparableColumn, type: ColumnType, sql: Sql): Promise<BothCounts> {
  const read = (side: TableSide): Promise<ValueCounts> => readCounts(valueCountsSql(column, side), type, sql);
  return { before: await read("before"), after: await read("after") };
}

async function onGrid(column: ComparableColumn, filled: number, sql: Sql): Promise<BothCounts> {
  const ends = (await sql.columns(gridSql(column, filled))).get("value") ?? [];
  const grid = ends.map(Number);
  // Without finite values before there is no grid; any one end makes one bin below it and one above.
  const used = grid.length === 0 ? [0] : grid;
  const read = (side: TableSide): Promise<ValueCounts> =>
    readCounts(gridCountsSql(column, side, used), "numeric", sql);
  return { before: await read("before"), after: await read("after") };
}

async function readCounts(statement: string, type: ColumnType, sql: Sql): Promise<ValueCounts> {
  const counted = await sql.columns(statement);
  const counts = (counted.get("rows") ?? []).map(Number);
  return countValues(counted.get("value") ?? [], { type, counts });
}
