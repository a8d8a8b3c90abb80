/**
 * The most probable class of one row; the first of equal ones, as NumPy's `argmax`.
 *
 * @param probabilities shape (rows × classes,), row by row; NaN is never the greatest.
 * @param start where the row begins.
 * @returns 0 to classes − 1; 0 without a probability above that of class 0.
 */
export function mostProbable(probabilities: Float64Array, start: number, classes: number): number {
  let best = 0;
  for (let index = 1; index < classes; index += 1) {
    if ((probabilities[start + index] ?? 0) > (probabilities[start + best] ?? 0)) best = index;
  }
  return best;
}
