import { findMetric, metricsOf } from "../evaluation/metric-table.ts";
import { isMetricOf } from "../evaluation/metric-tasks.ts";
import { nearestMatch } from "../yaml/nearest-match.ts";
import type { Problem } from "../yaml/problem.ts";
import type { EvaluationPolicy, ModelPolicy } from "./schema.ts";

/** What is wrong with a metric for a model: it is unknown, of another task, or compares groups that nothing names. */
export function problemOfMetric(
  metric: EvaluationPolicy["metrics"][number],
  model: Pick<ModelPolicy, "task" | "evaluation">,
): Pick<Problem, "message" | "found" | "allowed" | "suggestion"> | undefined {
  const known = findMetric(metric);
  if (known?.isMeasured === true) return undefined;
  const found = JSON.stringify(metric);
  const allowed = metricsOf(model.task).join(", ");
  if (known === undefined) {
    const suggestion = typeof metric === "string" ? nearestMatch(metric, metricsOf(model.task)) : undefined;
    const message = "is not a known metric";
    return { message, found, allowed, ...(suggestion === undefined ? {} : { suggestion }) };
  }
  if (!isMetricOf(known, model.task)) return { message: `is no metric of ${model.task}`, found, allowed };
  if (known.needsGroups && model.evaluation?.group === undefined) {
    return { message: "needs evaluation.group: the column whose groups it compares", found };
  }
  return undefined;
}
