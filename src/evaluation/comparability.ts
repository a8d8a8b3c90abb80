import type { MetricComparison } from "./report-schema.ts";
import type { Comparability } from "./report-sections-schema.ts";

/** Version of the metrics' definitions. Raise it when a number changes for the same rows. */
export const metricCode = "pawl.metrics/1";

/** What numbers were computed on. */
export interface ComparisonBasis {
  /** sha256 of {@link encodeIds}. */
  readonly rowsDigest: string;
  /** sha256 of {@link encodeTargets}. */
  readonly targetDigest: string;
  readonly metricCode: string;
}

/** What a Release says about the numbers of the champion: the properties of {@link ComparisonBasis}, unchecked. */
export type RecordedBasis = Readonly<Record<string, unknown>>;

type Change = Comparability["changes"][number];

const longestDigest = 80;

/**
 * The bytes whose digest identifies rows: each identifier as JSON and a newline, so that no two lists give the same
 * bytes.
 */
export function encodeIds(ids: readonly string[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(ids.map((id) => `${JSON.stringify(id)}\n`).join(""));
}

/** The bytes whose digest identifies true values: 64-bit little-endian numbers; −0 is 0. */
export function encodeTargets(target: Float64Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(target.length * 8));
  target.forEach((value, row) => view.setFloat64(row * 8, value === 0 ? 0 : value, true));
  return new Uint8Array(view.buffer);
}

/**
 * Compares what the champion's numbers were computed on with what the challenger's are computed on.
 *
 * @param recorded as the champion's Release has it, untrusted; `undefined` when the champion answered for these very rows
 * (it was scored again), so that nothing can differ.
 * @param unanswered rows of the challenger for which the champion has no answer, or the other way round.
 * @returns one change a property; a property that was not recorded counts as changed.
 * @example
 * compareBasis(now, { ...now, targetDigest: "sha256:0" }).changes[0]?.what; // "target"
 */
export function compareBasis(
  now: ComparisonBasis,
  recorded: RecordedBasis | ComparisonBasis | undefined,
  unanswered = 0,
): Comparability {
  const changes: Change[] = recorded === undefined ? [] : changesBetween(now, recorded);
  if (unanswered > 0) {
    changes.push({ what: "answers", detail: `${unanswered} rows have an answer of one model only` });
  }
  return {
    rowsDigest: now.rowsDigest,
    targetDigest: now.targetDigest,
    metricCode: now.metricCode,
    changes,
  };
}

function changesBetween(now: ComparisonBasis, recorded: RecordedBasis | ComparisonBasis): Change[] {
  const properties = [
    ["rowsDigest", "rows"],
    ["targetDigest", "target"],
    ["metricCode", "metric code"],
  ] as const;
  const then: Readonly<Record<string, unknown>> = { ...recorded };
  return properties.flatMap(([property, what]) => {
    const before = Object.hasOwn(then, property) ? then[property] : undefined;
    if (before === now[property]) return [];
    const was = typeof before === "string" ? before.slice(0, longestDigest) : "not recorded";
    return [{ what, detail: `was ${was}, is ${now[property].slice(0, longestDigest)}` }];
  });
}

/**
 * Takes back what cannot be said: with a change, no difference, no test, verdict `not comparable`. The values of both
 * sides stay.
 */
export function judgeComparability(
  comparisons: readonly MetricComparison[],
  changes: readonly Change[],
): readonly MetricComparison[] {
  if (changes.length === 0) return comparisons;
  return comparisons.map(({ metric, direction, champion, challenger, rows }) => ({
    metric,
    direction,
    champion,
    challenger,
    difference: null,
    verdict: "not comparable",
    rows,
  }));
}
