import { studentQuantile } from "../math/student-t.ts";
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
  /** The one-sided lower confidence limit of the mean excess, by which slices are ordered. */
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
  const whole = meanMomentsOf(values, weights, () => true);
  const { candidates, isComplete } = listCandidates({ ...request, columns, values, whole, mostLooks });
  const worse = testAll(candidates, level);
  const chosen = choose(worse, { ...request, whole, strictLevel: level / candidates.length });
  return {
    slices: chosen.map((tested) => toSlice(tested, candidates.length)),
    looks: candidates.length,
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
  return moments.mean - studentQuantile(1 - level, moments.rows - 1) * Math.sqrt(moments.variance);
}

function labelOf({ column, code }: Condition): string {
  return column.labels[code - 1] ?? "";
}

/** The search with what choosing among the worse slices needs. */
interface ChoiceRequest extends SliceSearchRequest {
  readonly whole: MeanMoments;
  /** The level divided by the looks. */
  readonly strictLevel: number;
}

function choose(worse: readonly Tested[], request: ChoiceRequest): readonly Tested[] {
  const isCovered = new Uint8Array(request.excess.length);
  const chosen: Tested[] = [];
  for (const tested of worse.slice(0, mostChecked)) {
    if (chosen.length >= request.show) break;
    if (!standsOut(tested, worse, request) || !isNew(tested, isCovered, request)) continue;
    chosen.push(tested);
    for (let row = 0; row < isCovered.length; row += 1) if (isIn(tested.conditions, row)) isCovered[row] = 1;
  }
  return chosen;
}

function isIn(conditions: readonly Condition[], row: number): boolean {
  return conditions.every(({ column, code }) => column.codes[row] === code);
}

function momentsWhere(isChosen: (row: number) => boolean, request: ChoiceRequest): MeanMoments {
  return withSpreadOf(request.whole, meanMomentsOf(request.excess, request.weights, isChosen));
}

/** Whether the rows that no chosen slice has are enough and worse by themselves, Bonferroni-corrected for all looks. */
function isNew({ conditions }: Tested, isCovered: Uint8Array, request: ChoiceRequest): boolean {
  const rest = momentsWhere((row) => isCovered[row] === 0 && isIn(conditions, row), request);
  return rest.rows >= Math.max(1, request.minRows) && meanAboveZero(rest) <= request.strictLevel;
}

/** Whether a cross is worse than the rest of each parent that is worse too; Bonferroni-corrected for all looks. */
function standsOut(tested: Tested, worse: readonly Tested[], request: ChoiceRequest): boolean {
  if (tested.conditions.length === 1) return true;
  const parents = tested.conditions.filter((condition) =>
    worse.some(({ conditions: [only, ...more] }) => more.length === 0 && isSame(only, condition)),
  );
  return parents.every((parent) => {
    const rest = momentsWhere((row) => isIn([parent], row) && !isIn(tested.conditions, row), request);
    if (rest.rows < request.minRows) return false;
    return meanAbove(tested.moments, rest) <= request.strictLevel;
  });
}

function isSame(a: Condition | undefined, b: Condition): boolean {
  return a?.column === b.column && a.code === b.code;
}

function toSlice({ conditions, name, pValue, moments }: Tested, looks: number): FoundSlice {
  const rows: number[] = [];
  const length = conditions[0]?.column.codes.length ?? 0;
  for (let row = 0; row < length; row += 1) if (isIn(conditions, row)) rows.push(row);
  return {
    name,
    rows: Uint32Array.from(rows),
    origin: "found",
    test: { pValue, looks },
    meanExcess: moments.mean,
  };
}
