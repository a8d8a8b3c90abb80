import { PawlError } from "../errors.ts";
import type { ResolvedMetric } from "./metric-table.ts";
import type { Sample } from "./sample.ts";

/** Two rows of each task: enough to ask a metric whether it is defined for it. */
const samples = {
  "binary-classification": {
    task: "binary-classification",
    target: Float64Array.of(0, 1),
    score: Float64Array.of(0.25, 0.75),
    threshold: 0.5,
  },
  "multiclass-classification": {
    task: "multiclass-classification",
    target: Float64Array.of(0, 1),
    probabilities: Float64Array.of(0.75, 0.25, 0.25, 0.75),
    classes: 2,
  },
  regression: { task: "regression", target: Float64Array.of(1, 2), prediction: Float64Array.of(1, 2) },
} as const satisfies Record<Sample["task"], Sample>;

/** Whether a metric is defined for a task. */
export function isMetricOf(metric: ResolvedMetric, task: Sample["task"]): boolean {
  try {
    metric.prepare(samples[task]);
    return true;
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    return error.code !== "metric.unsupported";
  }
}

/**
 * Whether a share of a metric's value is no measure of a loss: it may be of either sign, or, as with gaps between groups,
 * good models have a value of 0 or near it.
 */
export function isRelativeMeaningless({
  range,
  direction,
  needsGroups,
}: Pick<ResolvedMetric, "range" | "direction" | "needsGroups">): boolean {
  return range[0] < 0 || (needsGroups && direction === "lower");
}
