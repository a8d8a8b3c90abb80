/** Counts as shares of their sum; `undefined` when the sum is zero or not finite. */
export function sharesOf(counts: readonly number[]): readonly number[] | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total > 0 && Number.isFinite(total) ? counts.map((count) => count / total) : undefined;
}
