import { join } from "node:path";
import type { EvaluateResult } from "../app/evaluate.ts";
import { reportPage } from "../app/report-page.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import type { ArtifactFile } from "../ports/artifacts.ts";
import { renderJobSummary } from "../report/evaluation-check.ts";
import { renderEvaluationSummary, summarizeEvaluations } from "../report/evaluation-summary.ts";
import { createArtifacts, createFileSystem, createPlotRenderer } from "./compose.ts";
import type { ActionOutcome } from "./run-action.ts";

/** The bot reads archives of up to 8 MiB; a page of 1 MB takes a quarter of that in one. */
const mostPages = 20;

/**
 * Writes `<model>.json`, `<model>.html` and `<model>.md` a report, uploads them as the artifact that the bot reads the JSON
 * of, and sums them up as the outcome of a step. Pages beyond the twentieth are written, not uploaded. The outputs are
 * `verdict` and `report`, the folder.
 */
export async function publishReports(
  evaluations: readonly EvaluateResult[],
  artifact: string,
): Promise<ActionOutcome> {
  const reports = evaluations.map((evaluation) => evaluation.report);
  const temporary = await createFileSystem(process.env["RUNNER_TEMP"] ?? process.cwd());
  const texts = reports.flatMap(textFiles);
  const pages = await renderPages(reports);
  for (const { path, content } of [...texts, ...pages]) await temporary.write(`pawl-report/${path}`, content);
  await (await createArtifacts()).upload(artifact, [...texts, ...pages.slice(0, mostPages)]);
  const outcome = summarizeEvaluations(evaluations);
  const outputs = { verdict: outcome.result.verdict, report: join(temporary.root, "pawl-report") };
  return { ...outcome, outputs, summary: renderEvaluationSummary(reports) };
}

function textFiles(report: EvaluationReport): readonly ArtifactFile[] {
  return [
    { path: `${report.model}.json`, content: JSON.stringify(report, null, 2) },
    { path: `${report.model}.md`, content: `${renderJobSummary(report)}\n` },
  ];
}

async function renderPages(reports: readonly EvaluationReport[]): Promise<readonly ArtifactFile[]> {
  if (reports.length === 0) return [];
  const renderer = await createPlotRenderer();
  const pages: ArtifactFile[] = [];
  for (const report of reports) {
    pages.push({ path: `${report.model}.html`, content: await reportPage(report, renderer) });
  }
  return pages;
}
