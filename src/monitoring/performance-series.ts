import type { Profile } from "../drift/profile-schema.ts";
import type { Series } from "./series.ts";
import type { WindowRows } from "./window-rows.ts";

/** The primary metric: how it is computed and which way is better. */
export interface PrimaryMetric {
  /** As the profile records it, for instance `roc_auc`. */
  readonly id: string;
  readonly direction: "higher" | "lower";
  /** NaN when it is not defined, for instance with one class only. */
  compute(targets: readonly number[], scores: readonly number[]): number;
}

/** What performance is judged by. Without a limit a quantity is not judged. */
export interface PerformanceOptions {
  /** Tolerated |mean score − mean target|. */
  readonly bias?: number;
  /** Tolerated worsening of the primary metric against the profile's value, in the metric's unit. */
  readonly performance?: number;
  /** Windows with fewer labelled rows are not judged. */
  readonly minRows: number;
  readonly metric?: PrimaryMetric;
}

/** Bias, and the primary metric's worsening, over the labelled rows of each window. */
export function performanceSeries(
  profile: Profile,
  windows: readonly WindowRows[],
  options: PerformanceOptions,
): readonly Series[] {
  return [...biasSeries(windows, options), ...worseningSeries(profile, windows, options)];
}

function biasSeries(windows: readonly WindowRows[], options: PerformanceOptions): readonly Series[] {
  if (options.bias === undefined) return [];
  const values = windows.map(({ labelled }) =>
    labelled.targets.length < options.minRows
      ? null
      : Math.abs(meanOf(labelled.scores) - meanOf(labelled.targets)),
  );
  return [{ check: "performance", subject: "score", measure: "bias", limit: options.bias, values }];
}

function worseningSeries(
  profile: Profile,
  windows: readonly WindowRows[],
  options: PerformanceOptions,
): readonly Series[] {
  const { metric, performance: limit } = options;
  const reference = metric === undefined ? undefined : profile.evaluation?.metrics[metric.id]?.value;
  if (metric === undefined || limit === undefined || typeof reference !== "number") return [];
  const values = windows.map(({ labelled }) => {
    if (labelled.targets.length < options.minRows) return null;
    const value = metric.compute(labelled.targets, labelled.scores);
    if (!Number.isFinite(value)) return null;
    return metric.direction === "higher" ? reference - value : value - reference;
  });
  return [{ check: "performance", subject: `${metric.id} lost`, measure: metric.id, limit, values }];
}

/** Mean; NaN for no values. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
