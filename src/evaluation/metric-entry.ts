import type { BinarySample, MulticlassSample, RegressionSample, Statistic } from "./sample.ts";

/** Which way is better. */
export type Direction = "higher" | "lower" | "none";

/** A number that is part of an identifier. */
export interface MetricParameter {
  /** Stands for the number in the name, as in `top_K_accuracy`; a name without it takes the number after a colon. */
  readonly symbol: "X" | "K" | "Q" | "CLASS";
  /** Least and greatest. */
  readonly range: readonly [number, number];
  readonly isWhole?: boolean;
}

/**
 * One row of the table of metrics. A metric supports the tasks for which it has a `prepare` function; one without any is
 * measured on the model and not computed from rows.
 */
export interface MetricEntry {
  /** What people read; the parameter's symbol stands for its value. */
  readonly title: string;
  readonly direction: Direction;
  /** Least and greatest possible value. */
  readonly range: readonly [number, number];
  /** Where the definition comes from. */
  readonly source: string;
  /** Absent when the metric takes no number. */
  readonly parameter?: MetricParameter;
  /** Rows must have groups. */
  readonly needsGroups?: boolean;
  readonly binary?: (sample: BinarySample, parameter: number) => Statistic;
  /**
   * Of a binary metric that noise only makes greater: what a draw makes of it where the truth is its least value and the rows
   * vary as they do around `weights`. Its intervals are then those of `reversedInterval`.
   */
  readonly binaryNoise?: (sample: BinarySample, weights: Float64Array) => Statistic;
  readonly regression?: (sample: RegressionSample, parameter: number) => Statistic;
  readonly multiclass?: (sample: MulticlassSample, parameter: number) => Statistic;
}

/** Metrics by name. */
export type MetricTable = Readonly<Record<string, MetricEntry>>;

/** Of a share: 0 to 1. */
export const share = [0, 1] as const;

/** Of a loss, a size or a time: 0 and more. */
export const positive = [0, Number.POSITIVE_INFINITY] as const;

/** Of a correlation: −1 to 1. */
export const correlation = [-1, 1] as const;

/** Names the function of scikit-learn that defines a metric. */
export function learn(name: string): string {
  return `scikit-learn 1.9.1 ${name}`;
}
