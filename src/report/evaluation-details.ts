import type { EvaluationReport, MetricComparison } from "../evaluation/report-schema.ts";
import { escapeText } from "./escape.ts";
import { plural } from "./evaluation-headline.ts";
import { formatDifference, formatSide, metricLabel } from "./format-metric.ts";
import { renderTable } from "./markdown-table.ts";

/** How many rows each table of the details may have; 0 leaves the details out. */
export type DetailRows = number;

/** Metrics, slices, params, stages and lineage below one fold; `""` when nothing is to be said or `limit` is 0. */
export function renderDetails(report: EvaluationReport, limit: DetailRows): string {
  const sections = [
    { title: plural(report.metrics.length, "metric"), body: renderMetrics(report, limit) },
    { title: plural(report.slices.length, "slice"), body: renderSlices(report, limit) },
    { title: `${plural(report.params.length, "param")} changed`, body: renderParams(report, limit) },
    { title: plural(report.stages.length, "stage"), body: renderStages(report, limit) },
    { title: "lineage", body: renderLineageList(report) },
  ].filter(({ body }) => body !== "");
  if (limit === 0 || sections.length === 0) return "";
  const summary = sections.map(({ title }) => title).join(" · ");
  const bodies = sections.map(({ title, body }) => `**${capitalize(title)}**\n\n${body}`);
  return `<details><summary>${capitalize(summary)}</summary>\n\n${bodies.join("\n\n")}\n\n</details>`;
}

const comparisonColumns = [
  { heading: "Champion", align: "right" },
  { heading: "This PR", align: "right" },
  { heading: "Δ", align: "right" },
  { heading: "Verdict" },
] as const;

function renderMetrics({ metrics }: EvaluationReport, limit: number): string {
  const rows = metrics.map((metric) => [metricLabel(metric), ...comparisonCells(metric)]);
  return limited([{ heading: "Metric" }, ...comparisonColumns], rows, limit);
}

function renderSlices({ slices }: EvaluationReport, limit: number): string {
  const rows = slices.flatMap(({ slice, rows: count, metrics }) =>
    metrics.map((metric, index) => [
      index === 0 ? escapeText(slice, 80) : "",
      index === 0 ? count.toLocaleString("en-US") : "",
      metricLabel(metric),
      ...comparisonCells(metric),
    ]),
  );
  const columns = [{ heading: "Slice" }, { heading: "Rows", align: "right" as const }, { heading: "Metric" }];
  return limited([...columns, ...comparisonColumns], rows, limit);
}

function comparisonCells(metric: MetricComparison): readonly string[] {
  return [
    formatSide(metric, "champion"),
    formatSide(metric, "challenger"),
    formatDifference(metric),
    metric.champion === null && metric.verdict === "not comparable" ? "no champion" : metric.verdict,
  ];
}

function renderParams({ params }: EvaluationReport, limit: number): string {
  const rows = params.map((param) => [
    escapeText(param.file, 80),
    escapeText(param.key, 80),
    valueText(param.old),
    valueText(param.new),
  ]);
  return limited(
    [{ heading: "File" }, { heading: "Key" }, { heading: "Base" }, { heading: "This PR" }],
    rows,
    limit,
  );
}

function valueText(value: unknown): string {
  return value === null || value === undefined ? "–" : escapeText(JSON.stringify(value), 60);
}

function renderStages({ stages }: EvaluationReport, limit: number): string {
  const rows = stages.map((stage) => [
    escapeText(stage.stage, 80),
    stage.state,
    escapeText(stage.reason, 120),
    `${(stage.durationMs / 1000).toFixed(1)} s`,
  ]);
  const columns = [{ heading: "Stage" }, { heading: "State" }, { heading: "Why" }];
  return limited([...columns, { heading: "Time", align: "right" as const }], rows, limit);
}

function limited(
  columns: Parameters<typeof renderTable>[0],
  rows: readonly (readonly string[])[],
  limit: number,
): string {
  const table = renderTable(columns, rows.slice(0, limit));
  return rows.length > limit && limit > 0
    ? `${table}\n\nand ${rows.length - limit} more, in the report`
    : table;
}

function renderLineageList(report: EvaluationReport): string {
  const { data, challenger, champion } = report;
  const lines = [
    ...(data === null ? [] : [`- Data: ${escapeText(data.path, 120)}, ${digestText(data.digest)}`]),
    ...(challenger === null ? [] : [`- Model of this PR: ${digestText(`sha256:${challenger.sha256}`)}`]),
    ...(champion === null
      ? []
      : [
          `- Champion: ${escapeText(champion.version ?? champion.source, 40)}, ${digestText(`sha256:${champion.sha256}`)}`,
        ]),
  ];
  return lines.join("\n");
}

function digestText(digest: string): string {
  return escapeText(digest.slice(0, 19), 20);
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
