import type { EvaluationReport, MetricComparison } from "../../src/evaluation/report-schema.ts";
import { renderCell } from "../../src/report/markdown-blocks.ts";
import { decimalsOf, formatValue, metricLabel } from "../../src/report/format-metric.ts";
import { escapeText } from "../../src/report/escape.ts";
import { renderTable, type TableColumn } from "../../src/report/markdown-table.ts";
import { fromJsonNumber } from "../../src/math/json-number.ts";

/** Two reports of one model. */
export interface Comparison {
  readonly own: EvaluationReport;
  readonly other: EvaluationReport;
  /** Which model of the other report is meant. */
  readonly side: "champion" | "challenger";
  readonly isSlices: boolean;
  /** What the other one is called; escaped. */
  readonly name: string;
}

/** Slices that are shown. */
const maxSlices = 20;

/** A comparison as a table: metrics that only one has, and numbers on other rows, are said to be so. */
export function renderComparison(comparison: Comparison): string {
  const { own, other, side, name } = comparison;
  const columns: TableColumn[] = [
    ...(comparison.isSlices ? [{ heading: "Rows" }] : []),
    { heading: "Metric" },
    { heading: name, align: "right" },
    { heading: "This PR", align: "right" },
    { heading: "Δ", align: "right" },
  ];
  const isSameData = own.data !== null && own.data.digest === other.data?.digest;
  const overall = rowsOf(own.metrics, other.metrics, { side, isSameData });
  const whole = comparison.isSlices ? overall.map((row) => ["all", ...row]) : overall;
  const rows = comparison.isSlices ? [...whole, ...sliceRows(comparison, isSameData)] : whole;
  const note = isSameData
    ? "The same rows; without intervals, because the two were not resampled together."
    : "⚠️ **Other rows**: the evaluation data differ, so the differences say nothing of the models.";
  return [
    `**${escapeText(own.model)}** \`${own.headSha.slice(0, 7)}\` and ${name}: (\`compared\`)`,
    "",
    renderTable(columns, rows) || "Neither has a metric.",
    "",
    own === other ? "From the report of this pull request; its comment has the intervals." : note,
  ].join("\n");
}

function sliceRows({ own, other, side }: Comparison, isSameData: boolean): readonly (readonly string[])[] {
  return own.slices.slice(0, maxSlices).flatMap((slice) => {
    const match = other.slices.find((candidate) => candidate.slice === slice.slice);
    if (match === undefined) return [];
    const name = escapeText(slice.slice, 80);
    return rowsOf(slice.metrics, match.metrics, { side, isSameData }).map((row) => [name, ...row]);
  });
}

function rowsOf(
  own: readonly MetricComparison[],
  other: readonly MetricComparison[],
  { side, isSameData }: { readonly side: Comparison["side"]; readonly isSameData: boolean },
): readonly (readonly string[])[] {
  return own.map((metric) => {
    const left = other.find((candidate) => candidate.metric === metric.metric)?.[side];
    const right = metric.challenger;
    const decimals = decimalsOf(metric);
    const show = (value: typeof right | undefined): string =>
      value === null || value === undefined ? "missing" : formatValue(value.value, decimals);
    const difference =
      left === null || left === undefined || right === null || !isSameData
        ? Number.NaN
        : fromJsonNumber(right.value) - fromJsonNumber(left.value);
    const delta = Number.isNaN(difference) ? "not comparable" : formatValue(difference, decimals);
    return [renderCell(metricLabel(metric)), show(left), show(right), delta];
  });
}
