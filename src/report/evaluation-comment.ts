import { fromJsonNumber } from "../evaluation/json-number.ts";
import { findMetric } from "../evaluation/metric-table.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import { escapeText } from "./escape.ts";
import { renderDetails } from "./evaluation-details.ts";
import { countGates, plural, renderHeadline } from "./evaluation-headline.ts";
import { renderGateTable } from "./gate-table.ts";
import { renderBarChart } from "./mermaid.ts";

/** GitHub refuses a body of more than 65,536 characters; this leaves room for what the caller adds. */
const mostCharacters = 60_000;

/** Rows of the details and of the gate table, from everything to the least. */
const levels = [
  { details: 500, gates: 100 },
  { details: 30, gates: 50 },
  { details: 0, gates: 20 },
] as const;

/** Where a report is shown. */
export interface ReportContext {
  /** Page of the workflow run that made the report. */
  readonly runUrl?: string | undefined;
  /** Values of the primary metric of earlier versions, oldest first, for the chart. */
  readonly history?: readonly { readonly label: string; readonly value: number }[] | undefined;
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
    renderProvenance(report),
    renderGateTable(report, level.gates),
    renderChart(report, context),
    renderNotes(report),
    renderDetails(report, level.details),
    renderNextStep(report),
    renderFooter(context),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

/** What was compared with what, on which rows. */
function renderProvenance(report: EvaluationReport): string {
  const head = `\`${report.headSha.slice(0, 7)}\``;
  if (report.outcome === "unchanged")
    return `${head}: no stage was stale, so no model was trained or scored.`;
  const { data } = report;
  const rows = data === null ? "" : ` on ${plural(data.rows, "row")} of ${escapeText(data.path, 120)}`;
  const isResampled = report.metrics.some((metric) => metric.challenger?.interval != null);
  const draws = isResampled ? [`${plural(report.resamples, "paired resample")}, seed ${report.seed}`] : [];
  return [`${head} ${describeChampion(report)}${rows}`, ...draws].join(" · ");
}

function describeChampion({ champion, baseSha, outcome, metrics }: EvaluationReport): string {
  const base = baseSha === null ? "" : ` \`${baseSha.slice(0, 7)}\``;
  if (champion?.source === "release") {
    const commit = champion.commit === null ? "" : ` (\`${champion.commit.slice(0, 7)}\`)`;
    return `against champion **${escapeText(champion.version ?? "?", 40)}**${commit}, both scored`;
  }
  if (champion !== null) return `against the model of base${base}, both scored`;
  if (outcome === "first") return "has no champion to compare with; scored";
  return metrics.some((metric) => metric.champion !== null)
    ? `against the metrics files of base${base}`
    : "has no comparable champion; scored";
}

function renderChart(report: EvaluationReport, { history = [] }: ReportContext): string {
  const primary = report.metrics[0];
  if (primary === undefined || primary.challenger === null) return "";
  const title = findMetric(primary.metric)?.title ?? primary.metric;
  const floor = /[≥≤] (-?\d+(?:\.\d+)?)(?: |$)/.exec(
    report.gates.find((gate) => gate.metric === primary.metric && gate.slice === null)?.gate.split("Δ")[0] ??
      "",
  )?.[1];
  const champion =
    primary.champion === null ? [] : [{ label: "champion", value: fromJsonNumber(primary.champion.value) }];
  const bars = [
    ...history.slice(-8),
    ...champion,
    { label: "PR", value: fromJsonNumber(primary.challenger.value) },
  ];
  if (bars.length < 2) return "";
  return renderBarChart({
    title: floor === undefined ? title : `${title} (line = limit ${floor})`,
    labels: bars.map(({ label }) => label),
    values: bars.map(({ value }) => value),
    line: floor === undefined ? undefined : Number(floor),
    unit: title,
  });
}

function renderNotes({ notes }: EvaluationReport): string {
  return notes.map((note) => `> ${escapeText(note, 400)}`).join("\n>\n");
}

function renderNextStep(report: EvaluationReport): string {
  if (report.outcome === "unchanged") return "";
  const { gates } = report;
  if (countGates(gates, "fail") > 0) {
    const codes = [...new Set(gates.flatMap((gate) => (gate.status === "fail" ? [gate.reasonCode] : [])))];
    const names = codes.map((code) => `\`${code.replaceAll(/[^a-z0-9.-]/g, "")}\``).join(", ");
    return `**Next:** bring the gates that failed back within their rules (${names}), then push. Promotion is blocked: \`blocked.gate\`.`;
  }
  if (countGates(gates, "warn") > 0) {
    return "**Next:** decide whether this much evidence will do; more evaluation rows would narrow the intervals.";
  }
  return "**Next:** review and merge; the model is then registered as a new version.";
}

function renderFooter({ runUrl }: ReportContext): string {
  const isLink = runUrl !== undefined && /^https?:\/\/[^\s()<>"]+$/.test(runUrl);
  return `<sub>${isLink ? `[Run and full report](${runUrl}) · ` : ""}\`/ml help\`</sub>`;
}
