import type { EvaluationReport } from "../../src/evaluation/report-schema.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import type { BotContext } from "./context.ts";

/** Marks a report as the pull request's own word, whatever it claims about that. */
export function markSelfReported(
  report: EvaluationReport,
  { run, pull }: { readonly run: WorkflowRun; readonly pull: PullRequest },
): EvaluationReport {
  const verification = {
    by: "self-reported",
    pullRequest: pull.number,
    run: run.id,
    rows: report.data === null ? "none" : "head",
  } as const;
  return { ...report, verification };
}

/**
 * Whether reports are the word of somebody who may not write to the repository. That a model did not change is believed
 * when the pull request changes no file that names data.
 */
export async function areForeignWords(
  reports: readonly EvaluationReport[],
  pull: PullRequest,
  { github }: Pick<BotContext, "github">,
): Promise<boolean> {
  const own = reports.filter((report) => report.verification?.by === "self-reported");
  if (own.length === 0 || pull.headRepositoryId === (await github.members.repository()).id) return false;
  if (own.some((report) => report.outcome !== "unchanged")) return true;
  const files = await github.pullRequests.listFiles(pull.number);
  return files.some((path) => /(^|\/)dvc\.(lock|yaml)$|\.dvc$|\.onnx$/.test(path));
}
