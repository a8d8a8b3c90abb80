import { describeGate, type Gate, gateMetricId, isFileMetric } from "./gate-rule.ts";
import { type GateEvidence, judgeGates, overallVerdict } from "./gates.ts";
import type { EvaluationReport, GateResult, MetricComparison } from "./report-schema.ts";

/** What the base branch's policy says about one model's gates. */
export interface GatePolicies {
  readonly gates: readonly Gate[];
  readonly strict: boolean;
}

/** The evidence for gates that a report holds. */
export function evidenceOf(report: EvaluationReport, isStrict: boolean): GateEvidence {
  return {
    metrics: report.metrics,
    slices: report.slices,
    isFirst: (metric) => (isFileMetric(metric.metric) ? metric.champion === null : report.champion === null),
    isStrict,
    confidence: report.confidence,
    ...(report.seedNoise === undefined ? {} : { seedNoise: report.seedNoise }),
  };
}

/**
 * The report with every gate of a policy judged anew on its metrics. What it claims about a gate counts only when it is
 * worse than that, so that a verdict which contradicts the numbers, or a gate that was left out, gains nothing. Results of
 * gates that the policy does not have stay. A report of an unchanged model judges nothing and stays as it is.
 */
export function judgeReport(report: EvaluationReport, policy: GatePolicies): EvaluationReport {
  if (report.outcome === "unchanged") return report;
  const judged = judgeGates(policy.gates, evidenceOf(report, policy.strict)).map((result) =>
    explainMissing(result, report.gates),
  );
  const claimed = new Map(report.gates.map((result) => [keyOf(result), result]));
  const own = new Set(policy.gates.map(describeGate));
  const gates = [
    ...judged.map((result) => worse(result, claimed.get(keyOf(result)))),
    ...report.gates.filter((result) => !own.has(result.gate)),
  ].slice(0, mostGates);
  return { ...report, gates, verdict: worstOf(report.verdict, overallVerdict(gates)) };
}

/** As many as the schema takes. */
const mostGates = 1000;

/** A metric that is not there because the report was made by an older policy: the next step is another one. */
function explainMissing(result: GateResult, claimed: readonly GateResult[]): GateResult {
  const isKnown = claimed.some((entry) => entry.gate === result.gate);
  if (isKnown || result.reasonCode !== "gate.metric-missing") return result;
  const reason = "the report was made without this gate of the base branch: bring the branch up to date";
  return { ...result, reasonCode: "gate.not-judged", reason };
}

function keyOf({ gate, slice }: GateResult): string {
  return JSON.stringify([gate, slice]);
}

const order = ["fail", "warn", "pass"] as const;

function worse(judged: GateResult, claimed: GateResult | undefined): GateResult {
  if (claimed === undefined) return judged;
  return order.indexOf(claimed.status) < order.indexOf(judged.status) ? claimed : judged;
}

function worstOf(a: GateResult["status"], b: GateResult["status"]): GateResult["status"] {
  return order.find((status) => status === a || status === b) ?? "fail";
}

/** Metrics of a report, at most `most`: those that gates are about are never the ones that are left out. */
export function keepGatedMetrics(
  metrics: readonly MetricComparison[],
  gates: readonly Gate[],
  most: number,
): readonly MetricComparison[] {
  if (metrics.length <= most) return metrics;
  const gated = new Set(gates.map(gateMetricId));
  const room = most - metrics.filter(({ metric }) => gated.has(metric)).length;
  const others = metrics.filter(({ metric }) => !gated.has(metric)).slice(0, Math.max(0, room));
  const kept = new Set(others);
  return metrics.filter((metric) => gated.has(metric.metric) || kept.has(metric)).slice(0, most);
}
