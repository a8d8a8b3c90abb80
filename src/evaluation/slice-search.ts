import { normalQuantile } from "../math/normal.ts";
import { holm } from "./holm.ts";
import { meanAbove, meanAboveZero, type MeanMoments, meanMomentsOf, withSpreadOf } from "./mean-test.ts";
import { type Candidate, type Condition, listCandidates } from "./slice-candidates.ts";
import type { CodedColumn } from "./slice-columns.ts";
import type { Slice } from "./slices.ts";

const mostColumns = 50;
const mostLooks = 10_000;
/** Slices that are checked against those already chosen. */
const mostChecked = 300;

/** Where a model may be worse. */
export interface SliceSearchRequest {
  readonly columns: readonly CodedColumn[];
  /** Shape (rows,): how much worse a row is, as `excessLosses` gives it; positive is worse. */
  readonly excess: Float64Array;
  /** Shape (rows,), 0 or more. */
  readonly weights: Float64Array;
  /** Smaller slices, and slices that leave fewer rows out, are not looked at. */
  readonly minRows: number;
  /** Most columns that a slice combines. */
  readonly depth: 1 | 2;
  /** Most slices to return. */
  readonly show: number;
  /** Most chance of even one slice that is not worse, for instance 0.05. */
  readonly level: number;
}

/** A slice in which the challenger is worse. */
export interface FoundSlice extends Slice {
  readonly origin: "found";
  /** One-sided p-value, Holm-corrected for all looks. */
  readonly test: { readonly pValue: number; readonly looks: number };
  /** Weighted mean of the excess. */
  readonly meanExcess: number;
}

/** What a search found, worst first. */
export interface SliceSearchResult {
  readonly slices: readonly FoundSlice[];
  /** How many slices were tested. */
  readonly looks: number;
  readonly notes: readonly string[];
}

interface Tested extends Candidate {
  readonly name: string;
  readonly pValue: number;
  /** The one-sided lower (normal) confidence limit of the mean excess, by which slices are ordered. */
  readonly atLeast: number;
}

/**
 * Finds the slices in which a model is worse: single values or bins of a column and crosses of two columns (at most 10,000
 * looks, 50 columns), each tested one-sided for a mean excess above zero and Holm-corrected for all of them. Returned
 * are those below `level`, ordered by how much worse they are at least (lower confidence limit), ties by name.
 *
 * No two tell the same story: a slice is left out when fewer than `minRows` of its rows are in none that came before, or
 * those rows are not worse (a parent whose worse part is already there); a cross is left out when it is not clearly worse
 * than the rest of a parent that was found too (a random part of a worse whole).
 *
 * Source: the search by levels is that of Y. Chung et al., "Slice finder", ICDE 2019; {@link holm}.
 */
export function searchSlices(request: SliceSearchRequest): SliceSearchResult {
  const columns = request.columns.slice(0, mostColumns);
  const { excess: values, weights, level } = request;
  const whole = meanMomentsOf(values, weights, rowsWith([], values.length));
  const { candidates, isComplete } = listCandidates({ ...request, columns, values, whole, mostLooks });
  const worse = testAll(candidates, level);
  const looks = candidates.length;
  return {
    slices: choose(worse, { ...request, whole, looks }),
    looks,
    notes: [
      ...(request.columns.length > mostColumns
        ? [`the search for slices took the first ${mostColumns} of ${request.columns.length} columns`]
        : []),
      ...(isComplete ? [] : [`the search for slices stopped after ${mostLooks} slices`]),
    ],
  };
}

/** The slices that are worse after correction, worst first. */
function testAll(candidates: readonly Candidate[], level: number): readonly Tested[] {
  const adjusted = holm(candidates.map(({ moments }) => meanAboveZero(moments)));
  return candidates
    .map((candidate, index) => ({
      ...candidate,
      name: candidate.conditions.map(labelOf).join(" and "),
      pValue: adjusted[index] ?? 1,
      atLeast: lowerLimit(candidate, level),
    }))
    .filter(({ pValue }) => pValue <= level)
    .sort((a, b) => b.atLeast - a.atLeast || (a.name < b.name ? -1 : 1));
}

function lowerLimit({ moments }: Candidate, level: number): number {
  return moments.mean - normalQuantile(1 - level) * Math.sqrt(moments.variance);
}

function labelOf({ column, code }: Condition): string {
  return column.labels[code - 1] ?? "";
}

/** The search with what choosing among the worse slices needs. */
interface ChoiceRequest extends SliceSearchRequest {
  readonly whole: MeanMoments;
  readonly looks: number;
}

function choose(worse: readonly Tested[], request: ChoiceRequest): readonly FoundSlice[] {
  const isCovered = new Uint8Array(request.excess.length);
  const chosen: FoundSlice[] = [];
  for (const tested of worse.slice(0, mostChecked)) {
    if (chosen.length >= request.show) break;
    const rows = rowsWith(tested.conditions, isCovered.length);
    const fresh = rows.filter((row) => isCovered[row] === 0);
    if (!isWorse(fresh, request) || !standsOut(tested, worse, request)) continue;
    chosen.push(toSlice(tested, rows, request.looks));
    for (const row of rows) isCovered[row] = 1;
  }
  return chosen;
}

/** The rows that fulfil every condition, ascending. */
function rowsWith(conditions: readonly Condition[], length: number): Uint32Array {
  const rows = new Uint32Array(length);
  const [first, second] = conditions;
  let count = 0;
  for (let row = 0; row < length; row += 1) {
    if (first !== undefined && first.column.codes[row] !== first.code) continue;
    if (second !== undefined && second.column.codes[row] !== second.code) continue;
    rows[count] = row;
    count += 1;
  }
  return rows.slice(0, count);
}

function momentsOf(rows: Uint32Array, request: ChoiceRequest): MeanMoments {
  return withSpreadOf(request.whole, meanMomentsOf(request.excess, request.weights, rows));
}

/** Whether rows are enough and worse by themselves, Bonferroni-corrected for all looks. */
function isWorse(rows: Uint32Array, request: ChoiceRequest): boolean {
  if (rows.length < Math.max(1, request.minRows)) return false;
  return meanAboveZero(momentsOf(rows, request)) <= request.level / request.looks;
}

/** Whether a cross is worse than the rest of each parent that is worse too; Bonferroni-corrected for all looks. */
function standsOut(tested: Tested, worse: readonly Tested[], request: ChoiceRequest): boolean {
  const { conditions } = tested;
  if (conditions.length === 1) return true;
  const parents = conditions.filter((condition) =>
    worse.some(({ conditions: [only, ...more] }) => more.length === 0 && isSame(only, condition)),
  );
  return parents.every((parent) => {
    const others = conditions.filter((condition) => condition !== parent);
    const rest = rowsWith([parent], request.excess.length).filter((row) =>
      others.some(({ column, code }) => column.codes[row] !== code),
    );
    if (rest.length < request.minRows) return false;
    return meanAbove(tested.moments, momentsOf(rest, request)) <= request.level / request.looks;
  });
}

function isSame(a: Condition | undefined, b: Condition): boolean {
  return a?.column === b.column && a.code === b.code;
}

function toSlice({ name, pValue, moments }: Tested, rows: Uint32Array, looks: number): FoundSlice {
  return { name, rows, origin: "found", test: { pValue, looks }, meanExcess: moments.mean };
}
