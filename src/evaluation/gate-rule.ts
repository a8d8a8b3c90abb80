import { type Direction, findMetric } from "./metric-table.ts";

/** A gate as the policy has it. */
export interface Gate {
  /** A metric identifier, or `file:key` of a DVC metrics file. */
  readonly metric: string;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Absolute, 0 or more; or relative to the champion as `1%`. */
  readonly max_regression?: number | string | undefined;
  readonly direction?: "higher" | "lower" | undefined;
  /** One of {@link sliceScopes}, or the name of one slice such as `carrier=AA`; absent: all rows together. */
  readonly slices?: string | undefined;
  readonly min_rows?: number | undefined;
}

/** Slices that a gate is applied to, one by one: those that the policy declares, those that the search found, or both. */
export const sliceScopes = ["all", "found", "any"] as const;

/** One of {@link sliceScopes}. */
export type SliceScope = (typeof sliceScopes)[number];

/** Whether a gate's `slices` names a set of slices rather than one of them. */
export function isSliceScope(slices: string): slices is SliceScope {
  return sliceScopes.some((scope) => scope === slices);
}

/** Whether a metric is `file:key` of a DVC metrics file. */
export function isFileMetric(metric: string): boolean {
  return /^[^:]+\.[A-Za-z0-9]+:./.test(metric);
}

/** The identifier under which a gate's metric stands in a report: canonical for a known metric, else as it is. */
export function gateMetricId(gate: Gate): string {
  return findMetric(gate.metric)?.id ?? gate.metric;
}

/**
 * Which way is better for a gate: the policy's direction, else the table's. Of a `file:key` metric the last part of the
 * key is looked up in the table.
 */
export function gateDirection(gate: Gate): Direction {
  if (gate.direction !== undefined) return gate.direction;
  const known = findMetric(gate.metric) ?? findMetric(lastPart(gate.metric));
  return known?.direction ?? "none";
}

/** The last part of a `file:key` metric, for instance `roc_auc` of `metrics.json:test.roc_auc`. */
export function lastPart(metric: string): string {
  return metric.split(/[:.]/).at(-1) ?? metric;
}

/** How much worse is tolerated, as a positive amount of the metric; NaN when it is relative to a champion of zero. */
export function toleranceOf(gate: Gate, champion: number): number | undefined {
  if (gate.max_regression === undefined) return undefined;
  if (typeof gate.max_regression === "number") return gate.max_regression;
  const share = Number(gate.max_regression.replace("%", "")) / 100;
  return champion === 0 ? Number.NaN : share * Math.abs(champion);
}

/**
 * A gate as a sentence.
 *
 * @example
 * describeGate({ metric: "roc_auc", min: 0.7, max_regression: 0.002 }); // "roc_auc ≥ 0.7 and Δ ≥ −0.002"
 */
export function describeGate(gate: Gate): string {
  const rules = describeRules(gate);
  const where = gate.slices === undefined ? "" : ` in ${sliceText(gate.slices)}${minRowsText(gate)}`;
  return `${gateMetricId(gate)} ${rules === "" ? "without a rule" : rules}${where}`;
}

/** The rules of a gate without its metric, for instance `≥ 0.7 and Δ ≥ −0.002`; empty when it has none. */
export function describeRules(gate: Gate): string {
  const rules = [];
  if (gate.min !== undefined) rules.push(`≥ ${gate.min}`);
  if (gate.max !== undefined) rules.push(`≤ ${gate.max}`);
  if (gate.max_regression !== undefined) {
    const isLower = gateDirection(gate) === "lower";
    const sign = Number.parseFloat(String(gate.max_regression)) === 0 ? "" : isLower ? "+" : "−";
    rules.push(`Δ ${isLower ? "≤" : "≥"} ${sign}${gate.max_regression}`);
  }
  return rules.join(" and ");
}

const scopeTexts = {
  all: "each slice",
  found: "each slice that the search found",
  any: "each slice, declared or found",
} as const satisfies Record<SliceScope, string>;

function sliceText(slices: string): string {
  return isSliceScope(slices) ? scopeTexts[slices] : slices;
}

function minRowsText(gate: Gate): string {
  return gate.min_rows === undefined ? "" : ` of ≥ ${gate.min_rows} rows`;
}
