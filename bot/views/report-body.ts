import type { EvaluationReport } from "../../src/evaluation/report-schema.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";

/** The metric comment below its marker. */
export function renderReportBody(report: EvaluationReport, run: WorkflowRun | undefined): string {
  return `### ${report.model}: ${report.verdict}\n\n${run?.url ?? ""}`;
}
