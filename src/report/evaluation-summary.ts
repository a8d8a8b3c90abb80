import type { EvaluationReport } from "../evaluation/report-schema.ts";
import { renderJobSummary } from "./evaluation-check.ts";
import type { ReportContext } from "./evaluation-comment.ts";

/** One model's outcome. */
export interface EvaluationOutcome {
  readonly decision: "positive" | "negative";
  readonly reasonCode: string;
  readonly reason: string;
  readonly report: EvaluationReport;
}

/** `pawl.evaluate/1`: the reports of all models in one document. */
export interface EvaluationsDocument {
  readonly [key: string]: unknown;
  readonly schema: "pawl.evaluate/1";
  readonly verdict: EvaluationReport["verdict"];
  readonly reports: readonly EvaluationReport[];
}

/** The outcomes of several models as one: negative when one is, with the reason of the first that is. */
export function summarizeEvaluations(outcomes: readonly EvaluationOutcome[]): {
  readonly decision: "positive" | "negative";
  readonly reasonCode: string;
  readonly reason: string;
  readonly result: EvaluationsDocument;
} {
  const reports = outcomes.map((outcome) => outcome.report);
  const verdict =
    (["fail", "warn"] as const).find((worst) => reports.some((report) => report.verdict === worst)) ?? "pass";
  const shown = outcomes.find((outcome) => outcome.decision === "negative") ?? outcomes[0];
  return {
    decision: shown?.decision ?? "positive",
    reasonCode: shown?.reasonCode ?? "evaluation.no-models",
    reason: shown?.reason ?? "the policy has no models",
    result: { schema: "pawl.evaluate/1", verdict, reports },
  };
}

/** The job summary of several models. */
export function renderEvaluationSummary(
  reports: readonly EvaluationReport[],
  context: ReportContext = {},
): string {
  return reports.map((report) => renderJobSummary(report, context)).join("\n\n---\n\n");
}
