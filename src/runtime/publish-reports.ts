import { join } from "node:path";
import type { EvaluateResult } from "../app/evaluate.ts";
import { reportPage } from "../app/report-page.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import type { ArtifactFile } from "../ports/artifacts.ts";
import { renderJobSummary } from "../report/evaluation-check.ts";
import { renderEvaluationSummary, summarizeEvaluations } from "../report/evaluation-summary.ts";
import { createArtifacts, createFileSystem, createPlotRenderer } from "./compose.ts";
import type { ActionOutcome } from "./run-action.ts";

/**
 * Writes `<model>.json`, `<model>.html` and `<model>.md` a report, and sums the reports up as the outcome of a step. The
 * JSON is the artifact that the bot reads, and nothing else may be in that; people find all files in the artifact
 * `<artifact>-pages`. The outputs are `verdict` and `report`, the folder.
 */
export async function publishReports(
  evaluations: readonly EvaluateResult[],
  artifact: string,
): Promise<ActionOutcome> {
  const reports = evaluations.map((evaluation) => evaluation.report);
  const temporary = await createFileSystem(process.env["RUNNER_TEMP"] ?? process.cwd());
  const documents = reports.map((report) => ({
    path: `${report.model}.json`,
    content: JSON.stringify(report, null, 2),
  }));
  const all = [...documents, ...(await renderViews(reports))];
  for (const { path, content } of all) await temporary.write(`pawl-report/${path}`, content);
  const artifacts = await createArtifacts();
  await artifacts.upload(artifact, documents);
  if (reports.length > 0) await artifacts.upload(`${artifact}-pages`, all);
  const outcome = summarizeEvaluations(evaluations);
  const outputs = { verdict: outcome.result.verdict, report: join(temporary.root, "pawl-report") };
  return { ...outcome, outputs, summary: renderEvaluationSummary(reports) };
}

async function renderViews(reports: readonly EvaluationReport[]): Promise<readonly ArtifactFile[]> {
  if (reports.length === 0) return [];
  const renderer = await createPlotRenderer();
  const views: ArtifactFile[] = [];
  for (const report of reports) {
    views.push(
      { path: `${report.model}.md`, content: `${renderJobSummary(report)}\n` },
      { path: `${report.model}.html`, content: await reportPage(report, renderer) },
    );
  }
  return views;
}
