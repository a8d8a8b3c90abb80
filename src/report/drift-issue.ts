import type { MonitoredModel } from "../monitoring/monitor-report-schema.ts";
import {
  formatDriftMarker,
  formatDriftRecord,
  type DriftMarker,
  type DriftRecord,
} from "../monitoring/drift-marker.ts";
import type { DriftKind } from "../monitoring/series.ts";
import type { JudgedSeries, KindVerdict, OpenRule } from "../monitoring/verdict.ts";
import { escapeText } from "./escape.ts";
import { renderBarChart } from "./mermaid.ts";
import { formatNumber } from "./plain-number.ts";

/** Everything that a drift issue shows. */
export interface DriftIssueView {
  readonly marker: DriftMarker;
  readonly record: DriftRecord;
  readonly verdict: KindVerdict;
  /** One a value of the verdict's series. */
  readonly windows: readonly Omit<MonitoredModel["windows"][number], "otherRows">[];
  readonly rule: OpenRule;
  readonly minRows: number;
  /** The policy's `at_most`, or `undefined` when it does not retrain on this kind. */
  readonly atMost: string | undefined;
  /** What a reader must know, as Markdown without untrusted text. */
  readonly notices: readonly string[];
  /** What people answered, as {@link renderDriftResponse} gives it. */
  readonly response?: string;
}

const kindTitles: Readonly<Record<DriftKind, string>> = {
  data: "Data drift",
  prediction: "Prediction drift",
  performance: "Performance loss",
};
const shownWindows = 8;
const shownSeries = 40;
const dayMs = 86_400_000;

/** Title of the issue; it does not change while the issue lives. */
export function driftIssueTitle(marker: DriftMarker): string {
  return `${kindTitles[marker.kind]}: ${marker.model} (${marker.environment})`;
}

/**
 * Title and body of a drift issue. The body is the same for the same facts, so that it is rewritten only when they change.
 * Names of columns are untrusted and are escaped; at most 40 series are listed, worst first.
 */
export function renderDriftIssue(view: DriftIssueView): { readonly title: string; readonly body: string } {
  const places = placesOf(view);
  const parts = [
    `${formatDriftMarker(view.marker)}\n${formatDriftRecord(view.record)}`,
    renderVerdict(view),
    renderTable(view, places),
    renderWorst(view, places),
    renderFacts(view),
    view.response ?? "",
    '`/ml drift ack` · `/ml drift snooze 7d --reason "…"` · `/ml drift retrain` · `/ml drift false-alarm` · `/ml drift resolve`',
    "<sub>The body is rewritten as windows end. Comments only on open, close and retraining.</sub>",
  ];
  return {
    title: driftIssueTitle(view.marker),
    body: `${parts.filter((part) => part !== "").join("\n\n")}\n`,
  };
}

function renderVerdict({ verdict, rule, record }: DriftIssueView): string {
  const version = escapeText(record.version);
  const rules = `opens after ${rule.k} of ${rule.n} judged windows, closes after ${rule.k} clean in a row`;
  const [worst] = verdict.series;
  if (verdict.state === "over" && worst !== undefined) {
    return `🔴 **${worst.over} of the last ${worst.judged} windows over the limit** on ${version} (${rules}). Worst: ${describeLast(worst)}.`;
  }
  if (verdict.state === "clean")
    return `🟢 **The last ${rule.k} windows are within the limits** on ${version} (${rules}).`;
  if (verdict.state === "undecided") {
    const last = worst === undefined ? "" : ` Worst: ${describeLast(worst)}.`;
    return `🟡 **Neither over nor clean yet** on ${version} (${rules}).${last}`;
  }
  return `⚪ **Not enough data** on ${version}: fewer than ${rule.k} judged windows since it is live (${rules}).`;
}

function describeLast(series: JudgedSeries): string {
  const value = series.last ?? 0;
  const sign = value > series.limit ? ">" : "≤";
  const name = `${escapeText(series.subject)} ${escapeText(series.measure)}`;
  return `${name} ${formatNumber(value)} ${sign} ${formatNumber(series.limit)}`;
}

