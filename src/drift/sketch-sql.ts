import { quoteIdentifier } from "./profile-sql.ts";
import type { ColumnType } from "./value-counts.ts";

/** A column that has too many distinct values to leave the engine one by one. */
export interface SketchedColumn {
  /** The table function, its path bound to `$1`. */
  readonly table: string;
  readonly name: string;
  readonly type: Extract<ColumnType, "numeric" | "timestamp" | "categorical">;
}

/** How a profile reads a column of an SQL type. Booleans have few values and never come here. */
export function typeOfSql(sqlType: string): SketchedColumn["type"] {
  const type = sqlType.toUpperCase();
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|FLOAT|DOUBLE|REAL|DECIMAL)\b/.test(type)) return "numeric";
  return /^(DATE|TIMESTAMP)/.test(type) ? "timestamp" : "categorical";
}

/** About how many distinct values a column has, as `distinct`. */
export function countDistinctSql(table: string, name: string): string {
  return `SELECT approx_count_distinct(${quoteIdentifier(name)}) AS "distinct" FROM ${table}`;
}

/**
 * Exact counts and moments: `rows`, `present` (finite, readable), `mean`, `std` (population), `least`, `greatest`. Of a
 * categorical column only the first two.
 */
export function summarySql(column: SketchedColumn): string {
  const moments =
    column.type === "categorical"
      ? ""
      : ", avg(v) AS mean, stddev_pop(v) AS std, min(v) AS least, max(v) AS greatest";
  return `SELECT count(*) AS rows, count(v) AS present${moments} FROM ${valuesOf(column)}`;
}

/** How many distinct values there are, exactly, as `distinct`: groups that do not fit into memory are spilled. */
export function exactDistinctSql(column: SketchedColumn): string {
  return `SELECT count(*) AS "distinct" FROM (SELECT v FROM ${valuesOf(column)} WHERE v IS NOT NULL GROUP BY v)`;
}

/** The most frequent values as `value` and `rows`, most frequent first, ties by value as text. */
export function topValuesSql(column: SketchedColumn, most: number): string {
  return `SELECT v AS value, count(*) AS rows FROM ${valuesOf(column)} WHERE v IS NOT NULL
    GROUP BY v ORDER BY rows DESC, CAST(v AS VARCHAR) LIMIT ${Math.trunc(most)}`;
}

/** Quantiles out of a t-digest, as rows `value`, in the order of the probabilities. */
export function quantilesSql(column: SketchedColumn, probabilities: readonly number[]): string {
  const list = probabilities.map((probability) => probability.toFixed(4)).join(", ");
  return `SELECT unnest(approx_quantile(v, [${list}])) AS value FROM ${valuesOf(column)}`;
}

/** Rows in bins of equal width as `bin` and `rows`: `$2` is the least value, `$3` the width; the last bin is closed. */
export function histogramSql(column: SketchedColumn, bins: number): string {
  return `SELECT least(${Math.trunc(bins) - 1}, CAST(floor((v - $2) / $3) AS BIGINT)) AS bin, count(*) AS rows
    FROM ${valuesOf(column)} WHERE v IS NOT NULL GROUP BY bin ORDER BY bin`;
}

/** Rows at or below each of the edges that are bound to `$2`, `$3` …, as `below0`, `below1` … */
export function belowEdgesSql(column: SketchedColumn, edges: number): string {
  const counts = Array.from(
    { length: edges },
    (_, index) => `count(*) FILTER (WHERE v <= $${index + 2}) AS below${index}`,
  );
  return `SELECT ${counts.join(", ")} FROM ${valuesOf(column)}`;
}

function valuesOf({ table, name, type }: SketchedColumn): string {
  const column = quoteIdentifier(name);
  const value = {
    numeric: `CASE WHEN isfinite(CAST(${column} AS DOUBLE)) THEN CAST(${column} AS DOUBLE) END`,
    timestamp: `CAST(epoch_ms(CAST(${column} AS TIMESTAMP)) AS DOUBLE)`,
    categorical: `CAST(${column} AS VARCHAR)`,
  }[type];
  return `(SELECT ${value} AS v FROM ${table})`;
}
