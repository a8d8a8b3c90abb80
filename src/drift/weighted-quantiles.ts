/**
 * Quantiles of the expanded sample, with linear interpolation between order statistics (Hyndman and Fan 1996, type 7, the
 * default of NumPy and R).
 *
 * @param values - Distinct values, strictly increasing, at least one.
 * @param counts - Occurrences of each, at least 1.
 * @param probabilities - Increasing, each in [0, 1].
 */
export function weightedQuantiles(
  values: readonly number[],
  counts: readonly number[],
  probabilities: readonly number[],
): number[] {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  let index = 0;
  let before = 0;
  return probabilities.map((probability) => {
    const position = (rows - 1) * probability;
    const rank = Math.floor(position);
    while (index < values.length - 1 && before + (counts[index] ?? 0) <= rank) {
      before += counts[index] ?? 0;
      index += 1;
    }
    const low = values[index] ?? Number.NaN;
    const isLastOfValue = rank + 1 >= before + (counts[index] ?? 0);
    const high = isLastOfValue ? (values[index + 1] ?? low) : low;
    const part = position - rank;
    return part === 0 ? low : low + (high - low) * part;
  });
}
