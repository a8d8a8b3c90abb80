import type { EvaluationReport, GateResult, MetricComparison } from "../evaluation/report-schema.ts";
import { escapeText } from "./escape.ts";
import { plural } from "./evaluation-headline.ts";
import { formatDifference, formatSide, metricLabel, metricTitle } from "./format-metric.ts";
import { renderTable } from "./markdown-table.ts";

const icons = { pass: "✅", warn: "⚠️", fail: "❌" } as const;
const order = ["fail", "warn", "pass"] as const;

/**
 * The gates as a table, worst first. Slices that pass the same gate share one row.
 *
 * @param limit most rows; what is left out is counted below the table.
 */
export function renderGateTable(report: EvaluationReport, limit: number): string {
  const entries = mergePassingSlices(report.gates).sort(
    (a, b) => order.indexOf(a.gate.status) - order.indexOf(b.gate.status),
  );
  const level = `${Number((report.confidence * 100).toFixed(2))} %`;
  const table = renderTable(
    [
      { heading: "Gate" },
      { heading: "Champion", align: "right" },
      { heading: "This PR", align: "right" },
      { heading: `Δ [${level} interval]`, align: "right" },
      { heading: "Rule" },
      { heading: "Verdict" },
    ],
    entries.slice(0, limit).map((entry) => renderRow(entry, report)),
  );
  const left = entries.length - limit;
  return left > 0 ? `${table}\n\nand ${left} more, in the report` : table;
}

interface GateEntry {
  readonly gate: GateResult;
  /** How many slices share the row. */
  readonly slices: number;
}

function mergePassingSlices(gates: readonly GateResult[]): GateEntry[] {
  const entries: GateEntry[] = [];
  const shared = new Map<string, number>();
  for (const gate of gates) {
    const isShared = gate.slice !== null && gate.status === "pass";
    const known = isShared ? shared.get(gate.gate) : undefined;
    const entry = known === undefined ? undefined : entries[known];
    if (known !== undefined && entry !== undefined) {
      entries[known] = { ...entry, slices: entry.slices + 1 };
      continue;
    }
    if (isShared) shared.set(gate.gate, entries.length);
    entries.push({ gate, slices: 1 });
  }
  return entries;
}

function renderRow({ gate, slices }: GateEntry, report: EvaluationReport): readonly string[] {
  const rule = ruleOf(gate);
  const verdict =
    gate.status === "pass" ? icons.pass : `${icons[gate.status]} ${escapeText(gate.reason, 160)}`;
  if (slices > 1) {
    return [`${metricTitle(gate.metric)} in ${slices} slices`, "", "", "", rule, verdict];
  }
  const metric = findComparison(gate, report);
  if (metric === undefined) return [gateName(gate, metricTitle(gate.metric)), "–", "–", "–", rule, verdict];
  return [
    gateName(gate, metricLabel(metric), metric.rows),
    formatSide(metric, "champion"),
    formatSide(metric, "challenger"),
    formatDifference(metric),
    rule,
    verdict,
  ];
}

function gateName(gate: GateResult, label: string, rows?: number): string {
  if (gate.slice === null) return label;
  const size = rows === undefined ? "" : `, ${plural(rows, "row")}`;
  return `${label} (${escapeText(gate.slice, 80)}${size})`;
}

/** The rule without the metric's name, which has a column of its own. */
function ruleOf({ gate, metric }: GateResult): string {
  return escapeText(gate.startsWith(`${metric} `) ? gate.slice(metric.length + 1) : gate, 160);
}

function findComparison(gate: GateResult, report: EvaluationReport): MetricComparison | undefined {
  const metrics =
    gate.slice === null ? report.metrics : report.slices.find((slice) => slice.slice === gate.slice)?.metrics;
  return metrics?.find((metric) => metric.metric === gate.metric);
}
