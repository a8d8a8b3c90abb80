import type { Statistic } from "../sample.ts";

/**
 * The weighted mean of one number a row, as a statistic. NaN when the weights add up to zero.
 *
 * @param values shape (rows,), finite.
 */
export function prepareWeightedMean(values: Float64Array): Statistic {
  return (weights) => {
    let sum = 0;
    let total = 0;
    for (let row = 0; row < values.length; row += 1) {
      const weight = weights[row] ?? 0;
      total += weight;
      sum += weight * (values[row] ?? 0);
    }
    return sum / total;
  };
}
