import type { Direction } from "./metric-table.ts";
import type { MetricComparison } from "./report-schema.ts";

/** A difference challenger minus champion with its interval, null when nothing was resampled. */
export interface Difference {
  readonly value: number;
  readonly interval: readonly [number, number] | null;
}

/**
 * What a difference means. `better` and `worse` need an interval that leaves out zero; without an interval any difference
 * counts. A metric without a direction is `changed` instead. An undefined difference or interval is `not comparable`.
 *
 * @example
 * verdictOf({ value: 0.01, interval: [0.002, 0.02] }, "higher"); // "better"
 */
export function verdictOf(difference: Difference, direction: Direction): MetricComparison["verdict"] {
  const [low, high] = difference.interval ?? [difference.value, difference.value];
  if (Number.isNaN(difference.value) || Number.isNaN(low) || Number.isNaN(high)) return "not comparable";
  if (low <= 0 && high >= 0) return "within noise";
  if (direction === "none") return "changed";
  return low > 0 === (direction === "higher") ? "better" : "worse";
}
