import type { EvaluationReport, MetricComparison } from "../evaluation/report-schema.ts";
import { type Block, type Cell, type ReportTable, tableBlock, untrusted } from "./blocks.ts";
import { plural } from "./evaluation-headline.ts";
import { formatDifference, formatEstimate, formatLevel, metricLabel } from "./format-metric.ts";

/** The metrics of a version with intervals, against the version before; nothing when there are none. */
export function versionMetricBlocks(report: EvaluationReport): readonly Block[] {
  const { metrics, data, resamples, seed } = report;
  if (metrics.length === 0) return [];
  const rows = data === null ? "" : `${plural(data.rows, "row")}; `;
  const how = `${rows}${formatLevel(report.confidence)} intervals by ${plural(resamples, "paired resample")}, seed ${seed}.`;
  return [...tableBlock(metricTable(report)), { kind: "text", text: how }];
}

function metricTable({ metrics }: EvaluationReport): ReportTable {
  return {
    columns: [{ heading: "Metric" }, ...numberColumns, { heading: "Verdict" }],
    rows: metrics.map((metric) => [metricLabel(metric), ...numberCells(metric), metric.verdict]),
  };
}

const numberColumns = ["This version", "Version before", "Difference"].map((heading) => ({
  heading,
  align: "right" as const,
}));

function numberCells(metric: MetricComparison): readonly Cell[] {
  return [formatEstimate(metric, "challenger"), formatEstimate(metric, "champion"), formatDifference(metric)];
}

/** The primary metric of each declared slice, and of those found worse. */
export function versionSliceTable({ slices }: EvaluationReport): ReportTable {
  const rows = slices.flatMap(({ slice, rows: count, metrics, origin }) => {
    const [primary] = metrics;
    if (primary === undefined) return [];
    const found = origin === "found" ? "found by search" : "declared";
    return [
      [
        untrusted(slice, 80),
        found,
        count.toLocaleString("en-US"),
        metricLabel(primary),
        ...numberCells(primary),
      ],
    ];
  });
  const columns = [{ heading: "Slice" }, { heading: "Origin" }, { heading: "Rows", align: "right" as const }];
  return { columns: [...columns, { heading: "Metric" }, ...numberColumns], rows };
}
