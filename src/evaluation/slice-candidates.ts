import { type MeanMoments, toMeanMoments, withSpreadOf } from "./mean-test.ts";
import type { CodedColumn } from "./slice-columns.ts";

/** One group of one column. */
export interface Condition {
  readonly column: CodedColumn;
  /** 1 to the number of the column's labels. */
  readonly code: number;
}

/** A slice that was looked at. */
export interface Candidate {
  /** One or two, of different columns. */
  readonly conditions: readonly Condition[];
  readonly moments: MeanMoments;
}

/** What slices are made of and how large they are. */
export interface CandidateRequest {
  readonly columns: readonly CodedColumn[];
  /** Shape (rows,). */
  readonly values: Float64Array;
  /** Shape (rows,). */
  readonly weights: Float64Array;
  /** Moments of all rows. */
  readonly whole: MeanMoments;
  readonly minRows: number;
  readonly depth: 1 | 2;
  readonly mostLooks: number;
}

/** Slices of one and of two columns, and whether some were left out. */
export interface CandidateList {
  readonly candidates: readonly Candidate[];
  readonly isComplete: boolean;
}

/**
 * Looks at every group of every column and at every cross of two columns, in the order of the columns. Slices with fewer
 * than `minRows` rows, or that leave fewer out, are passed over without a look at their values. Stops before the columns
 * that would follow once `mostLooks` slices were looked at.
 */
export function listCandidates(request: CandidateRequest): CandidateList {
  const candidates: Candidate[] = [];
  for (const columns of combine(request.columns, request.depth)) {
    if (candidates.length >= request.mostLooks) return { candidates, isComplete: false };
    candidates.push(...lookAt(columns, request).slice(0, request.mostLooks - candidates.length));
  }
  return { candidates, isComplete: true };
}

function* combine(columns: readonly CodedColumn[], depth: 1 | 2): Generator<readonly CodedColumn[]> {
  for (const column of columns) yield [column];
  if (depth === 1) return;
  for (const [index, first] of columns.entries()) {
    for (const second of columns.slice(index + 1)) yield [first, second];
  }
}

/** Sums of each cell of one column, or of a cross of two. */
interface CellSums {
  readonly rows: Float64Array;
  readonly weight: Float64Array;
  readonly squaredWeight: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  readonly cubes: Float64Array;
}

function lookAt(columns: readonly CodedColumn[], request: CandidateRequest): readonly Candidate[] {
  const [first, second] = columns;
  if (first === undefined) return [];
  const width = second === undefined ? 1 : second.labels.length + 1;
  const cells = cellsOf(first, second, width);
  const sums = sumCells(cells, (first.labels.length + 1) * width, request);
  const found: Candidate[] = [];
  for (let cell = 0; cell < sums.rows.length; cell += 1) {
    const codes = second === undefined ? [cell] : [Math.floor(cell / width), cell % width];
    const rows = sums.rows[cell] ?? 0;
    const isLarge = rows >= request.minRows && cells.length - rows >= request.minRows;
    if (codes.includes(0) || !isLarge) continue;
    const moments = withSpreadOf(request.whole, momentsOf(sums, cell));
    found.push({
      conditions: columns.map((column, index) => ({ column, code: codes[index] ?? 0 })),
      moments,
    });
  }
  return found;
}

function cellsOf(first: CodedColumn, second: CodedColumn | undefined, width: number): ArrayLike<number> {
  if (second === undefined) return first.codes;
  return Uint16Array.from(first.codes, (code, row) => code * width + (second.codes[row] ?? 0));
}

/** Two passes, so that sums of squares are about each cell's own mean. */
function sumCells(
  cells: ArrayLike<number>,
  count: number,
  { values, weights }: Pick<CandidateRequest, "values" | "weights">,
): CellSums {
  const zeros = (): Float64Array => new Float64Array(count);
  const [rows, weight, squaredWeight, sum, squares, cubes] = [
    zeros(),
    zeros(),
    zeros(),
    zeros(),
    zeros(),
    zeros(),
  ];
  for (let row = 0; row < cells.length; row += 1) {
    const cell = cells[row] ?? 0;
    rows[cell] = (rows[cell] ?? 0) + 1;
    const part = weights[row] ?? 0;
    weight[cell] = (weight[cell] ?? 0) + part;
    squaredWeight[cell] = (squaredWeight[cell] ?? 0) + part * part;
    sum[cell] = (sum[cell] ?? 0) + part * (values[row] ?? 0);
  }
  const mean = sum.map((total, cell) => total / (weight[cell] ?? 0));
  for (let row = 0; row < cells.length; row += 1) {
    const cell = cells[row] ?? 0;
    const part = (weights[row] ?? 0) * ((values[row] ?? 0) - (mean[cell] ?? 0));
    squares[cell] = (squares[cell] ?? 0) + part * part;
    cubes[cell] = (cubes[cell] ?? 0) + part * part * part;
  }
  return { rows, weight, squaredWeight, sum, squares, cubes };
}

function momentsOf(sums: CellSums, cell: number): MeanMoments {
  const weight = sums.weight[cell] ?? 0;
  return toMeanMoments({
    rows: sums.rows[cell] ?? 0,
    weight,
    squaredWeight: sums.squaredWeight[cell] ?? 0,
    mean: (sums.sum[cell] ?? 0) / weight,
    squares: sums.squares[cell] ?? 0,
    cubes: sums.cubes[cell] ?? 0,
  });
}
