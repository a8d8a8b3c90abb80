/**
 * p-values corrected for the number of tests, so that the chance of even one false rejection keeps its level under any
 * dependence.
 *
 * Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
 *
 * @param pValues shape (tests,), 0 to 1; NaN (an impossible test) counts as 1.
 * @returns shape (tests,), in the order given.
 * @example
 * holm([0.01, 0.04, 0.03]); // [0.03, 0.06, 0.06]
 */
export function holm(pValues: readonly number[]): readonly number[] {
  const known = pValues.map((value) => (Number.isNaN(value) ? 1 : value));
  const order = [...known.keys()].sort((a, b) => (known[a] ?? 0) - (known[b] ?? 0));
  const adjusted = Array.from({ length: known.length }, () => 1);
  let greatest = 0;
  order.forEach((index, rank) => {
    greatest = Math.max(greatest, Math.min(1, (known.length - rank) * (known[index] ?? 1)));
    adjusted[index] = greatest;
  });
  return adjusted;
}
