import { percentileInterval } from "./bootstrap.ts";

/** A value that noise only makes greater, as a sum of |gap| is, with its draws. */
export interface RaisedValue {
  readonly value: number;
  /** Shape (resamples,); NaN for undefined draws. */
  readonly draws: Float64Array;
  /** Shape (resamples,): what the same draws would make of it were the truth the least value. */
  readonly noise: Float64Array;
  /** Least and greatest possible value. */
  readonly range: readonly [number, number];
}

/**
 * The interval of a value that noise only makes greater. The value is above the truth by some noise, and each draw is above
 * the value by as much again, so that the percentiles of the draws lie too high, at worst above the value itself. The basic
 * interval turns them around the value: it takes off what the draws show to be noise. Near the least value, where that is too
 * little (a bootstrap fails at the end of a range), the least value is asked for itself: where noise alone reaches the
 * value, it begins there. The ends stay in the range, and the value is always inside.
 *
 * Source: A. Davison, D. Hinkley, "Bootstrap methods and their application" (1997), section 5.2 (basic interval); D. Andrews,
 * Econometrica 68 (2000) (the end of a range); J. Bröcker, L. Smith, "Increasing the reliability of reliability diagrams",
 * Weather and Forecasting 22 (2007) (noise of a calibrated model). Percentiles are those of {@link percentileInterval}.
 *
 * @param confidence 0.5 to 1.
 * @param rows that were resampled; without it tails are not expanded.
 * @returns `[NaN, NaN]` where the value is NaN, or as {@link percentileInterval}.
 */
export function reversedInterval(
  { value, draws, noise, range }: RaisedValue,
  confidence: number,
  rows = Number.POSITIVE_INFINITY,
): readonly [number, number] {
  const [low, high] = percentileInterval(draws, confidence, rows);
  const [, noiseHigh] = percentileInterval(noise, confidence, rows);
  if (Number.isNaN(value - low) || Number.isNaN(noiseHigh)) return [Number.NaN, Number.NaN];
  const [least, greatest] = range;
  const start = value - least <= noiseHigh ? least : Math.max(least, 2 * value - high);
  return [Math.min(start, value), Math.max(value, Math.min(greatest, 2 * value - low))];
}
