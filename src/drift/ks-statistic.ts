import { walkCdfs, type NumberCounts } from "./walk-cdfs.ts";

/**
 * Two-sample Kolmogorov-Smirnov statistic: the greatest |F1(x) − F2(x)| over the pooled values, in [0, 1]. Ties are handled
 * by right-continuous distribution functions, as in `scipy.stats.ks_2samp` (1.17). NaN when a side has no values.
 */
export function ksStatistic(reference: NumberCounts, current: NumberCounts): number {
  const steps = walkCdfs(reference, current);
  if (steps.length === 0) return Number.NaN;
  return steps.reduce((most, step) => Math.max(most, Math.abs(step.difference)), 0);
}
