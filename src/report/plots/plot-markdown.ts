import { floatOf, isNumberValue, type Value } from "../../versioning/value.ts";
import { escapeText } from "../escape.ts";
import { type Block, tableBlock, untrusted } from "../blocks.ts";
import { renderBlocks } from "../markdown-blocks.ts";
import { renderLineChart } from "../mermaid.ts";
import { formatNumber } from "../plain-number.ts";
import { type PlotData, variedKeys } from "./fill-template.ts";
import type { VegaPlot } from "./plot-report.ts";

const mostPoints = 40;
const lineTemplates = new Set(["simple", "linear", "smooth"]);

/** The y values of one revision, and of one source when there are several. */
export interface PlotLine {
  readonly name: string;
  readonly x: readonly string[];
  readonly y: readonly number[];
}

/**
 * A plot of lines for a comment: a Mermaid chart and a table of the same facts. Of long lines the chart has evenly spaced points
 * and says so; lines over different x values are in the table alone.
 *
 * @returns `""` when the plot has no numbers, or its template draws no lines.
 */
export function renderPlotMarkdown({ template, data: plot }: Pick<VegaPlot, "template" | "data">): string {
  if (plot === undefined || !lineTemplates.has(template?.name ?? "")) return "";
  const { title, xLabel, yLabel = "" } = plot;
  const blocks = lineBlocks({ title, xLabel, yLabel, lines: seriesOf(plot) });
  return renderBlocks(blocks, Number.MAX_SAFE_INTEGER);
}

/** Lines of one plot. */
export interface PlotLines {
  /** Untrusted, as the labels and names are. */
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly lines: readonly PlotLine[];
}

/** Lines as a Mermaid chart and a table of the same facts, as {@link renderPlotMarkdown} shows them; nothing without lines. */
export function lineBlocks(plot: PlotLines): readonly Block[] {
  const all = plot.lines;
  const [first] = all;
  if (first === undefined) return [];
  const drawn = all.filter((one) => one.x.join("\n") === first.x.join("\n"));
  const at = spread(first.y.length);
  const skipped = at.length < first.y.length ? ` (${at.length} of ${first.y.length} points)` : "";
  const chart = renderLineChart({
    title: `${plot.title}${skipped}: ${drawn.map((one) => one.name).join(", ")}`,
    labels: at.map((index) => first.x[index] ?? ""),
    lines: drawn.map((one) => at.map((index) => one.y[index] ?? 0)),
    xLabel: plot.xLabel,
    yLabel: plot.yLabel,
  });
  const rows = all.map(({ name, y }) => [
    untrusted(name),
    String(y.length),
    ...[y[0], y.at(-1), Math.min(...y), Math.max(...y)].map((value) => formatNumber(value ?? 0)),
  ]);
  const numbers = ["Points", "First", "Last", "Least", "Greatest"];
  const columns = [
    { heading: escapeText(plot.yLabel) || "Line" },
    ...numbers.map((heading) => ({ heading, align: "right" as const })),
  ];
  const diagram = chart === "" ? [] : [{ kind: "diagram", markdown: chart } satisfies Block];
  return [...diagram, ...tableBlock({ columns, rows })];
}

function seriesOf(plot: PlotData): readonly PlotLine[] {
  const { x, y, ySources } = plot;
  if (y === undefined) return [];
  const series = new Map<string, { x: string[]; y: number[] }>();
  for (const point of plot.points) {
    const value = numberOf(point.get(y));
    if (value === undefined) continue;
    const name = ["rev", ...variedKeys(ySources)].map((key) => labelOf(point.get(key))).join(" ");
    const found = series.get(name) ?? { x: [], y: [] };
    found.x.push(labelOf(point.get(x)));
    found.y.push(value);
    series.set(name, found);
  }
  return [...series].map(([name, values]) => ({ name, ...values }));
}

function numberOf(value: Value | undefined): number | undefined {
  const text = isNumberValue(value) ? value.text : value;
  if (typeof text !== "string" || text.trim() === "") return undefined;
  const number = floatOf(text);
  return Number.isFinite(number) ? number : undefined;
}

function labelOf(value: Value | undefined): string {
  return isNumberValue(value) ? value.text : typeof value === "string" ? value : "";
}

/** Evenly spaced indexes with the first and the last. */
function spread(count: number): readonly number[] {
  if (count <= mostPoints) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: mostPoints }, (_, index) =>
    Math.round((index * (count - 1)) / (mostPoints - 1)),
  );
}
