import { walkCdfs, type NumberCounts } from "./walk-cdfs.ts";

/**
 * First Wasserstein distance ∫ |F1 − F2| dx in the unit of the values, as `scipy.stats.wasserstein_distance` (1.17). NaN when
 * a side has no values.
 */
export function wassersteinDistance(reference: NumberCounts, current: NumberCounts): number {
  const steps = walkCdfs(reference, current);
  if (steps.length === 0) return Number.NaN;
  return steps.reduce((sum, step) => sum + Math.abs(step.difference) * step.width, 0);
}

/**
 * {@link wassersteinDistance} in standard deviations of the reference, so that it has no unit. There is no floor under the
 * deviation (Evidently 0.7 puts one at 0.001, which hides drift of small values): a constant reference gives 0 when nothing
 * moved and Infinity otherwise.
 *
 * @param std - Population standard deviation of the reference, ≥ 0.
 */
export function normalizedWasserstein(reference: NumberCounts, current: NumberCounts, std: number): number {
  const distance = wassersteinDistance(reference, current);
  return distance === 0 ? 0 : distance / std;
}
