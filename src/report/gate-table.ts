import { isOverridden } from "../evaluation/gate-override.ts";
import type { EvaluationReport, GateResult, MetricComparison } from "../evaluation/report-schema.ts";
import { type Cell, type Fragment, type ReportTable, untrusted } from "./blocks.ts";
import { plural } from "./evaluation-headline.ts";
import { formatDifference, formatLevel, formatSide, metricLabel, metricName } from "./format-metric.ts";

const icons = { pass: "✅", overridden: "🔓", warn: "⚠️", fail: "❌" } as const;
const order = ["fail", "warn", "overridden", "pass"] as const;

/**
 * The gates as a table: the mark in the first column, where a phone shows it; worst first, those that a person has overridden
 * before those that passed. Slices that pass the same gate share one row.
 */
export function gateTable(report: EvaluationReport): ReportTable {
  const entries = mergePassingSlices(report.gates).sort(
    (a, b) => order.indexOf(stateOf(a.gate)) - order.indexOf(stateOf(b.gate)),
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
    const isShared = gate.slice !== null && stateOf(gate) === "pass";
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
  const mark = `${icons[stateOf(gate)]} `;
  const verdict = verdictOf(gate);
  if (slices > 1) return [[mark, metricName(gate.metric), ` in ${slices} slices`], "", "", "", rule, verdict];
  const metric = isOnNoSlice(gate) ? undefined : findComparison(gate, report);
  if (metric === undefined) {
    return [[mark, ...gateName(gate, [metricName(gate.metric)])], "–", "–", "–", rule, verdict];
  }
  return [
    [mark, ...gateName(gate, metricLabel(metric), metric.rows)],
    formatSide(metric, "champion"),
    formatSide(metric, "challenger"),
    formatDifference(metric),
    rule,
    verdict,
  ];
}

function stateOf(gate: GateResult): keyof typeof icons {
  return isOverridden(gate) ? "overridden" : gate.status;
}

/** Whether a gate on slices was judged on none, because there is none or none is large enough. */
function isOnNoSlice({ gate, slice }: GateResult): boolean {
  return slice === null && gate.includes(" in each slice");
}

/** The reason in words; a gate that passed needs none but where no slice was there. What a person said is quoted longer. */
function verdictOf(gate: GateResult): Cell {
  const state = stateOf(gate);
  if (state === "pass" && !isOnNoSlice(gate)) return "passed";
  return untrusted(gate.reason, state === "overridden" ? 400 : 160);
}

function gateName(gate: GateResult, label: readonly Fragment[], rows?: number): readonly Fragment[] {
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
