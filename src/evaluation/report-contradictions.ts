import { isFileMetric } from "./gate-rule.ts";
import { fromJsonNumber } from "../math/json-number.ts";
import { findMetric } from "./metric-table.ts";
import type { EvaluationReport, MetricComparison } from "./report-schema.ts";

/** Relative to the larger of 1 and the two values: what adding and printing doubles may change. */
const tolerance = 1e-9;

/**
 * What a report says that cannot be: a report of this program has none of these, so one that has was written by somebody
 * else or is damaged.
 *
 * Looked at: a metric that is there twice, values outside the metric's range, a direction other than the table's, a
 * difference that is not challenger minus champion, an interval upside down, `better` for a loss and `worse` for a gain,
 * more rows than the data, and an outcome that does not fit the champion.
 *
 * @returns one sentence each, at most ten; empty for a sound report.
 */
export function findContradictions(report: EvaluationReport): readonly string[] {
  const rows = report.data?.rows ?? Number.POSITIVE_INFINITY;
  const slices = report.slices.flatMap(({ slice, rows: size, metrics }) => [
    ...(size > rows ? [`slice ${slice} has ${size} rows of ${rows}`] : []),
    ...metrics.flatMap((metric) => ofMetric(metric, rows).map((text) => `slice ${slice}: ${text}`)),
    ...ofTwice(metrics).map((text) => `slice ${slice}: ${text}`),
  ]);
  const found = [
    ...ofOutcome(report),
    ...ofTwice(report.metrics),
    ...report.metrics.flatMap((metric) => ofMetric(metric, rows)),
    ...slices,
  ];
  return found.slice(0, 10);
}

function ofOutcome({ outcome, champion, challenger, metrics }: EvaluationReport): readonly string[] {
  if (outcome === "unchanged") {
    return metrics.length > 0 ? ["the model is unchanged, and yet it has metrics"] : [];
  }
  const scored = metrics.filter((metric) => !isFileMetric(metric.metric));
  if (outcome === "first" && champion !== null && scored.length > 0) {
    return ["it is the first model, and yet there is a champion"];
  }
  if (challenger === null && scored.length > 0) return ["there is no model, and yet it was scored"];
  const compared = scored.find((metric) => metric.champion !== null);
  return champion === null && compared !== undefined
    ? [`${compared.metric} has a value of a champion that is not there`]
    : [];
}

function ofTwice(metrics: readonly MetricComparison[]): readonly string[] {
  const seen = new Set<string>();
  return metrics.flatMap(({ metric }) => {
    if (seen.has(metric)) return [`${metric} is there twice`];
    seen.add(metric);
    return [];
  });
}

function ofMetric(metric: MetricComparison, rows: number): readonly string[] {
  const found = [...ofRange(metric), ...ofDifference(metric), ...ofVerdict(metric)];
  if (metric.rows > rows && findMetric(metric.metric)?.isMeasured !== true)
    found.push(`it was computed on ${metric.rows} rows of ${rows}`);
  return found.map((text) => `${metric.metric}: ${text}`);
}

function ofRange({ metric, champion, challenger, direction }: MetricComparison): readonly string[] {
  const known = findMetric(metric);
  if (known === undefined) return [];
  const [least, greatest] = known.range;
  const sides = [champion, challenger].flatMap((side) => (side === null ? [] : [fromJsonNumber(side.value)]));
  const outside = sides.find((value) => value < least - tolerance || value > greatest + tolerance);
  return [
    ...(known.direction === direction ? [] : [`${direction} is not its direction, ${known.direction} is`]),
    ...(outside === undefined ? [] : [`${outside} is outside ${least} to ${greatest}`]),
  ];
}

function ofDifference({ champion, challenger, difference }: MetricComparison): readonly string[] {
  const upsideDown = [champion, challenger, difference].some(
    (side) => side?.interval != null && fromJsonNumber(side.interval[0]) > fromJsonNumber(side.interval[1]),
  );
  const found = upsideDown ? ["an interval ends before it begins"] : [];
  if (difference === null) return found;
  if (champion === null || challenger === null) return [...found, "there is a difference to nothing"];
  const [a, b] = [fromJsonNumber(challenger.value), fromJsonNumber(champion.value)];
  const claimed = fromJsonNumber(difference.value);
  const isFinite = [a, b, claimed].every((value) => Number.isFinite(value));
  const gap = Math.abs(claimed - (a - b));
  if (isFinite && gap > tolerance * Math.max(1, Math.abs(a), Math.abs(b))) {
    found.push(`${claimed} is not challenger ${a} minus champion ${b}`);
  }
  return found;
}

function ofVerdict({ verdict, difference, direction }: MetricComparison): readonly string[] {
  if (verdict !== "better" && verdict !== "worse") return [];
  if (direction === "none") return [`${verdict} without a direction`];
  if (difference === null) return [`${verdict} without a difference`];
  const value = fromJsonNumber(difference.value);
  const gain = direction === "higher" ? value : -value;
  return gain === 0 || gain > 0 === (verdict === "better")
    ? []
    : [`a difference of ${value} is not ${verdict}`];
}
