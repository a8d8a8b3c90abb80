import { formatNumber } from "./plain-number.ts";

/** Bars of one quantity over windows, and its limit as a line. */
export interface DriftChart {
  /** Untrusted. */
  readonly title: string;
  readonly labels: readonly string[];
  /** One a label; finite. */
  readonly values: readonly number[];
  readonly limit: number;
}

const greatestValue = 1e12;

/**
 * A Mermaid `xychart-beta`. Mermaid does not read NaN, exponents or quotes in titles, so numbers are plain decimals and the
 * title keeps letters, digits and a few signs only. `""` for no values, or for values that no plain decimal shows.
 */
export function renderDriftChart(chart: DriftChart): string {
  const numbers = [...chart.values, chart.limit];
  const isPlain = numbers.every((value) => Number.isFinite(value) && Math.abs(value) < greatestValue);
  if (chart.values.length === 0 || !isPlain) return "";
  const top = Math.max(...numbers) * 1.2;
  const bottom = Math.min(0, ...numbers) * 1.2;
  const quoted = chart.labels.map((label) => `"${plainTitle(label)}"`);
  return [
    "```mermaid",
    "xychart-beta",
    `    title "${plainTitle(chart.title)}"`,
    `    x-axis [${quoted.join(", ")}]`,
    `    y-axis "value" ${formatNumber(bottom)} --> ${formatNumber(top)}`,
    `    bar [${chart.values.map(formatNumber).join(", ")}]`,
    `    line [${chart.values.map(() => formatNumber(chart.limit)).join(", ")}]`,
    "```",
  ].join("\n");
}

function plainTitle(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} _.,:()=+-]/gu, "?").slice(0, 100);
}
