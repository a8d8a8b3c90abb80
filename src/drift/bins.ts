import type { Bins } from "./profile-schema.ts";
import type { ValueCounts } from "./value-counts.ts";
import { weightedQuantiles } from "./weighted-quantiles.ts";

/** A numeric column with at most this many distinct values gets one bin a value; a categorical one its most frequent. */
export const maxValueBins = 20;

const deciles = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * Chooses the bins of a reference column and counts it into them: ten equally filled ones for a numeric column with many
 * values (fewer when values tie), one a value otherwise. Bins come from the reference alone, so that an outlier in later
 * data cannot empty them.
 */
export function chooseBins(column: ValueCounts): Bins {
  const isContinuous = column.type === "numeric" || column.type === "timestamp";
  if (!isContinuous || column.values.length <= maxValueBins) return valueBins(column);
  const values = column.values.map(Number);
  const last = values.at(-1) ?? Number.NaN;
  const edges = [...new Set(weightedQuantiles(values, column.counts, deciles))].filter((edge) => edge < last);
  const empty: Bins = { by: "edges", edges, counts: [] };
  return { ...empty, counts: [...countIntoBins(column, empty)] };
}

function valueBins(column: ValueCounts): Bins {
  const ranked = column.values
    .map((value, index) => ({ value: String(value), count: column.counts[index] ?? 0 }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  const top = ranked.slice(0, maxValueBins);
  return {
    by: "values",
    values: top.map((entry) => entry.value),
    counts: top.map((entry) => entry.count),
    other: ranked.slice(maxValueBins).reduce((sum, entry) => sum + entry.count, 0),
  };
}

/**
 * Counts a column into bins that were chosen before. For bins by value the last count is that of `other`: values that the
 * reference did not have, or not often.
 */
export function countIntoBins(column: ValueCounts, bins: Bins): readonly number[] {
  return bins.by === "edges" ? countByEdges(column, bins.edges) : countByValues(column, bins.values);
}

function countByEdges(column: ValueCounts, edges: readonly number[]): number[] {
  const counts = Array.from({ length: edges.length + 1 }, () => 0);
  let bin = 0;
  for (const [index, value] of column.values.entries()) {
    while (bin < edges.length && Number(value) > (edges[bin] ?? Number.POSITIVE_INFINITY)) bin += 1;
    counts[bin] = (counts[bin] ?? 0) + (column.counts[index] ?? 0);
  }
  return counts;
}

function countByValues(column: ValueCounts, values: readonly string[]): number[] {
  const places = new Map(values.map((value, index) => [value, index]));
  const counts = Array.from({ length: values.length + 1 }, () => 0);
  for (const [index, value] of column.values.entries()) {
    const place = places.get(String(value)) ?? values.length;
    counts[place] = (counts[place] ?? 0) + (column.counts[index] ?? 0);
  }
  return counts;
}

/** The reference's own counts in the order of {@link countIntoBins}. */
export function referenceCounts(bins: Bins): readonly number[] {
  return bins.by === "edges" ? bins.counts : [...bins.counts, bins.other];
}
