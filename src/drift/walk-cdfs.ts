import type { ValueCounts } from "./value-counts.ts";

/** The part of {@link ValueCounts} that distances on the number line need. Values are finite numbers. */
export type NumberCounts = Pick<ValueCounts, "values" | "counts">;

/** One stretch of the pooled number line on which both distribution functions are constant. */
export interface CdfStep {
  /** F(reference) − F(current) from here up to the next distinct value. */
  readonly difference: number;
  /** Length up to the next distinct value; 0 after the last one. */
  readonly width: number;
}

/** Walks both empirical distribution functions over the pooled distinct values; `[]` when a side has no values. */
export function walkCdfs(reference: NumberCounts, current: NumberCounts): readonly CdfStep[] {
  const totals = [reference, current].map((side) => side.counts.reduce((sum, count) => sum + count, 0));
  const [n = 0, m = 0] = totals;
  if (n === 0 || m === 0) return [];
  const pooled = [...new Set([...reference.values, ...current.values].map(Number))].sort((a, b) => a - b);
  const left = { index: 0, sum: 0 };
  const right = { index: 0, sum: 0 };
  return pooled.map((value, place) => {
    advance(left, reference, value);
    advance(right, current, value);
    return {
      difference: left.sum / n - right.sum / m,
      width: (pooled[place + 1] ?? value) - value,
    };
  });
}

function advance(cursor: { index: number; sum: number }, side: NumberCounts, value: number): void {
  while (
    cursor.index < side.values.length &&
    Number(side.values[cursor.index] ?? Number.POSITIVE_INFINITY) <= value
  ) {
    cursor.sum += side.counts[cursor.index] ?? 0;
    cursor.index += 1;
  }
}
