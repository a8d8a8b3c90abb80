/**
 * Where half the weight lies below; the mean of two values when the weight splits evenly between them. NaN without
 * weight.
 *
 * Source: R. Hyndman, Y. Fan, "Sample quantiles in statistical packages" (1996), definition 2 (averaged inverted CDF).
 *
 * @param values shape (rows,).
 * @returns a function of weights of shape (rows,).
 */
export function prepareWeightedMedian(values: Float64Array): (weights: Float64Array) => number {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  return (weights) => {
    let total = 0;
    for (let row = 0; row < weights.length; row += 1) total += weights[row] ?? 0;
    const half = total / 2;
    let seen = 0;
    let median = Number.NaN;
    for (const row of order) {
      const weight = weights[row] ?? 0;
      if (weight === 0) continue;
      const isSplit = seen > 0 && Math.abs(seen - half) <= Number.EPSILON * total;
      if (isSplit) return (median + (values[row] ?? 0)) / 2;
      seen += weight;
      median = values[row] ?? Number.NaN;
      if (seen > half * (1 + 2 * Number.EPSILON)) return median;
    }
    return median;
  };
}
