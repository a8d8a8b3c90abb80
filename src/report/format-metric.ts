import { fromJsonNumber } from "../math/json-number.ts";
import { findMetric } from "../evaluation/metric-table.ts";
import type { JsonNumber } from "../math/json-number-schema.ts";
import type { MetricComparison } from "../evaluation/report-schema.ts";
import type { MetricTest } from "../evaluation/report-sections-schema.ts";
import { type Fragment, untrusted } from "./blocks.ts";

const mostDecimals = 8;
const arrows = { higher: " ↑", lower: " ↓", none: "" } as const;

/** What people read for a metric: the table's title, else the identifier. */
export function metricName(id: string): Fragment {
  return findMetric(id)?.title ?? untrusted(id, 80);
}

/** A metric's title and an arrow that points to where it is better. */
export function metricLabel({ metric, direction }: MetricComparison): readonly Fragment[] {
  return [metricName(metric), arrows[direction]];
}

/**
 * How many decimals show a metric: two digits of half the width of its interval, else four digits of the value; none where
 * all values are whole numbers of more than one digit, as counts and sizes are.
 *
 * @returns 0 to 8.
 */
export function decimalsOf({ challenger, champion, difference }: MetricComparison): number {
  const [low, high] = difference?.interval ?? challenger?.interval ?? champion?.interval ?? [0, 0];
  const half = Math.abs(fromJsonNumber(high) - fromJsonNumber(low)) / 2;
  if (Number.isFinite(half) && half > 0) return clampDecimals(1 - Math.floor(Math.log10(half)));
  const values = [challenger, champion].flatMap((side) =>
    side === null ? [] : [fromJsonNumber(side.value)],
  );
  const value = Math.abs(values[0] ?? 0);
  if (value >= 10 && values.every(Number.isInteger)) return 0;
  return value > 0 && Number.isFinite(value)
    ? Math.max(clampDecimals(3 - Math.floor(Math.log10(value))), 2)
    : 4;
}

function clampDecimals(decimals: number): number {
  return Math.min(Math.max(decimals, 0), mostDecimals);
}

/** A value with a true minus sign, thousands apart in whole numbers; NaN is `undefined`, the infinities `∞`. */
export function formatValue(value: JsonNumber, decimals: number): string {
  const number = fromJsonNumber(value);
  if (Number.isNaN(number)) return "undefined";
  if (!Number.isFinite(number)) return number > 0 ? "∞" : "−∞";
  const text = Math.abs(number) >= 1e15 ? number.toPrecision(4) : toFixed(number, decimals);
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace("-", "−");
}

function toFixed(value: number, decimals: number): string {
  return decimals === 0 ? Math.round(value).toLocaleString("en-US") : value.toFixed(decimals);
}

/** Like {@link formatValue}, with `+` before a positive one. */
export function formatChange(value: JsonNumber, decimals: number): string {
  const text = formatValue(value, decimals);
  return fromJsonNumber(value) > 0 && !/^0(\.0*)?$/.test(text) ? `+${text}` : text;
}

/** A difference and its interval, for instance `+0.0080 [+0.0030, +0.0130]`; `–` when there is none. */
export function formatDifference(metric: MetricComparison): string {
  const { difference } = metric;
  if (difference === null) return "–";
  const decimals = decimalsOf(metric);
  const change = formatChange(difference.value, decimals);
  if (difference.interval === null) return change;
  const [low, high] = difference.interval.map((end) => formatChange(end, decimals));
  return `${change} [${low}, ${high}]`;
}

/** One side's value, `–` when it has none. */
export function formatSide(metric: MetricComparison, side: "champion" | "challenger"): string {
  const estimate = metric[side];
  return estimate === null ? "–" : formatValue(estimate.value, decimalsOf(metric));
}

/** One side's value with its interval, for instance `0.671 [0.649, 0.692]`; `–` when it has none. */
export function formatEstimate(metric: MetricComparison, side: "champion" | "challenger"): string {
  const interval = metric[side]?.interval ?? null;
  const value = formatSide(metric, side);
  if (interval === null) return value;
  const [low, high] = interval.map((end) => formatValue(end, decimalsOf(metric)));
  return `${value} [${low}, ${high}]`;
}

/** `p = 0.012`, `p < 0.001`, or `p undefined`. */
export function formatPValue(value: JsonNumber): string {
  const number = fromJsonNumber(value);
  if (Number.isNaN(number)) return "p undefined";
  return number < 0.001 ? "p < 0.001" : `p = ${number.toPrecision(2)}`;
}

const testNames = {
  delong: "DeLong",
  mcnemar: "McNemar",
  "mcnemar exact": "exact McNemar",
  "paired bootstrap": "paired bootstrap",
} as const;

/** A test of a difference, for instance `DeLong, p = 0.012`; `–` when there is none. */
export function formatTest(test: Pick<MetricTest, "name" | "pValue"> | undefined): string {
  return test === undefined ? "–" : `${testNames[test.name]}, ${formatPValue(test.pValue)}`;
}

/** A level of confidence, for instance `95 %`. */
export function formatLevel(confidence: number): string {
  return `${Number((confidence * 100).toFixed(2))} %`;
}
