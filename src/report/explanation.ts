import { nameCombination } from "../evaluation/attribute-metrics.ts";
import type { InputKind } from "../evaluation/changed-inputs.ts";
import type { Combination, Explanation, MetricAttribution } from "../evaluation/explanation-schema.ts";
import type { JsonNumber } from "../math/json-number-schema.ts";
import { fromJsonNumber } from "../math/json-number.ts";
import { escapeText } from "./escape.ts";
import { formatChange, formatValue, metricName } from "./format-metric.ts";
import { renderCell } from "./markdown-blocks.ts";
import { renderTable, type TableColumn } from "./markdown-table.ts";
import { renderBarChart } from "./mermaid.ts";

/** What people read for a kind of input. */
export const kindTitles: Readonly<Record<InputKind, string>> = {
  code: "Code",
  params: "Parameters",
  data: "Data",
};

/** Names that are written out of each kind. */
const maxNames = 15;
const mostDecimals = 8;
/** Metrics and notes that are shown: the comment has to fit. */
const [maxMetrics, maxNotes] = [40, 10];
const arrows = { higher: " ↑", lower: " ↓", none: "" } as const;

/**
 * An explanation as GitHub's Markdown: verdict first, then the table, the plot of the first metric with shares (its numbers are
 * in the table too), what differs, and the combinations. Text of the explanation is escaped.
 */
