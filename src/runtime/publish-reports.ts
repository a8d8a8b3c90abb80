import { join } from "node:path";
import type { EvaluateResult } from "../app/evaluate.ts";
import { renderEvaluationSummary, summarizeEvaluations } from "../report/evaluation-summary.ts";
import { createArtifacts, createFileSystem } from "./compose.ts";
import type { ActionOutcome } from "./run-action.ts";

/**
 * Writes one `<model>.json` a report, uploads them as the artifact that the bot reads, and sums them up as the outcome of
 * a step. The outputs are `verdict` and `report`, the folder.
 */
export async function publishReports(
  evaluations: readonly EvaluateResult[],
  artifact: string,
): Promise<ActionOutcome> {
  const reports = evaluations.map((evaluation) => evaluation.report);
  const temporary = await createFileSystem(process.env["RUNNER_TEMP"] ?? process.cwd());
  const contents = reports.map((report) => ({
    path: `${report.model}.json`,
    content: JSON.stringify(report, null, 2),
  }));
  for (const { path, content } of contents) await temporary.write(`pawl-report/${path}`, content);
  await (await createArtifacts()).upload(artifact, contents);
  const outcome = summarizeEvaluations(evaluations);
  const outputs = { verdict: outcome.result.verdict, report: join(temporary.root, "pawl-report") };
  return { ...outcome, outputs, summary: renderEvaluationSummary(reports) };
}
