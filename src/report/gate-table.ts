import type { EvaluationReport, GateResult, MetricComparison } from "../evaluation/report-schema.ts";
import { type Cell, type Fragment, type ReportTable, untrusted } from "./blocks.ts";
import { plural } from "./evaluation-headline.ts";
import { formatDifference, formatLevel, formatSide, metricLabel, metricName } from "./format-metric.ts";

const icons = { pass: "✅", warn: "⚠️", fail: "❌" } as const;
const order = ["fail", "warn", "pass"] as const;

/** The gates as a table, worst first. Slices that pass the same gate share one row. */
export function gateTable(report: EvaluationReport): ReportTable {
  const entries = mergePassingSlices(report.gates).sort(
    (a, b) => order.indexOf(a.gate.status) - order.indexOf(b.gate.status),
  );
  return {
    columns: [
      { heading: "Gate" },
      { heading: "Champion", align: "right" },
      { heading: "This PR", align: "right" },
      { heading: `Δ [${formatLevel(report.confidence)} interval]`, align: "right" },
      { heading: "Rule" },
      { heading: "Verdict" },
    ],
    rows: entries.map((entry) => gateRow(entry, report)),
  };
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

function gateRow({ gate, slices }: GateEntry, report: EvaluationReport): readonly Cell[] {
  const rule = ruleOf(gate);
  const verdict: Cell =
    gate.status === "pass" ? icons.pass : [`${icons[gate.status]} `, untrusted(gate.reason, 160)];
  if (slices > 1) return [[metricName(gate.metric), ` in ${slices} slices`], "", "", "", rule, verdict];
  const metric = findComparison(gate, report);
  if (metric === undefined) return [gateName(gate, [metricName(gate.metric)]), "–", "–", "–", rule, verdict];
  return [
    gateName(gate, metricLabel(metric), metric.rows),
    formatSide(metric, "champion"),
    formatSide(metric, "challenger"),
    formatDifference(metric),
    rule,
    verdict,
  ];
}

function gateName(gate: GateResult, label: readonly Fragment[], rows?: number): Cell {
  if (gate.slice === null) return label;
  const size = rows === undefined ? "" : `, ${plural(rows, "row")}`;
  return [...label, " (", untrusted(gate.slice, 80), `${size})`];
}

/** The rule without the metric's name, which has a column of its own. */
function ruleOf({ gate, metric }: GateResult): Cell {
  return untrusted(gate.startsWith(`${metric} `) ? gate.slice(metric.length + 1) : gate, 160);
}

function findComparison(gate: GateResult, report: EvaluationReport): MetricComparison | undefined {
  const metrics =
    gate.slice === null ? report.metrics : report.slices.find((slice) => slice.slice === gate.slice)?.metrics;
  return metrics?.find((metric) => metric.metric === gate.metric);
}
