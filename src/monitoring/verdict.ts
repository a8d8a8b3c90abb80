import { PawlError } from "../errors.ts";
import { kindOfCheck, type DriftKind, type Series } from "./series.ts";

/** `k of n`: so many of the last n judged windows over the limit open an issue; k clean ones in a row close it. */
export interface OpenRule {
  readonly k: number;
  readonly n: number;
}

/** A series under the rule. */
export interface JudgedSeries extends Series {
  /** Judged windows among the last n. */
  readonly judged: number;
  /** Windows over the limit among the last n judged ones. */
  readonly over: number;
  /** The newest judged value, or `null`. */
  readonly last: number | null;
  /** Whether the last k judged windows exist and are all within the limit. */
  readonly isClean: boolean;
}

/** How one kind stands: `over` opens, `clean` closes, `undecided` leaves things as they are. */
export interface KindVerdict {
  readonly kind: DriftKind;
  readonly state: "over" | "clean" | "undecided" | "not enough data";
  /** Worst first. */
  readonly series: readonly JudgedSeries[];
  /** Least of: 1 (up to twice the limit), 2 (up to four times), 3; 0 unless `over`. */
  readonly severity: 0 | 1 | 2 | 3;
}

/**
 * Reads `3 of 5`.
 *
 * @throws PawlError `config.invalid` when it is not of this form, or k is greater than n.
 */
export function parseOpenRule(text: string): OpenRule {
  const match = /^(\d+) of (\d+)$/.exec(text);
  const [k, n] = [Number(match?.[1]), Number(match?.[2])];
  if (!(k >= 1 && k <= n)) {
    throw new PawlError("config.invalid", {
      message: `open_after: "${text}" must be "k of n" with 1 ≤ k ≤ n, for instance "3 of 5".`,
    });
  }
  return { k, n };
}

/** Judges all series of one kind. Without series, or with fewer than k judged windows in each, there is not enough data. */
export function judgeKind(kind: DriftKind, all: readonly Series[], rule: OpenRule): KindVerdict {
  const series = all
    .filter((entry) => kindOfCheck[entry.check] === kind)
    .map((entry) => judgeSeries(entry, rule))
    .sort((a, b) => b.over - a.over || ratioOf(b) - ratioOf(a));
  const isOver = series.some((entry) => entry.over >= rule.k);
  return {
    kind,
    series,
    state: stateOf(series, rule, isOver),
    severity: isOver ? severityOf(series, rule) : 0,
  };
}

function judgeSeries(series: Series, rule: OpenRule): JudgedSeries {
  const judged = series.values.filter((value) => value !== null);
  const lastOnes = judged.slice(-rule.n);
  const newest = judged.slice(-rule.k);
  return {
    ...series,
    judged: lastOnes.length,
    over: lastOnes.filter((value) => value > series.limit).length,
    last: judged.at(-1) ?? null,
    isClean: newest.length === rule.k && newest.every((value) => value <= series.limit),
  };
}

function stateOf(series: readonly JudgedSeries[], rule: OpenRule, isOver: boolean): KindVerdict["state"] {
  if (isOver && !series.every((entry) => entry.isClean)) return "over";
  if (series.length > 0 && series.every((entry) => entry.isClean)) return "clean";
  return series.some((entry) => entry.judged >= rule.k) ? "undecided" : "not enough data";
}

/** Newest value as a multiple of the limit; 0 when nothing was judged. */
export function ratioOf(series: JudgedSeries): number {
  return series.last === null ? 0 : series.last / series.limit;
}

function severityOf(series: readonly JudgedSeries[], rule: OpenRule): 1 | 2 | 3 {
  const worst = Math.max(...series.filter((entry) => entry.over >= rule.k).map(ratioOf));
  if (worst > 4) return 3;
  return worst > 2 ? 2 : 1;
}
