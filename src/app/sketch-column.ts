import { maxValueBins } from "../drift/bins.ts";
import { histogramBins, percentiles } from "../drift/column-profile.ts";
import { type ColumnProfile, mostTopValues } from "../drift/profile-schema.ts";
import {
  belowEdgesSql,
  exactDistinctSql,
  histogramSql,
  quantilesSql,
  type SketchedColumn,
  summarySql,
  topValuesSql,
} from "../drift/sketch-sql.ts";
import type { Sql, SqlValue } from "../ports/sql.ts";

type Query = (
  statement: string,
  parameters?: readonly number[],
) => Promise<readonly Readonly<Record<string, SqlValue>>[]>;

/**
 * Profiles a column of many distinct values inside the engine, in memory that does not grow with them: everything is exact
 * but the quantiles, which come out of a t-digest (DuckDB 1.5 `approx_quantile`), and with them the edges of the bins. What
 * is counted into the bins is exact again.
 *
 * @param path of the table.
 * @throws PawlError `sql.failed`
 */
export async function sketchColumn(column: SketchedColumn, path: string, sql: Sql): Promise<ColumnProfile> {
  const query: Query = (statement, parameters = []) => sql.query(statement, [path, ...parameters]);
  const [summary = {}] = await query(summarySql(column));
  const [counted] = await query(exactDistinctSql(column));
  const ranked = await query(topValuesSql(column, maxValueBins));
  const top = ranked.map(({ value, rows }) => ({ value: String(value), count: Number(rows) }));
  const present = Number(summary["present"]);
  const base = {
    type: column.type,
    rows: Number(summary["rows"]),
    missing: Number(summary["rows"]) - present,
    distinct: Number(counted?.["distinct"]),
    top: top.slice(0, mostTopValues).map(({ value, count }) => ({ value: value.slice(0, 200), count })),
  };
  if (column.type === "categorical" || present === 0) {
    const listed = top.reduce((sum, entry) => sum + entry.count, 0);
    const values = top.map(({ value }) => value);
    const counts = top.map(({ count }) => count);
    return { ...base, bins: { by: "values", values, counts, other: present - listed }, numbers: null };
  }
  const range = { least: Number(summary["least"]), greatest: Number(summary["greatest"]), present };
  const quantiles = await readQuantiles(column, range, query);
  return {
    ...base,
    bins: await readBins(column, { ...range, quantiles }, query),
    estimated: ["quantiles"],
    numbers: {
      mean: Number(summary["mean"]),
      std: Number(summary["std"]),
      quantiles,
      histogram: await readHistogram(column, range, query),
    },
  };
}

interface Range {
  readonly least: number;
  readonly greatest: number;
  readonly present: number;
}

/** Increasing, between the exact least and greatest value. */
async function readQuantiles(
  column: SketchedColumn,
  { least, greatest }: Range,
  query: Query,
): Promise<number[]> {
  const rows = await query(quantilesSql(column, percentiles));
  let last = least;
  return rows.map(({ value }, index) => {
    if (index === 0) return least;
    if (index === rows.length - 1) return greatest;
    last = Math.min(greatest, Math.max(last, Number(value)));
    return last;
  });
}

async function readBins(
  column: SketchedColumn,
  { quantiles, greatest, present }: Range & { readonly quantiles: readonly number[] },
  query: Query,
): Promise<ColumnProfile["bins"]> {
  const deciles = Array.from({ length: 9 }, (_, index) => quantiles[(index + 1) * 10] ?? greatest);
  const edges = [...new Set(deciles)].filter((edge) => edge < greatest);
  if (edges.length === 0) return { by: "edges", edges, counts: [present] };
  const [below = {}] = await query(belowEdgesSql(column, edges.length), edges);
  const cumulative = [...edges.map((_, index) => Number(below[`below${index}`])), present];
  const counts = cumulative.map((count, index) => count - (cumulative[index - 1] ?? 0));
  // A digest puts edges between the values of a spike and the next one: no row is there.
  const filled = counts.map((count) => count > 0);
  return {
    by: "edges",
    edges: edges.filter((_, index) => filled[index] === true),
    counts: counts.filter((_, index) => filled[index] === true),
  };
}

async function readHistogram(
  column: SketchedColumn,
  { least, greatest, present }: Range,
  query: Query,
): Promise<{ edges: number[]; counts: number[] }> {
  const width = (greatest - least) / histogramBins;
  if (!(width > 0)) return { edges: [least, least], counts: [present] };
  const counts = Array.from({ length: histogramBins }, () => 0);
  for (const { bin, rows } of await query(histogramSql(column, histogramBins), [least, width])) {
    counts[Number(bin)] = Number(rows);
  }
  return {
    edges: Array.from({ length: histogramBins + 1 }, (_, index) => least + width * index),
    counts,
  };
}