/** The newest windows in which something was judged; the newest of all when nothing was. */
function placesOf({ verdict, windows }: DriftIssueView): readonly number[] {
  const all = [...windows.keys()];
  const judged = all.filter((place) =>
    verdict.series.some((series) => typeof series.values[place] === "number"),
  );
  return (judged.length > 0 ? judged : all).slice(-shownWindows);
}

function renderTable(view: DriftIssueView, places: readonly number[]): string {
  const { series } = view.verdict;
  if (series.length === 0) return "";
  const labels = places.map((place) => labelOf(view.windows[place]));
  const head = ["What", "Measure", "Limit", "Over", ...labels];
  const align = ["---", "---", "--:", "--:", ...labels.map(() => "--:")];
  const rows = series
    .slice(0, shownSeries)
    .map((entry) => [
      escapeText(entry.subject),
      escapeText(entry.measure),
      formatNumber(entry.limit),
      `${entry.over} of ${entry.judged}`,
      ...places.map((place) => cell(entry.values[place] ?? null, entry.limit)),
    ]);
  const context = contextRows(view, places);
  const lines = [head, align, ...rows, ...context].map((cells) => `| ${cells.join(" | ")} |`);
  const rest = series.length - shownSeries;
  return `${lines.join("\n")}${rest > 0 ? `\n\n${rest} more are not shown.` : ""}`;
}

/** What the values rest on: rows, and for performance the two means that the bias is made of. */
function contextRows(view: DriftIssueView, places: readonly number[]): readonly (readonly string[])[] {
  const shown = places.map((place) => view.windows[place]);
  const least = `≥ ${view.minRows}`;
  if (view.verdict.kind !== "performance") {
    return [["rows", "", least, "", ...shown.map((window) => String(window?.rows ?? 0))]];
  }
  const mean = (value: number | null | undefined): string =>
    typeof value === "number" ? formatNumber(value) : "–";
  return [
    ["mean score", "", "", "", ...shown.map((window) => mean(window?.meanScore))],
    ["mean target", "", "", "", ...shown.map((window) => mean(window?.meanTarget))],
    ["labelled rows", "", least, "", ...shown.map((window) => String(window?.labelled ?? 0))],
  ];
}

function cell(value: number | null, limit: number): string {
  if (value === null) return "–";
  return value > limit ? `**${formatNumber(value)}**` : formatNumber(value);
}

function labelOf(window: DriftIssueView["windows"][number] | undefined): string {
  if (window === undefined) return "";
  const isDaily = Date.parse(window.end) - Date.parse(window.start) >= dayMs;
  return isDaily ? window.start.slice(5, 10) : window.start.slice(5, 16).replace("T", " ");
}

function renderWorst(view: DriftIssueView, places: readonly number[]): string {
  const [worst] = view.verdict.series;
  if (worst === undefined) return "";
  const judged = places.filter((place) => typeof worst.values[place] === "number");
  return renderBarChart({
    title: `${worst.subject}: ${worst.measure} by window (line = limit)`,
    labels: judged.map((place) => labelOf(view.windows[place])),
    values: judged.map((place) => worst.values[place] ?? 0),
    line: worst.limit,
    unit: "value",
    isFromZero: true,
  });
}

function renderFacts(view: DriftIssueView): string {
  const lines = [
    `- **Retrain**: ${describeRetrain(view)}`,
    `- **Reference**: the profile in the Release of ${escapeText(`${view.marker.model}@${view.record.version}`)}`,
    ...view.notices.map((notice) => `- ${notice}`),
  ];
  return lines.join("\n");
}

function describeRetrain({ record, atMost }: DriftIssueView): string {
  const policy =
    atMost === undefined ? "the policy does not retrain on this" : `at most ${escapeText(atMost)}`;
  if (record.retrain === null) return `none started (${policy})`;
  const { at, version, state } = record.retrain;
  const verb = state === "dispatched" ? "started" : "being started";
  return `${verb} by policy for ${escapeText(version)}, windows up to ${escapeText(at)} (${policy}); it opens a pull request with the usual comment`;
}
