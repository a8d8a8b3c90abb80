import { fromJsonNumber, toJsonNumber } from "../math/json-number.ts";
import type { InputKind } from "./changed-inputs.ts";
import type { MetricAttribution } from "./explanation-schema.ts";
import { shapleyShares, subsetsOf } from "./shapley.ts";

/** A metric of one trained combination. */
export interface ScoredMetric {
  readonly metric: string;
  readonly direction: MetricAttribution["direction"];
  readonly value: number;
}

/** One combination of old and new inputs: what it scored, or why it has no scores. */
export type ScoredCombination =
  { readonly metrics: readonly ScoredMetric[] } | { readonly metrics: undefined; readonly reason: string };

/** Most metrics of an explanation. */
const maxMetrics = 100;

/**
 * Gives each kind of input its share of every metric's difference between champion and challenger ({@link shapleyShares}).
 *
 * @param kinds those that changed, at most 3.
 * @param combinations one a subset of the kinds, in the order of {@link subsetsOf}: the champion first, the challenger last.
 * @returns the challenger's metrics, at most 100, then those that only the champion has. A metric that a combination lacks, or
 * whose value in one is NaN or infinite, has no shares but the reason. The shares sum to the difference but for rounding.
 */
export function attributeMetrics(
  kinds: readonly InputKind[],
  combinations: readonly ScoredCombination[],
): readonly MetricAttribution[] {
  const subsets = subsetsOf(kinds);
  if (combinations.length !== subsets.length) {
    throw new RangeError(`${combinations.length} combinations of ${kinds.length} kinds`);
  }
  const ends = [combinations.at(-1), combinations[0]];
  const named = new Map<string, ScoredMetric>();
  for (const metric of ends.flatMap((end) => end?.metrics ?? []))
    if (!named.has(metric.metric)) named.set(metric.metric, metric);
  return [...named.values()].slice(0, maxMetrics).map(({ metric, direction }) => {
    const values = combinations.map((one) => one.metrics?.find((entry) => entry.metric === metric)?.value);
    const first = values[0] ?? Number.NaN;
    const last = values.at(-1) ?? Number.NaN;
    const reason = whyNot(metric, subsets, combinations);
    return {
      metric,
      direction,
      values: values.map((value) => (value === undefined ? null : toJsonNumber(value))),
      difference: toJsonNumber(last - first),
      shares:
        reason === null
          ? shapleyShares(
              kinds,
              values.map((value) => value ?? Number.NaN),
            ).map(toJsonNumber)
          : null,
      reason,
    };
  });
}

/** Why a metric has no shares; null when it has. */
function whyNot(
  metric: string,
  subsets: readonly (readonly InputKind[])[],
  combinations: readonly ScoredCombination[],
): string | null {
  for (const [index, combination] of combinations.entries()) {
    const name = nameCombination(subsets[index] ?? []);
    if (combination.metrics === undefined) return `${name}: ${combination.reason}`;
    const found = combination.metrics.find((entry) => entry.metric === metric);
    if (found === undefined) return `${name}: it has no value there`;
    if (!Number.isFinite(found.value)) return `${name}: its value there is not finite`;
  }
  return null;
}

/**
 * A combination for people: which kinds are new in it.
 *
 * @example
 * nameCombination(["code", "data"]); // "new code and data"
 */
export function nameCombination(kinds: readonly InputKind[]): string {
  if (kinds.length === 0) return "the champion's inputs";
  const last = kinds.at(-1) ?? "";
  const rest = kinds.slice(0, -1).join(", ");
  return `new ${rest === "" ? last : `${rest} and ${last}`}`;
}

/** Whether shares and difference belong together: an artifact of a run may say anything. Tolerance: 1e-9 of the greatest value. */
export function isConsistent({ values, difference, shares }: MetricAttribution): boolean {
  if (shares === null) return true;
  const numbers = values.map((value) => (value === null ? Number.NaN : fromJsonNumber(value)));
  const whole = fromJsonNumber(difference);
  const sum = shares.reduce<number>((total, share) => total + fromJsonNumber(share), 0);
  const ends = (numbers.at(-1) ?? Number.NaN) - (numbers[0] ?? Number.NaN);
  const tolerance = 1e-9 * Math.max(1, ...numbers.map(Math.abs));
  return Math.abs(sum - whole) <= tolerance && Math.abs(ends - whole) <= tolerance;
}
