/**
 * The quantile of sorted values with linear interpolation: type 7 of R. Hyndman, Y. Fan, "Sample quantiles in
 * statistical packages", The American Statistician 50 (1996); the default of NumPy.
 *
 * @param sorted values of shape (n,), ascending, without NaN.
 * @param probability 0 to 1.
 * @returns NaN when there are no values.
 * @example
 * quantileOfSorted([1, 2, 3, 4], 0.5); // 2.5
 */
export function quantileOfSorted(sorted: ArrayLike<number>, probability: number): number {
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const low = sorted[below];
  if (low === undefined) return Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low === high ? low : low + (high - low) * (position - below);
}

/**
 * Like {@link quantileOfSorted}, of values in any order.
 *
 * @returns NaN when there are no values or one of them is NaN.
 */
export function quantile(values: ArrayLike<number>, probability: number): number {
  const sorted = Float64Array.from(values).sort();
  // Typed arrays sort NaN to the end.
  if (sorted.length > 0 && Number.isNaN(sorted[sorted.length - 1])) return Number.NaN;
  return quantileOfSorted(sorted, probability);
}
