import type { EvaluationPolicy, MonitoringPolicy, Task } from "../../config/schema.ts";
import type { Profile } from "../../drift/profile-schema.ts";
import { findMetric } from "../../evaluation/metric-table.ts";
import { dataDriftSeries, dataQualitySeries, predictionDriftSeries } from "../../monitoring/input-series.ts";
import { performanceSeries, type PrimaryMetric } from "../../monitoring/performance-series.ts";
import { kindOfCheck, type Series, type WindowCheck } from "../../monitoring/series.ts";
import { judgeKind, parseOpenRule, type KindVerdict } from "../../monitoring/verdict.ts";
import type { WindowRows } from "../../monitoring/window-rows.ts";

/** What the checks of one model look at. */
export interface MeasureRequest {
  readonly policy: MonitoringPolicy;
  readonly evaluation: EvaluationPolicy | undefined;
  readonly task: Task;
  readonly profile: Profile;
  readonly windows: readonly WindowRows[];
}

/** One verdict a kind that the policy checks, and what a reader must know. */
export interface Measured {
  readonly verdicts: readonly KindVerdict[];
  readonly notices: readonly string[];
}

/** Measures every check of the policy. A check that cannot be carried out is named in the notices, never left out in silence. */
export function measureChecks(request: MeasureRequest): Measured {
  const { policy, profile, windows } = request;
  const limits = { psi: policy.limits.psi, minRows: policy.limits.min_rows };
  const metric = primaryMetric(request);
  const measure: Record<WindowCheck, () => readonly Series[]> = {
    data_drift: () => dataDriftSeries(profile, windows, limits),
    data_quality: () => dataQualitySeries(profile, windows, limits),
    prediction_drift: () => predictionDriftSeries(profile, windows, limits),
    performance: () =>
      performanceSeries(profile, windows, {
        minRows: limits.minRows,
        ...(policy.limits.bias === undefined ? {} : { bias: policy.limits.bias }),
        ...(policy.limits.performance === undefined ? {} : { performance: policy.limits.performance }),
        ...(metric === undefined ? {} : { metric }),
      }),
  };
  const checks = policy.checks.filter((check) => isWindowCheck(check));
  const series = checks.flatMap((check) => measure[check]());
  const kinds = [...new Set(checks.map((check) => kindOfCheck[check]))];
  const rule = parseOpenRule(policy.open_after);
  return {
    verdicts: kinds.map((kind) => judgeKind(kind, series, rule)),
    notices: noticesOf(request, metric),
  };
}

function isWindowCheck(check: string): check is WindowCheck {
  return Object.hasOwn(kindOfCheck, check);
}

/** The first metric of the policy, when it has a direction and is defined for one score a row. */
function primaryMetric({ evaluation, task }: MeasureRequest): PrimaryMetric | undefined {
  const found = evaluation?.metrics[0] === undefined ? undefined : findMetric(evaluation.metrics[0]);
  if (found === undefined || found.direction === "none" || task === "multiclass-classification") {
    return undefined;
  }
  if (found.isMeasured || found.needsGroups) return undefined;
  const compute: PrimaryMetric["compute"] = (targets, scores) => {
    const target = Float64Array.from(targets);
    const values = Float64Array.from(scores);
    const sample =
      task === "regression"
        ? ({ task, target, prediction: values } as const)
        : ({ task, target, score: values, threshold: 0.5 } as const);
    return found.prepare(sample)(new Float64Array(target.length).fill(1));
  };
  return { id: found.id, direction: found.direction, compute };
}

function noticesOf(request: MeasureRequest, metric: PrimaryMetric | undefined): readonly string[] {
  const { policy, profile } = request;
  const notices: string[] = [];
  if (policy.checks.includes("latency")) {
    notices.push("The check `latency` is not supported yet: latency is not watched.");
  }
  if (policy.reference === "trailing") {
    notices.push("`reference: trailing` is not supported yet: the profile in the Release is used.");
  }
  if (policy.retrain?.on.includes("schedule")) {
    notices.push("`retrain: {on: [schedule]}` is not supported yet: only drift starts a retraining.");
  }
  if (policy.checks.includes("prediction_drift") && profile.score === null) {
    notices.push("The profile has no scores: prediction drift is not watched.");
  }
  if (policy.checks.includes("performance")) notices.push(...performanceNotices(request, metric));
  return notices;
}

function performanceNotices(request: MeasureRequest, metric: PrimaryMetric | undefined): readonly string[] {
  const { limits, labels } = request.policy;
  if (labels === undefined || request.evaluation === undefined) {
    return ["The policy names no `labels`, or no `evaluation`: performance is not watched."];
  }
  if (limits.bias === undefined && limits.performance === undefined) {
    return ["`limits` has neither `bias` nor `performance`: performance is measured by nothing."];
  }
  if (limits.performance === undefined) return [];
  if (metric === undefined)
    return ["The primary metric cannot be computed from one score a row: it is not watched."];
  const recorded = request.profile.evaluation?.metrics[metric.id]?.value;
  return typeof recorded === "number"
    ? []
    : [`The profile records no value of \`${metric.id}\`: its worsening is not watched.`];
}
