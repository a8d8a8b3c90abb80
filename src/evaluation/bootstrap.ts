import { normalUpperTail } from "../math/normal.ts";
import { createRandom, type Random } from "../math/random.ts";
import { quantileOfSorted } from "../math/quantile.ts";
import { studentQuantile } from "../math/student-t.ts";
import type { Statistic } from "./sample.ts";

/** Where more than this share of the resamples is undefined, so is the interval. */
const mostUndefined = 0.05;
/** An interval of a difference is this much longer than its draws say. */
const differenceFactor = 1.08;

/** Statistics to resample together. */
export interface BootstrapRequest {
  /** Each resample gives the same rows to every statistic: that is what pairs two models. */
  readonly statistics: readonly Statistic[];
  /** Shape (rows,), 0 or more: multiplied with the counts of a resample. */
  readonly weights: Float64Array;
  /** 100 to 10,000. */
  readonly resamples: number;
  readonly seed: number;
}

/**
 * Nonparametric bootstrap: draws rows with replacement and computes every statistic on each draw. A draw is held as
 * the count of each row, so that a statistic prepared once (rows sorted, losses computed) takes one pass a draw.
 *
 * Source: B. Efron, R. Tibshirani, "An introduction to the bootstrap" (1993), chapters 6 and 13.
 *
 * @returns one array of shape (resamples,) a statistic; NaN where a draw leaves it undefined.
 */
export function bootstrap(request: BootstrapRequest): readonly Float64Array[] {
  const { statistics, weights, resamples } = request;
  const random = createRandom(request.seed);
  const values = statistics.map(() => new Float64Array(resamples));
  const drawn = new Float64Array(weights.length);
  for (let resample = 0; resample < resamples; resample += 1) {
    drawWeights(random, weights, drawn);
    const draw = {};
    statistics.forEach((statistic, index) => values[index]?.set([statistic(drawn, draw)], resample));
  }
  return values;
}

function drawWeights(random: Random, weights: Float64Array, drawn: Float64Array): void {
  drawn.fill(0);
  const rows = weights.length;
  for (let draw = 0; draw < rows; draw += 1) {
    const row = random.nextBelow(rows);
    drawn[row] = (drawn[row] ?? 0) + (weights[row] ?? 0);
  }
}

/**
 * The expanded percentile interval of resampled values. The percentiles are those whose expected share of draws is the
 * tail's, p (draws + 1); the tails are a little thinner than (1 − confidence) / 2, by what Student's quantile with
 * rows − 1 degrees of freedom and the divisor rows − 1 would add to a mean: else intervals of few rows are too narrow.
 *
 * Source: T. Hesterberg, "What teachers should know about the bootstrap", The American Statistician 69 (2015), section
 * 5.3 (expanded percentile interval) and 4.6.3 (quantiles).
 *
 * @param values shape (resamples,); NaN for undefined draws.
 * @param confidence 0.5 to 1, for instance 0.95.
 * @param rows that were resampled; without it tails are not expanded.
 * @returns `[NaN, NaN]` when more than 5 % of the draws are undefined.
 */
export function percentileInterval(
  values: Float64Array,
  confidence: number,
  rows = Number.POSITIVE_INFINITY,
): readonly [number, number] {
  const defined = values.filter((value) => !Number.isNaN(value)).sort();
  if (defined.length === 0 || values.length - defined.length > mostUndefined * values.length) {
    return [Number.NaN, Number.NaN];
  }
  const tail = expandedTail(confidence, rows);
  return [endOf(defined, tail), endOf(defined, 1 - tail)];
}

/**
 * The interval of a difference between two models: {@link percentileInterval}, 8 % longer, half of it on each side. Verdicts
 * are made from it. An interval that covers the truth in exactly 95 of 100 cases calls equal models better or worse in
 * exactly 5, so that in every other set of comparisons more than 5 % are wrong. Longer by 8 % it is wrong in 3.5 % to 4.5 %
 * (`bench/evaluation/coverage.ts`; 2 (1 − Φ(1.08 · 1.96)) = 3.4 % for a normal distribution whose width is known).
 *
 * @param values shape (resamples,): differences on the same draws; NaN for undefined ones.
 * @param confidence 0.5 to 1.
 * @param rows that were resampled.
 * @returns no width when all draws are equal; `[NaN, NaN]` as {@link percentileInterval}.
 */
export function differenceInterval(
  values: Float64Array,
  confidence: number,
  rows: number,
): readonly [number, number] {
  const [low, high] = percentileInterval(values, confidence, rows);
  const added = ((differenceFactor - 1) / 2) * (high - low);
  return [low - added, high + added];
}

function expandedTail(confidence: number, rows: number): number {
  const tail = (1 - confidence) / 2;
  if (rows < 2 || rows === Number.POSITIVE_INFINITY) return tail;
  return normalUpperTail(studentQuantile(1 - tail, rows - 1) * Math.sqrt(rows / (rows - 1)));
}

/** Quantile type 6 of Hyndman and Fan, written as a type 7 one. */
function endOf(sorted: Float64Array, probability: number): number {
  const position = probability * (sorted.length + 1) - 1;
  return quantileOfSorted(sorted, Math.min(1, Math.max(0, position / Math.max(1, sorted.length - 1))));
}
