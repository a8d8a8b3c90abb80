import { sharesOf } from "./shares.ts";

/**
 * Jensen-Shannon distance with base 2: the square root of the divergence, in [0, 1], as
 * `scipy.spatial.distance.jensenshannon(r, c, base=2)` (1.17; Lin 1991). A bin that is empty on one side needs no filling.
 *
 * @param reference - Counts, one a bin.
 * @param current - Counts in the same bins.
 * @returns NaN when either side has no rows.
 */
export function jsDistance(reference: readonly number[], current: readonly number[]): number {
  const r = sharesOf(reference);
  const c = sharesOf(current);
  if (r === undefined || c === undefined) return Number.NaN;
  let divergence = 0;
  for (const [index, share] of r.entries()) {
    const other = c[index] ?? 0;
    const middle = (share + other) / 2;
    divergence += (term(share, middle) + term(other, middle)) / 2;
  }
  return Math.sqrt(Math.max(0, divergence));
}

function term(share: number, middle: number): number {
  return share === 0 ? 0 : share * Math.log2(share / middle);
}
