import { formatNumber } from "./plain-number.ts";

const greatestValue = 1e12;

/** Bars of one quantity, and a line across them. */
export interface BarChart {
  /** Untrusted. Names the series, because legends may not be drawn. */
  readonly title: string;
  /** Untrusted; one a value. */
  readonly labels: readonly string[];
  readonly values: readonly number[];
  /** Height of a line across all bars. */
  readonly line?: number | undefined;
  readonly unit: string;
  /** Height of the drawing; default: Mermaid's own, 500. */
  readonly heightPx?: number;
  /** Whether the axis begins at zero, for amounts; else it leaves room around the values, so that small differences show. */
  readonly isFromZero?: boolean;
}

/**
 * A Mermaid `xychart-beta` in a code block. Mermaid does not read NaN, exponents, trailing dots, empty series or quotes in
 * text (tested with mermaid 11.17.2), so numbers are plain decimals and text keeps letters, digits and a few signs only.
 *
 * @returns `""` when there are no values, or one that no plain decimal shows.
 */
export function renderBarChart(chart: BarChart): string {
  const numbers = chart.line === undefined ? chart.values : [...chart.values, chart.line];
  const isPlain = numbers.every((value) => Number.isFinite(value) && Math.abs(value) < greatestValue);
  if (chart.values.length === 0 || chart.labels.length !== chart.values.length || !isPlain) return "";
  const [bottom, top] = chart.isFromZero === true ? axisFromZero(numbers) : axisAround(numbers);
  const { line } = chart;
  return [
    "```mermaid",
    ...configLines(chart.heightPx),
    "xychart-beta",
    `    title "${plainText(chart.title)}"`,
    `    x-axis [${chart.labels.map((label) => `"${plainText(label)}"`).join(", ")}]`,
    `    y-axis "${plainText(chart.unit)}" ${formatNumber(bottom)} --> ${formatNumber(top)}`,
    `    bar [${chart.values.map(formatNumber).join(", ")}]`,
    ...(line === undefined ? [] : [`    line [${chart.values.map(() => formatNumber(line)).join(", ")}]`]),
    "```",
  ].join("\n");
}

/** Lines over the same labels. */
export interface LineChart {
  /** Untrusted. Names the lines, because legends are not drawn. */
  readonly title: string;
  /** Untrusted; one a point. */
  readonly labels: readonly string[];
  /** The values of each line, one a label. */
  readonly lines: readonly (readonly number[])[];
  readonly xLabel: string;
  readonly yLabel: string;
}

/**
 * Lines as a Mermaid `xychart-beta` in a code block, with the limits of {@link renderBarChart}.
 *
 * @returns `""` when there are fewer than two points, or a value that no plain decimal shows.
 */
export function renderLineChart(chart: LineChart): string {
  const numbers = chart.lines.flat();
  const isPlain = numbers.every((value) => Number.isFinite(value) && Math.abs(value) < greatestValue);
  const isWhole = chart.lines.every((line) => line.length === chart.labels.length);
  if (chart.labels.length < 2 || chart.lines.length === 0 || !isPlain || !isWhole) return "";
  const [bottom, top] = axisAround(numbers);
  return [
    "```mermaid",
    ...configLines(),
    "xychart-beta",
    `    title "${plainText(chart.title)}"`,
    `    x-axis ${axisLabel(chart.xLabel)}[${chart.labels.map((label) => `"${plainText(label)}"`).join(", ")}]`,
    `    y-axis ${axisLabel(chart.yLabel)}${formatNumber(bottom)} --> ${formatNumber(top)}`,
    ...chart.lines.map((line) => `    line [${line.map(formatNumber).join(", ")}]`),
    "```",
  ].join("\n");
}

/** Colours that stand out on light and dark, told apart by the colour-blind (Okabe and Ito); Mermaid's own bars are pale. */
const palette = ["#0072B2", "#D55E00", "#009E73", "#CC79A7"];

function configLines(heightPx?: number): readonly string[] {
  const size = heightPx === undefined ? "" : `xyChart: { height: ${heightPx} }, `;
  const colors = `themeVariables: { xyChart: { plotColorPalette: "${palette.join(", ")}" } }`;
  return ["---", `config: { ${size}${colors} }`, "---"];
}

function axisFromZero(values: readonly number[]): readonly [number, number] {
  const bottom = Math.min(0, ...values) * 1.2;
  const top = Math.max(0, ...values) * 1.2;
  return top > bottom ? [bottom, top] : [0, 1];
}

/** Some room around the values; never an empty range. */
function axisAround(values: readonly number[]): readonly [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = high > low ? (high - low) / 2 : Math.max(Math.abs(high) * 0.1, 0.1);
  const bottom = low >= 0 ? Math.max(0, low - room) : low - room;
  return [bottom, high + room];
}

function axisLabel(text: string): string {
  return text === "" ? "" : `"${plainText(text)}" `;
}

function plainText(text: string): string {
  const plain = text
    .replaceAll(/[^\p{L}\p{N} _.,:()=≥≤+/-]/gu, "?")
    .slice(0, 100)
    .trim();
  return plain === "" ? "?" : plain;
}
