import { type Gate, gateDirection, lastPart } from "./gate-rule.ts";
import { toJsonNumber } from "../math/json-number.ts";
import { type Direction, findMetric } from "./metric-table.ts";
import type { MetricComparison } from "./report-schema.ts";
import { verdictOf } from "./verdict.ts";

/** Numbers of one metrics file at base and head. */
export interface MetricsFile {
  readonly path: string;
  /** `undefined` when the file is not there. */
  readonly base: ReadonlyMap<string, number> | undefined;
  readonly head: ReadonlyMap<string, number> | undefined;
}

/**
 * Compares metrics files key by key, as `file:key`. Nothing is known about noise: any difference is `better`, `worse` or,
 * without a direction, `changed`. A key that is only at base is `missing`.
 *
 * @param gates their directions win over the table's.
 */
export function compareMetricsFiles(
  files: readonly MetricsFile[],
  gates: readonly Gate[],
): readonly MetricComparison[] {
  return files.flatMap((file) => {
    const keys = new Set([...(file.head?.keys() ?? []), ...(file.base?.keys() ?? [])]);
    return [...keys].map((key) => compareKey(file, key, gates));
  });
}

function compareKey(file: MetricsFile, key: string, gates: readonly Gate[]): MetricComparison {
  const metric = `${file.path}:${key}`;
  const base = file.base?.get(key);
  const head = file.head?.get(key);
  const direction = directionOf(metric, gates);
  const difference = base === undefined || head === undefined ? undefined : head - base;
  return {
    metric,
    direction,
    champion: base === undefined ? null : { value: toJsonNumber(base), interval: null },
    challenger: head === undefined ? null : { value: toJsonNumber(head), interval: null },
    difference: difference === undefined ? null : { value: toJsonNumber(difference), interval: null },
    verdict: fileVerdict(head, difference, direction),
    rows: 0,
  };
}

function directionOf(metric: string, gates: readonly Gate[]): Direction {
  const gate = gates.find((entry) => entry.metric === metric);
  return gate === undefined ? (findMetric(lastPart(metric))?.direction ?? "none") : gateDirection(gate);
}

function fileVerdict(
  head: number | undefined,
  difference: number | undefined,
  direction: Direction,
): MetricComparison["verdict"] {
  if (head === undefined) return "missing";
  if (difference === undefined) return "not comparable";
  return verdictOf({ value: difference, interval: null }, direction);
}
