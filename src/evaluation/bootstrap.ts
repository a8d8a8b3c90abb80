import { createRandom, type Random } from "../math/random.ts";
import { quantileOfSorted } from "../math/quantile.ts";
import type { Statistic } from "./sample.ts";

/** Where more than this share of the resamples is undefined, so is the interval. */
const mostUndefined = 0.05;

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
 * The percentile interval of resampled values.
 *
 * @param values shape (resamples,); NaN for undefined draws.
 * @param confidence 0.5 to 1, for instance 0.95.
 * @returns `[NaN, NaN]` when more than 5 % of the draws are undefined.
 */
export function percentileInterval(values: Float64Array, confidence: number): readonly [number, number] {
  const defined = values.filter((value) => !Number.isNaN(value)).sort();
  if (defined.length === 0 || values.length - defined.length > mostUndefined * values.length) {
    return [Number.NaN, Number.NaN];
  }
  const tail = (1 - confidence) / 2;
  return [quantileOfSorted(defined, tail), quantileOfSorted(defined, 1 - tail)];
}

/**
 * A deterministic subset of rows, each subset of this size equally likely, in ascending order.
 *
 * @param size 1 to `rows`.
 */
export function chooseRows(rows: number, size: number, seed: number): Uint32Array {
  const random = createRandom(seed);
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  for (let position = 0; position < size; position += 1) {
    const other = position + Math.floor(random.nextFloat() * (rows - position));
    const kept = all[position] ?? 0;
    all[position] = all[other] ?? 0;
    all[other] = kept;
  }
  return all.slice(0, size).sort();
}