export function renderExplanation(explanation: Explanation): string {
  const { model, base, head, metrics } = explanation;
  const ends = `champion \`${base.commit.slice(0, 7)}\`, challenger \`${head.commit.slice(0, 7)}\``;
  return [
    `### ${escapeText(model)}: ${verdictOf(explanation)}`,
    `Of ${ends}${rowsOf(explanation)}. ${costOf(explanation)}`.trim(),
    renderShares(explanation),
    renderPlot(metrics.find(({ shares }) => shares !== null)?.metric ?? "", explanation),
    renderChanged(explanation),
    renderCombinations(explanation),
    explanation.notes
      .slice(0, maxNotes)
      .map((note) => `- ${escapeText(note, 300)}`)
      .join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** How it ended, in one line of Markdown. */
function verdictOf({ outcome, reason, kinds, metrics, runCache }: Explanation): string {
  const why = reason === null ? "" : `: ${escapeText(reason, 300)}`;
  if (outcome === "unchanged") return "✅ no input differs";
  if (outcome === "not attributable") return `⚠️ not attributable${why}`;
  if (outcome === "planned") return planLine({ runCache });
  const first = metrics.find(({ shares }) => shares !== null);
  if (first?.shares === null || first === undefined) return "attributed";
  const parts = first.shares.map(
    (share, at) => `${kindName(kinds[at])} ${formatChange(share, decimalsOf(first))}`,
  );
  return `${renderCell(metricName(first.metric))} ${formatChange(first.difference, decimalsOf(first))} = ${parts.join(", ")}`;
}

/** What a plan costs, in one line. */
export function planLine({ runCache }: Pick<Explanation, "runCache">): string {
  const { combinations, held } = runCache;
  if (combinations === 0) return "one kind of input differs, so the whole difference is its own";
  return `${combinations} combinations: ${held} held by the run-cache, ${combinations - held} to train`;
}

function kindName(kind: InputKind | undefined): string {
  return kind === undefined ? "?" : kindTitles[kind].toLowerCase();
}

/** What it took. */
function costOf({ outcome, combinations, runCache }: Explanation): string {
  if (combinations.length === 0 || outcome === "planned") return "";
  const { stagesRun, stagesRestored, held } = runCache;
  const total = stagesRun + stagesRestored;
  return `${held} of ${runCache.combinations} combinations came out of the run-cache; ${stagesRun} of ${total} stages ran.`;
}

function rowsOf({ data }: Explanation): string {
  return data === null
    ? ""
    : `, on ${data.rows.toLocaleString("en-US")} rows of ${escapeText(data.path, 120)}`;
}

function renderShares({ kinds, metrics }: Explanation): string {
  const right = (heading: string): TableColumn => ({ heading, align: "right" });
  const columns = [
    { heading: "Metric" },
    ...["Champion", "Challenger", "Δ", ...kinds.map((kind) => kindTitles[kind])].map(right),
  ];
  const rows = metrics
    .slice(0, maxMetrics)
    .map((metric) => [
      `${renderCell(metricName(metric.metric))}${arrows[metric.direction]}`,
      ...valueCells(metric),
      ...kinds.map((_kind, at) => shareCell(metric, at)),
    ]);
  const reasons = metrics.flatMap(({ metric, reason }) => (reason === null ? [] : [{ metric, reason }]));
  const lines = reasons
    .slice(0, 20)
    .map(({ metric, reason }) => `- ${escapeText(metric, 80)} has no shares: ${escapeText(reason, 300)}`);
  const left = metrics.length - rows.length;
  const more = left > 0 ? `… and ${left} more metrics` : "";
  return [renderTable(columns, rows), more, lines.join("\n")].filter((part) => part !== "").join("\n\n");
}

/** Champion, challenger and difference, as text. */
export function valueCells(metric: MetricAttribution): readonly string[] {
  const decimals = decimalsOf(metric);
  const show = (value: JsonNumber | null | undefined): string =>
    value === null || value === undefined ? "–" : formatValue(value, decimals);
  return [show(metric.values[0]), show(metric.values.at(-1)), formatChange(metric.difference, decimals)];
}

/** The share of one kind, as text. */
export function shareCell(metric: MetricAttribution, at: number): string {
  const share = metric.shares?.[at];
  return share === undefined ? "–" : formatChange(share, decimalsOf(metric));
}

/** Three digits of the greatest of difference and shares. */
function decimalsOf({ difference, shares, values }: MetricAttribution): number {
  const changes = [difference, ...(shares ?? [])].map((value) => Math.abs(fromJsonNumber(value)));
  const greatest = Math.max(...changes.filter(Number.isFinite), 0);
  const isWhole = values.every((value) => value !== null && Number.isInteger(fromJsonNumber(value)));
  if (greatest === 0) return isWhole ? 0 : 4;
  return Math.min(Math.max(2 - Math.floor(Math.log10(greatest)), 0), mostDecimals);
}

function renderPlot(id: string, { kinds, metrics }: Explanation): string {
  const metric = metrics.find((one) => one.metric === id);
  if (metric === undefined || metric.shares === null || kinds.length < 2) return "";
  return renderBarChart({
    title: `Share of each kind in the change of ${id}`,
    labels: kinds.map((kind) => kindTitles[kind]),
    values: metric.shares.map(fromJsonNumber),
    unit: "share",
    heightPx: 250,
    isFromZero: true,
  });
}

function renderChanged({ kinds, changed }: Explanation): string {
  return kinds.map((kind) => `- **${kindTitles[kind]}**: ${listNames(changed, kind)}`).join("\n");
}

/** The names of what differs in one kind, the rest counted. */
export function listNames(
  changed: readonly { readonly kind: InputKind; readonly name: string }[],
  kind: InputKind,
): string {
  const ofKind = changed.filter((input) => input.kind === kind);
  const rest = ofKind.length - maxNames;
  const names = ofKind.slice(0, maxNames).map(({ name }) => escapeText(name, 120));
  return [...names, ...(rest > 0 ? [`and ${rest} more`] : [])].join(", ");
}

function renderCombinations({ combinations, metrics }: Explanation): string {
  if (combinations.length === 0) return "";
  const [primary] = metrics;
  const columns: TableColumn[] = [
    { heading: "Combination" },
    { heading: "State" },
    ...(primary === undefined
      ? []
      : [{ heading: renderCell(metricName(primary.metric)), align: "right" as const }]),
    { heading: "Why" },
  ];
  const rows = combinations.map((combination, at) => [
    nameOf(combination, combinations.length, at),
    stateOf(combination),
    ...(primary === undefined ? [] : [valueOf(primary, at)]),
    combination.reason === null ? "" : escapeText(combination.reason, 200),
  ]);
  return `<details><summary>Combinations</summary>\n\n${renderTable(columns, rows)}\n\n</details>`;
}

/** A combination for people; the ends by their names. */
export function nameOf({ kinds }: Combination, count: number, at: number): string {
  return at === count - 1 ? "challenger" : at === 0 ? "champion" : nameCombination(kinds);
}

/** Its state, with the stages that ran. */
export function stateOf({ state, stages }: Combination): string {
  const ran = stages.filter((stage) => stage.state === "ran").length;
  if (state === "held") return "held by the run-cache";
  if (state === "restored") return isCurrent(stages) ? "current in its dvc.lock" : "out of the run-cache";
  return state === "ran" ? `trained (${ran} of ${stages.length} stages ran)` : state;
}

function isCurrent(stages: Combination["stages"]): boolean {
  return stages.every((stage) => stage.state === "unchanged");
}

function valueOf(metric: MetricAttribution, at: number): string {
  const value = metric.values[at];
  return value === null || value === undefined ? "–" : formatValue(value, decimalsOf(metric));
}
