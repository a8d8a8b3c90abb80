import type { ComparableColumn } from "./table-schema-diff.ts";

/** How far apart numbers may be and still count as equal: |a − b| ≤ absolute + relative · max(|a|, |b|). */
export interface Tolerance {
  /** ≥ 0. */
  readonly absolute: number;
  /** ≥ 0. */
  readonly relative: number;
}

/** Names of the temporary tables. `rows`: one row for each row that differs. */
export const tableNames = { before: "pawl_before", after: "pawl_after", rows: "pawl_rows" } as const;

/** Which of the two tables. */
export type TableSide = "before" | "after";

/** State of a row that differs. */
export type RowState = "added" | "removed" | "changed";

const letters = { before: "b", after: "a" } as const satisfies Record<TableSide, string>;

function place(column: ComparableColumn, side: TableSide): string {
  return column.pair[side];
}

/** Keys that occur more than once on a side, the first five in order, as JSON text; `keys`: how many there are. */
export function duplicateKeysSql(key: readonly ComparableColumn[], side: TableSide): string {
  const values = key.map((column, index) => `${place(column, side)} AS k${index}`).join(", ");
  const texts = key.map((_, index) => `CAST(k${index} AS VARCHAR) AS t${index}`).join(", ");
  const order = key.map((_, index) => `k${index} NULLS FIRST`).join(", ");
  return `WITH repeated AS (
  SELECT ${values}, count(*) AS n FROM ${tableNames[side]} ${letters[side]} GROUP BY ALL HAVING count(*) > 1
) SELECT ${texts}, n, (SELECT count(*) FROM repeated) AS keys FROM repeated ORDER BY ${order} LIMIT 5`;
}

/**
 * Fills `rows` for tables with a key: `state`, the places of the row in both tables, and `d0`, `d1` … for each compared
 * column: whether its cell differs. Rows that are equal are not in it. Null equals null, NaN equals NaN.
 */
export function keyedRowsSql(
  key: readonly ComparableColumn[],
  compared: readonly ComparableColumn[],
  tolerance: Tolerance | undefined,
): string {
  const on = key.map((column) => `${place(column, "before")} IS NOT DISTINCT FROM ${place(column, "after")}`);
  const differs = compared.map((column, index) => `${differsSql(column, tolerance)} AS d${index}`);
  const any = compared.map((_, index) => `d${index}`).join(" OR ");
  return `CREATE TEMP TABLE ${tableNames.rows} AS SELECT * FROM (
  SELECT CASE WHEN b.rowid IS NULL THEN 'added' WHEN a.rowid IS NULL THEN 'removed' ELSE 'changed' END AS state,
    b.rowid AS b, a.rowid AS a${differs.map((sql) => `,\n    ${sql}`).join("")}
  FROM ${tableNames.before} b FULL OUTER JOIN ${tableNames.after} a ON ${on.join(" AND ")}
) WHERE state <> 'changed'${any === "" ? "" : ` OR ${any}`}`;
}

function differsSql(column: ComparableColumn, tolerance: Tolerance | undefined): string {
  const { before, after, isNumeric } = column.pair;
  const differs = `${before} IS DISTINCT FROM ${after}`;
  if (tolerance === undefined || !isNumeric) return `(${differs})`;
  const [x, y] = [`CAST(${before} AS DOUBLE)`, `CAST(${after} AS DOUBLE)`];
  const limit = `${tolerance.absolute} + ${tolerance.relative} * greatest(abs(${x}), abs(${y}))`;
  const isFinite = `isfinite(${x}) AND isfinite(${y})`;
  return `(${differs} AND NOT coalesce(${isFinite} AND abs(${x} - ${y}) <= ${limit}, false))`;
}

/**
 * Fills `rows` for tables without a key: rows are a multiset. One row for each content whose number differs, with the first
 * place on each side and how many more there are on its side (`n`).
 */
export function unkeyedRowsSql(compared: readonly ComparableColumn[]): string {
  const values = (side: TableSide): string =>
    compared.map((column, index) => `${place(column, side)} AS v${index}, `).join("");
  const grouped = compared.map((_, index) => `v${index}`).join(", ");
  return `CREATE TEMP TABLE ${tableNames.rows} AS
SELECT CASE WHEN nb > na THEN 'removed' ELSE 'added' END AS state, b, a, abs(nb - na) AS n FROM (
  SELECT min(b) AS b, min(a) AS a, count(b) AS nb, count(a) AS na FROM (
    SELECT ${values("before")}b.rowid AS b, NULL::BIGINT AS a FROM ${tableNames.before} b
    UNION ALL SELECT ${values("after")}NULL::BIGINT AS b, a.rowid AS a FROM ${tableNames.after} a
  )${grouped === "" ? "" : ` GROUP BY ${grouped}`}
) WHERE nb <> na`;
}

/** One row: `added`, `removed`, `changed`, and `d0`, `d1` … the changed cells of each compared column. */
export function keyedCountsSql(compared: readonly ComparableColumn[]): string {
  const states = (["added", "removed", "changed"] as const).map(
    (state) => `(SELECT count(*) FROM ${tableNames.rows} WHERE state = '${state}') AS ${state}`,
  );
  // One WHERE for all columns: a FILTER for each takes seconds to plan for 1,000 of them.
  const cells = compared.map((_, index) => `count_if(d${index}) AS d${index}`);
  return `SELECT ${[...states, ...cells].join(", ")} FROM ${tableNames.rows} WHERE state = 'changed'`;
}

/** One row: `added` and `removed`. */
export function unkeyedCountsSql(): string {
  const sum = (state: string): string => `coalesce(sum(n) FILTER (state = '${state}'), 0) AS ${state}`;
  return `SELECT ${sum("added")}, ${sum("removed")} FROM ${tableNames.rows}`;
}

/** Most characters of a value that is shown. */
const maxValueLength = 200;

/** The first rows of a state in the order of their file: places `b` and `a`, of changed rows also the flags `d0` …. */
export function examplePlacesSql(state: RowState, limit: number): string {
  const order = state === "added" ? "a" : "b";
  return `SELECT * FROM ${tableNames.rows} WHERE state = '${state}' ORDER BY ${order} LIMIT ${limit}`;
}

/** Values of some rows as text: `place`, and `v0`, `v1` … in the order of the columns. */
export function exampleValuesSql(
  columns: readonly ComparableColumn[],
  side: TableSide,
  places: readonly number[],
): string {
  const values = columns.map((column, index) => {
    const place = side === "before" ? column.beforeIndex : column.afterIndex;
    return `, left(CAST(c${place} AS VARCHAR), ${maxValueLength}) AS v${index}`;
  });
  return `SELECT rowid AS place${values.join("")} FROM ${tableNames[side]} WHERE rowid IN (${places.join(", ")})`;
}
