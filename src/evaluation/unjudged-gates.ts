import { describeGate, gateMetricId, type Gate } from "./gate-rule.ts";
import type { EvaluationReport } from "./report-schema.ts";

/**
 * The report with a failed result for each gate of a policy that it does not judge: one that was made by an older policy,
 * or by nobody's. A report of an unchanged model judges nothing and stays as it is.
 */
export function addUnjudgedGates(report: EvaluationReport, gates: readonly Gate[]): EvaluationReport {
  if (report.outcome === "unchanged") return report;
  const judged = new Set(report.gates.map((result) => result.gate));
  const missing = gates.filter((gate) => !judged.has(describeGate(gate)));
  if (missing.length === 0) return report;
  const added = missing.map((gate) => ({
    gate: describeGate(gate),
    metric: gateMetricId(gate),
    slice: null,
    status: "fail" as const,
    reasonCode: "gate.not-judged",
    reason: "the report was made without this gate of the base branch: bring the branch up to date",
  }));
  return { ...report, gates: [...report.gates, ...added] };
}
