import { isFileMetric, lastPart } from "../evaluation/gate-rule.ts";
import { fromJsonNumber } from "../math/json-number.ts";
import { findMetric } from "../evaluation/metric-table.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import { tableBlock } from "./blocks.ts";
import { plural, renderHeadline } from "./evaluation-headline.ts";
import { planNextStep, planNotes, planProvenance } from "./evaluation-lead.ts";
import { renderDetails } from "./evaluation-sections.ts";
import { gateTable } from "./gate-table.ts";
import { renderBlocks, renderCell } from "./markdown-blocks.ts";
import { renderBarChart } from "./mermaid.ts";

/** GitHub refuses a body of more than 65,536 characters; this leaves room for what the caller adds. */
const mostCharacters = 60_000;

/** Rows of the details and of the gate table, from everything to the least. */
const levels = [
  { details: 500, gates: 100 },
  { details: 30, gates: 50 },
  { details: 0, gates: 20 },
] as const;

const shownRuns = 8;

/** Where a report is shown. */
export interface ReportContext {
  /** Page of the workflow run that made the report. */
  readonly runUrl?: string | undefined;
}

/** Where a comment is written. */
export interface CommentContext extends ReportContext {
  readonly repositoryId: number;
  readonly pullRequest: number;
  /** Grows with each write. */
  readonly seq: number;
}

/**
 * The comment on a pull request: marker, verdict, champion, gates, chart, folded details, next step. Text from the report
 * is escaped. Nothing in it changes between two renders of the same report.
 *
 * @returns fewer than 60,000 characters.
 */
export function renderEvaluationComment(report: EvaluationReport, context: CommentContext): string {
  const slot = report.model.replaceAll(/[^A-Za-z0-9_-]/g, "_").slice(0, 64);
  const place = `repo=${context.repositoryId} pr=${context.pullRequest} slot=${slot}`;
  const marker = `<!-- pawl:report v=1 ${place} sha=${report.headSha.slice(0, 7)} seq=${context.seq} -->`;
  return `${marker}\n${renderEvaluationBody(report, context)}`;
}

/** The comment without its marker: in the first of three levels of detail that is short enough. */
export function renderEvaluationBody(report: EvaluationReport, context: ReportContext = {}): string {
  for (const level of levels) {
    const body = renderLevel(report, context, level);
    if (body.length < mostCharacters - 500) return body;
  }
  return `### ${renderHeadline(report)}\n\nThe report is too long for a comment; the run has all of it.`;
}

function renderLevel(
  report: EvaluationReport,
  context: ReportContext,
  level: (typeof levels)[number],
): string {
  return [
    `### ${renderHeadline(report)}`,
    renderCell(planProvenance(report)),
    planNotes(report)
      .map((note) => `> ${renderCell(note)}`)
      .join("\n>\n"),
    renderBlocks(tableBlock(gateTable(report)), level.gates),
    renderChart(report),
    renderDetails(report, level.details),
    renderNextStep(report),
    renderFooter(context),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

/**
 * Bars of the last runs, the champion and this pull request; nothing without something to compare with. The metric is that
 * of the history, where the report has it too, else the primary one.
 */
function renderChart(report: EvaluationReport): string {
  const followed = report.metrics.find(({ metric }) => metric === report.history?.metric);
  const shown = followed ?? report.metrics[0];
  if (shown === undefined || shown.challenger === null) return "";
  const title = chartTitle(shown.metric);
  const limit = limitOf(report, shown.metric);
  const runs = followed === undefined ? [] : (report.history?.runs.slice(-shownRuns) ?? []);
  const champion = shown.champion ?? undefined;
  const isLastRun = runs.at(-1)?.label === report.champion?.version && runs.at(-1)?.value === champion?.value;
  const bars = [
    ...runs.map((run) => ({ label: run.label, value: fromJsonNumber(run.value) })),
    ...(champion === undefined || isLastRun
      ? []
      : [{ label: "champion", value: fromJsonNumber(champion.value) }]),
    { label: "this PR", value: fromJsonNumber(shown.challenger.value) },
  ];
  if (bars.length < 2) return "";
  const what = runs.length === 0 ? title : `${title}: last ${plural(runs.length, "run")}, then this PR`;
  return renderBarChart({
    title: limit === undefined ? what : `${what} (line = limit ${limit})`,
    labels: bars.map(({ label }) => label),
    values: bars.map(({ value }) => value),
    line: limit === undefined ? undefined : Number(limit),
    unit: title,
    heightPx: 300,
  });
}

/** The table's title, also of a number in a metrics file that has a metric's name. */
function chartTitle(metric: string): string {
  const own = findMetric(metric)?.title;
  if (own !== undefined || !isFileMetric(metric)) return own ?? metric;
  const named = findMetric(lastPart(metric))?.title;
  return named === undefined ? metric : `${named} in ${metric.slice(0, metric.indexOf(":"))}`;
}

/** The absolute limit of the gate on a metric, or on the metric whose name a number in a file has, from the gate's sentence. */
function limitOf({ gates }: EvaluationReport, metric: string): string | undefined {
  const names = [metric, ...(isFileMetric(metric) ? [lastPart(metric)] : [])];
  const found = names.map((name) => gates.find((one) => one.metric === name && one.slice === null));
  const gate = found.find((one) => one !== undefined)?.gate;
  return /[≥≤] (-?\d+(?:\.\d+)?)(?: |$)/.exec(gate?.split("Δ")[0] ?? "")?.[1];
}

function renderNextStep(report: EvaluationReport): string {
  const next = planNextStep(report);
  return next.length === 0 ? "" : `**Next:** ${renderCell(next)}`;
}

function renderFooter({ runUrl }: ReportContext): string {
  const isLink = runUrl !== undefined && /^https?:\/\/[^\s()<>"]+$/.test(runUrl);
  return `<sub>${isLink ? `[Run and full report](${runUrl}) · ` : ""}\`/ml help\`</sub>`;
}
