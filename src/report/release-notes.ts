import type { EvaluationReport, MetricComparison } from "../evaluation/report-schema.ts";
import type { Manifest } from "../registry/manifest-schema.ts";
import { escapeText } from "./escape.ts";
import { renderLineage } from "./lineage-graph.ts";
import { formatNumber } from "./plain-number.ts";

/** What Release notes show. */
export interface ReleaseNotesView {
  readonly manifest: Manifest;
  /** The comparison with the previous version, or `undefined`. */
  readonly report: EvaluationReport | undefined;
}

/** Release notes as Markdown: why this number, metrics with intervals against the previous version, digests, lineage. */
export function renderReleaseNotes({ manifest, report }: ReleaseNotesView): string {
  const { bump, artifact, digests } = manifest;
  const since = bump.previous === null ? "" : ` after ${escapeText(bump.previous)}`;
  return [
    `**${escapeText(manifest.model)} ${escapeText(manifest.version)}**${since}: ${escapeText(bump.reason)}`,
    renderMetrics(report),
    "### Lineage",
    renderLineage(manifest),
    "### Digests",
    [
      "| part | sha256 |",
      "| --- | --- |",
      `| model (${artifact.sizeBytes} bytes) | \`${artifact.sha256}\` |`,
      `| code | \`${digests.code}\` |`,
      `| params | \`${digests.params}\` |`,
      `| data | \`${digests.data}\` |`,
    ].join("\n"),
    `<sub>Commit ${manifest.commit}</sub>`,
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

/** The table of metrics with intervals; empty without a report. */
export function renderMetrics(report: EvaluationReport | undefined): string {
  if (report === undefined || report.metrics.length === 0) return "";
  const confidence = formatNumber(report.confidence * 100);
  const rows = report.data?.rows;
  const lines = report.metrics.map(
    (metric) =>
      `| ${escapeText(metric.metric)} | ${renderEstimate(metric.challenger)} | ${renderEstimate(metric.champion)} ` +
      `| ${renderEstimate(metric.difference)} | ${metric.verdict} |`,
  );
  return [
    "### Metrics",
    "",
    `| metric | this version | previous | difference | verdict |`,
    "| --- | --- | --- | --- | --- |",
    ...lines,
    "",
    `<sub>${rows ?? "?"} rows, ${confidence} % intervals by ${report.resamples} paired resamples, seed ${report.seed}</sub>`,
  ].join("\n");
}

function renderEstimate(estimate: MetricComparison["challenger"]): string {
  if (estimate === null) return "–";
  if (estimate.interval === null) return renderNumber(estimate.value);
  const [low, high] = estimate.interval;
  return `${renderNumber(estimate.value)} [${renderNumber(low)}, ${renderNumber(high)}]`;
}

function renderNumber(value: number | string): string {
  return typeof value === "number" ? formatNumber(value) : value;
}
