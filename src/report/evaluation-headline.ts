import { isOverridden } from "../evaluation/gate-override.ts";
import type { EvaluationReport, GateResult, MetricComparison } from "../evaluation/report-schema.ts";
import { type Fragment, untrusted } from "./blocks.ts";
import { decimalsOf, formatChange, formatSide, metricName } from "./format-metric.ts";
import { renderCell } from "./markdown-blocks.ts";

const icons = { pass: "✅", warn: "⚠️", fail: "❌" } as const;

/** The verdict on a model in one line of Markdown: what an e-mail's subject shows first. */
export function renderHeadline(report: EvaluationReport): string {
  return renderCell(planHeadline(report));
}

/** The verdict on a model in one line: icon, model, gates, the primary metric and those that failed. */
export function planHeadline(report: EvaluationReport): readonly Fragment[] {
  const metrics = headlineMetrics(report).flatMap((metric): readonly Fragment[] => [
    " · ",
    ...describeMetric(metric),
  ]);
  return [`${iconOf(report)} `, untrusted(report.model, 64), `: ${describeVerdict(report)}`, ...metrics];
}

function iconOf(report: EvaluationReport): string {
  if (report.outcome === "unchanged") return "➖";
  return report.gates.length === 0 && report.verdict === "pass" ? "ℹ️" : icons[shownVerdict(report)];
}

/** The worst of a report's own verdict and of its gates: a report that contradicts itself does not look better for it. */
export function shownVerdict({ verdict, gates }: EvaluationReport): EvaluationReport["verdict"] {
  const all = [verdict, ...gates.map((gate) => gate.status)];
  return (["fail", "warn"] as const).find((worst) => all.includes(worst)) ?? "pass";
}

function describeVerdict({ outcome, gates }: EvaluationReport): string {
  if (outcome === "unchanged") return "model unchanged, nothing to compare";
  const total = plural(countGates(gates), "gate");
  const failed = countGates(gates, "fail");
  const doubtful = countGates(gates, "warn");
  if (failed > 0) return `${failed} of ${total} failed`;
  if (doubtful > 0) return `not enough evidence for ${doubtful} of ${total}`;
  const first = outcome === "first" ? "first model, " : "";
  if (gates.length === 0) return `${first}no gates`;
  const overridden = countDistinct(gates.filter(isOverridden));
  return `${first}${total} passed${overridden === 0 ? "" : `, ${overridden} by override`}`;
}

/** How many gates have a result of a status; a gate on slices counts once. */
export function countGates(gates: readonly GateResult[], status?: GateResult["status"]): number {
  return countDistinct(status === undefined ? gates : gates.filter((gate) => gate.status === status));
}

function countDistinct(gates: readonly GateResult[]): number {
  return new Set(gates.map((gate) => gate.gate)).size;
}

/** The primary metric, then those on all rows whose gates failed; at most three. */
function headlineMetrics({ metrics, gates }: EvaluationReport): readonly MetricComparison[] {
  const failed = new Set(
    gates.flatMap((gate) => (gate.status === "fail" && gate.slice === null ? [gate.metric] : [])),
  );
  return metrics.filter((metric, index) => index === 0 || failed.has(metric.metric)).slice(0, 3);
}

function describeMetric(metric: MetricComparison): readonly Fragment[] {
  const name = metricName(metric.metric);
  if (metric.difference === null) {
    return [name, ` ${metric.challenger === null ? metric.verdict : formatSide(metric, "challenger")}`];
  }
  const change = formatChange(metric.difference.value, decimalsOf(metric));
  return [name, metric.verdict === "within noise" ? ` ${change}, within noise` : ` ${change}`];
}

/** A number and its noun, in the plural unless it is one. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
