import type { ColumnType } from "../drift/value-counts.ts";
import { isNumeric, kindOfType } from "./column-kind.ts";
import { tableNames, type TableSide } from "./data-diff-sql.ts";
import type { ComparableColumn } from "./table-schema-diff.ts";

/** A column with more distinct values is counted on a grid when it is numeric, and not at all when it is text. */
export const maxCountedValues = 5000;

/** Steps of the grid, each with about as many rows of before. */
const gridSteps = 2000;

/** How a column's distribution is compared; `undefined` for nested and other columns, which have none. */
export function driftTypeOf(column: ComparableColumn): ColumnType | undefined {
  const kinds = [kindOfType(column.beforeType), kindOfType(column.afterType)] as const;
  if (kinds.every(isNumeric)) return "numeric";
  if (kinds.every((kind) => kind === "boolean")) return "boolean";
  if (kinds.every((kind) => kind === "time")) return "timestamp";
  return kinds.some((kind) => ["nested", "other", "nothing"].includes(kind)) ? undefined : "categorical";
}

/** SQL of a column's values for counting: numbers as DOUBLE, the rest as they are compared. */
function valueSql(column: ComparableColumn, side: TableSide): string {
  const value = column.pair[side];
  return driftTypeOf(column) === "numeric" ? `CAST(${value} AS DOUBLE)` : value;
}

function tableSql(side: TableSide): string {
  return `${tableNames[side]} ${side === "before" ? "b" : "a"}`;
}

/**
 * About how many distinct values each column has on a side, as `n0`, `n1` …, and how many rows have a value, as `f0`, `f1` ….
 * The estimate does not vary between runs.
 */
export function distinctSql(columns: readonly ComparableColumn[], side: TableSide): string {
  const counts = columns.map((column, index) => {
    const value = valueSql(column, side);
    return `approx_count_distinct(${value}) AS n${index}, count(${value}) AS f${index}`;
  });
  return `SELECT ${counts.join(", ")} FROM ${tableSql(side)}`;
}

/** Each value of a column and how often it is there: `value` and `rows`. */
export function valueCountsSql(column: ComparableColumn, side: TableSide): string {
  return `SELECT ${valueSql(column, side)} AS value, count(*) AS rows FROM ${tableSql(side)} GROUP BY ALL`;
}

/** Rows that decide where the grid's ends are; every row is counted on it. */
const gridSample = 100_000;

/**
 * The grid's upper ends, increasing, as `value`: from the finite values of before, of about {@link gridSample} rows when
 * there are more. The rows are chosen by their place, the same ones each time.
 *
 * @param filled rows of before that have a value.
 */
export function gridSql(column: ComparableColumn, filled: number): string {
  const value = valueSql(column, "before");
  const every = Math.ceil(filled / gridSample);
  return `WITH sample AS (
  SELECT ${value} AS v FROM ${tableSql("before")} WHERE hash(b.rowid) % ${Math.max(1, every)} = 0 AND isfinite(${value})
), ranked AS (SELECT v, row_number() OVER (ORDER BY v) - 1 AS place FROM sample)
SELECT DISTINCT max(v) AS value FROM ranked
GROUP BY place * ${gridSteps} // (SELECT count(*) FROM sample) ORDER BY value`;
}

/**
 * Counts of a numeric column on a grid: `value` is the least end that is not below the values, or the greatest value of
 * the column for those above the grid; null for values that are missing or not finite.
 */
export function gridCountsSql(column: ComparableColumn, side: TableSide, grid: readonly number[]): string {
  const value = valueSql(column, side);
  const from = `FROM ${tableSql(side)}`;
  const ends = `[${grid.map((end) => `${end}::DOUBLE`).join(", ")}]`;
  return `WITH counted AS (
  SELECT unnest(map_entries(histogram(${value}, ${ends}))) AS bin ${from} WHERE isfinite(${value})
), top AS (SELECT max(${value}) AS most ${from} WHERE isfinite(${value}))
SELECT least(bin.key, (SELECT most FROM top)) AS value, bin.value AS rows FROM counted WHERE bin.value > 0
UNION ALL SELECT NULL, count(*) ${from} WHERE NOT coalesce(isfinite(${value}), false)`;
}

/** Whether a removed and an added column hold the same values: `filled`, and a fingerprint that does not depend on the order. */
export function fingerprintSql(column: ComparableColumn, side: TableSide): string {
  const hashed = `hash(${column.pair[side]})`;
  return `SELECT count(${column.pair[side]}) AS filled,
  CAST(bit_xor(${hashed}) AS VARCHAR) || ' ' || CAST(sum(CAST(${hashed} AS HUGEINT)) AS VARCHAR) AS print
FROM ${tableSql(side)}`;
}
