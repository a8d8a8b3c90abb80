import { quantileOfSorted } from "../math/quantile.ts";
import type { SliceValue } from "./slices.ts";

const mostValues = 20;
const mostDistinct = 10_000;
const quantileBins = 5;
/** Whole numbers with at most this many different values are categories. */
const mostCategories = 10;
const rowsForEdges = 100_000;
const longestText = 80;

/** A column as the search for slices takes it. */
export interface CodedColumn {
  readonly name: string;
  /** What code 1, 2, … means, as a slice is named, for instance `carrier=AA`; at most 21. */
  readonly labels: readonly string[];
  /** Shape (rows,): 0 for a row in none of the labels' groups. */
  readonly codes: Uint8Array;
}

/**
 * Puts the rows of a column into groups. Text, booleans and numbers of at most ten different values: the twenty most
 * frequent values, ties by name. Other numbers and times: five bins by quantiles (of at most 100,000 finite values evenly spaced),
 * their edges rounded to a thousandth of the range; a value on an edge is in the upper bin. Missing values and NaN are a
 * group of their own. Values are shown up to 80 characters.
 *
 * @param values shape (rows,).
 * @param minRows groups of fewer rows get no code.
 * @returns `undefined` when there are more than 10,000 different texts: an identifier, not a category.
 */
export function codeColumn(
  name: string,
  values: ArrayLike<SliceValue>,
  minRows: number,
): CodedColumn | undefined {
  const numbers = toNumbers(values);
  const groups =
    numbers === undefined || countDistinct(numbers) <= mostCategories
      ? groupByValue(name, values)
      : groupByBins(name, numbers, values);
  return groups && encode(name, groups, minRows);
}

/** Group of each row (its label's index), and the labels. */
interface Groups {
  readonly labels: readonly string[];
  /** Shape (rows,). */
  readonly indices: Uint16Array;
}

function encode(name: string, { labels, indices }: Groups, minRows: number): CodedColumn {
  const counts = new Float64Array(labels.length);
  for (const label of indices) counts[label] = (counts[label] ?? 0) + 1;
  const isMissing = (label: number): boolean => labels[label] === `${name} is missing`;
  const kept = [...labels.keys()]
    .filter((label) => (counts[label] ?? 0) >= Math.max(1, minRows))
    .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || ((labels[a] ?? "") < (labels[b] ?? "") ? -1 : 1));
  const chosen = [
    ...kept.filter((label) => !isMissing(label)).slice(0, mostValues),
    ...kept.filter(isMissing),
  ];
  const codeOf = new Uint8Array(labels.length);
  chosen.forEach((label, index) => codeOf.set([index + 1], label));
  const codes = new Uint8Array(indices.length);
  for (let row = 0; row < codes.length; row += 1) codes[row] = codeOf[indices[row] ?? 0] ?? 0;
  return { name, labels: chosen.map((label) => labels[label] ?? ""), codes };
}

function groupByValue(name: string, values: ArrayLike<SliceValue>): Groups | undefined {
  const known = new Map<unknown, number>();
  const labels: string[] = [];
  const indices = new Uint16Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    const value = plainOf(values[row] ?? null);
    let index = known.get(value);
    if (index === undefined) {
      if (labels.length === mostDistinct) return undefined;
      index = labels.push(value === null ? `${name} is missing` : `${name}=${cut(String(value))}`) - 1;
      known.set(value, index);
    }
    indices[row] = index;
  }
  return { labels, indices };
}

function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1).toWellFormed()}…`;
}

/** NaN is missing; a time is its ISO text. */
function plainOf(value: SliceValue): string | number | bigint | boolean | null {
  if (typeof value === "number" && Number.isNaN(value)) return null;
  if (!(value instanceof Date)) return value;
  return Number.isNaN(value.getTime()) ? null : value.toISOString();
}

/** The column as numbers, NaN where missing; `undefined` when a value is no number and no time. */
function toNumbers(values: ArrayLike<SliceValue>): Float64Array | undefined {
  if (values instanceof Float64Array) return values;
  const numbers = new Float64Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? null;
    if (typeof value === "string" || typeof value === "boolean") return undefined;
    numbers[row] = value === null ? Number.NaN : Number(value);
  }
  return numbers;
}

/** How many different numbers there are, counted no further than what matters. */
function countDistinct(numbers: Float64Array): number {
  const seen = new Set<number>();
  for (const value of numbers) {
    seen.add(value);
    if (seen.size > mostCategories + 1) break;
  }
  seen.delete(Number.NaN);
  return seen.size;
}

function groupByBins(name: string, numbers: Float64Array, values: ArrayLike<SliceValue>): Groups {
  const edges = edgesOf(numbers);
  const isTime =
    !(values instanceof Float64Array) &&
    Array.prototype.some.call(values, (value: SliceValue) => value instanceof Date);
  const shown = edges.map((edge) => (isTime ? new Date(edge).toISOString() : String(edge)));
  const labels = [
    `${name} < ${shown[0]}`,
    ...shown.slice(1).map((edge, index) => `${name} ${shown[index]} to ${edge}`),
    `${name} ≥ ${shown.at(-1)}`,
    `${name} is missing`,
  ];
  const indices = new Uint16Array(numbers.length);
  for (let row = 0; row < indices.length; row += 1) {
    const value = numbers[row] ?? Number.NaN;
    let bin = 0;
    while (bin < edges.length && value >= (edges[bin] ?? 0)) bin += 1;
    indices[row] = Number.isNaN(value) ? labels.length - 1 : bin;
  }
  return { labels, indices };
}

function edgesOf(numbers: Float64Array): readonly number[] {
  const finite = numbers.filter((value) => Number.isFinite(value));
  const stride = Math.max(1, Math.ceil(finite.length / rowsForEdges));
  const chosen = { length: Math.ceil(finite.length / stride) };
  const sorted = Float64Array.from(chosen, (_, index) => finite[index * stride] ?? Number.NaN).sort();
  const range = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  const step = 10 ** Math.floor(Math.log10(range / 1000));
  const edges = Array.from({ length: quantileBins - 1 }, (_, index) => {
    const edge = quantileOfSorted(sorted, (index + 1) / quantileBins);
    const rounded = Number((Math.round(edge / step) * step).toPrecision(12));
    return Number.isFinite(rounded) ? rounded : edge;
  });
  return [...new Set(edges)];
}
