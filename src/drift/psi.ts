import { countIntoBins, referenceCounts } from "./bins.ts";
import type { ColumnProfile } from "./profile-schema.ts";
import { sharesOf } from "./shares.ts";
import type { ValueCounts } from "./value-counts.ts";

/** Least share of a bin. An empty bin counts as this much, so that the index stays finite; shares are not rescaled. */
export const leastShare = 0.0001;

/**
 * Population stability index: Σ (r − c) · ln(r / c) over bins, natural logarithm, ≥ 0. It is the symmetrised
 * Kullback-Leibler divergence (Jeffreys 1946). Its expectation without any drift is about (bins − 1)(1/n + 1/m) for n
 * and m rows (Yurdakul 2018, "Statistical properties of the population stability index"): judge it on enough rows.
 *
 * @param reference - Counts, one a bin.
 * @param current - Counts in the same bins.
 * @returns NaN when either side has no rows. Symmetric; does not depend on the order of the bins.
 */
export function psi(reference: readonly number[], current: readonly number[]): number {
  const r = sharesOf(reference);
  const c = sharesOf(current);
  if (r === undefined || c === undefined) return Number.NaN;
  let sum = 0;
  for (const [index, share] of r.entries()) {
    const expected = Math.max(share, leastShare);
    const actual = Math.max(c[index] ?? 0, leastShare);
    sum += (expected - actual) * Math.log(expected / actual);
  }
  return sum;
}

/**
 * PSI of a column against its profile, in the profile's bins. When either side has missing values they are a bin of their
 * own: a column that goes blank has drifted. NaN without rows.
 */
export function columnPsi(reference: ColumnProfile, current: ValueCounts): number {
  const expected = [...referenceCounts(reference.bins)];
  const actual = [...countIntoBins(current, reference.bins)];
  if (reference.missing > 0 || current.missing > 0) {
    expected.push(reference.missing);
    actual.push(current.missing);
  }
  return psi(expected, actual);
}
