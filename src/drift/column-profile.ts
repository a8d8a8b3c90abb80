import { chooseBins } from "./bins.ts";
import { type ColumnProfile, mostTopValues } from "./profile-schema.ts";
import type { ValueCounts } from "./value-counts.ts";
import { weightedQuantiles } from "./weighted-quantiles.ts";

/** The probabilities of a profile's quantiles. */
export const percentiles: readonly number[] = Array.from({ length: 101 }, (_, index) => index / 100);
/** Bins of a profile's histogram. */
export const histogramBins = 20;

/** Profiles one column from its counted values. A column without values has no `numbers` and empty bins. */
export function buildColumnProfile(column: ValueCounts): ColumnProfile {
  return {
    type: column.type,
    rows: column.rows,
    missing: column.missing,
    distinct: column.values.length,
    bins: chooseBins(column),
    top: topOf(column),
    numbers: numbersOf(column),
  };
}

/** Ties by value, as text. A value longer than 200 characters is cut. */
function topOf(column: ValueCounts): NonNullable<ColumnProfile["top"]> {
  return column.values
    .map((value, index) => ({ value: String(value).slice(0, 200), count: column.counts[index] ?? 0 }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, mostTopValues);
}

function numbersOf(column: ValueCounts): ColumnProfile["numbers"] {
  const isContinuous = column.type === "numeric" || column.type === "timestamp";
  if (!isContinuous || column.values.length === 0) return null;
  const values = column.values.map(Number);
  const { mean, std } = momentsOf(values, column.counts);
  return {
    mean,
    std,
    quantiles: weightedQuantiles(values, column.counts, percentiles),
    histogram: histogramOf(values, column.counts),
  };
}

/** Mean and population standard deviation, computed from a middle value so that values far from zero keep their digits. */
function momentsOf(values: readonly number[], counts: readonly number[]): { mean: number; std: number } {
  const shift = values[Math.floor(values.length / 2)] ?? 0;
  let rows = 0;
  let sum = 0;
  for (const [index, value] of values.entries()) {
    rows += counts[index] ?? 0;
    sum += (counts[index] ?? 0) * (value - shift);
  }
  const offset = sum / rows;
  let squares = 0;
  for (const [index, value] of values.entries()) {
    squares += (counts[index] ?? 0) * (value - shift - offset) ** 2;
  }
  return { mean: shift + offset, std: Math.sqrt(squares / rows) };
}

function histogramOf(
  values: readonly number[],
  counts: readonly number[],
): { edges: number[]; counts: number[] } {
  const least = values[0] ?? 0;
  const width = ((values.at(-1) ?? 0) - least) / histogramBins;
  if (!(width > 0)) return { edges: [least, least], counts: [counts.reduce((sum, n) => sum + n, 0)] };
  const filled = Array.from({ length: histogramBins }, () => 0);
  for (const [index, value] of values.entries()) {
    const bin = Math.min(histogramBins - 1, Math.floor((value - least) / width));
    filled[bin] = (filled[bin] ?? 0) + (counts[index] ?? 0);
  }
  const edges = Array.from({ length: histogramBins + 1 }, (_, index) => least + width * index);
  return { edges, counts: filled };
}
