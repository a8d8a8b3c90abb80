import { studentUpperTail } from "../math/student-t.ts";

/** The weighted mean of rows with what its test needs. */
export interface MeanMoments {
  readonly rows: number;
  /** (Σ weight)² / Σ weight²: as many rows of equal weight would say as much. */
  readonly effectiveRows: number;
  readonly mean: number;
  /** Variance of the mean. */
  readonly variance: number;
  /** Skewness of the mean: with equal weights that of the rows, divided by √rows. */
  readonly skewness: number;
}

/** Sums over the rows of one slice, of u = weight × (value − mean). */
export interface MomentSums {
  readonly rows: number;
  readonly weight: number;
  readonly squaredWeight: number;
  readonly mean: number;
  /** Σ u². */
  readonly squares: number;
  /** Σ u³. */
  readonly cubes: number;
}

/** Moments of the weighted mean from sums over rows; with equal weights the variance is s² / rows, s² with divisor rows − 1. */
export function toMeanMoments(sums: MomentSums): MeanMoments {
  const { rows, weight, mean, squares, cubes } = sums;
  return {
    rows,
    effectiveRows: weight ** 2 / sums.squaredWeight,
    mean,
    variance: (squares / weight ** 2) * (rows / (rows - 1)),
    skewness: squares === 0 ? 0 : cubes / squares ** 1.5,
  };
}

/** Moments of the rows that a condition chooses, in two passes. */
export function meanMomentsOf(
  values: Float64Array,
  weights: Float64Array,
  isChosen: (row: number) => boolean,
): MeanMoments {
  let [rows, weight, squaredWeight, sum] = [0, 0, 0, 0];
  for (let row = 0; row < values.length; row += 1) {
    if (!isChosen(row)) continue;
    const part = weights[row] ?? 0;
    rows += 1;
    weight += part;
    squaredWeight += part * part;
    sum += part * (values[row] ?? 0);
  }
  const mean = sum / weight;
  let [squares, cubes] = [0, 0];
  for (let row = 0; row < values.length; row += 1) {
    if (!isChosen(row)) continue;
    const part = (weights[row] ?? 0) * ((values[row] ?? 0) - mean);
    squares += part * part;
    cubes += part * part * part;
  }
  return toMeanMoments({ rows, weight, squaredWeight, mean, squares, cubes });
}

/**
 * Moments that take the spread of all rows into account: the greater variance and the lesser skewness of the slice's own
 * and of as many rows of the whole. A slice of few rows may have met none of the rare large values, and would then be far
 * too sure of its mean.
 */
export function withSpreadOf(whole: MeanMoments, slice: MeanMoments): MeanMoments {
  const share = whole.effectiveRows / slice.effectiveRows;
  return {
    ...slice,
    variance: Math.max(slice.variance, whole.variance * share),
    skewness: Math.min(slice.skewness, whole.skewness * Math.sqrt(share)),
  };
}

/**
 * One-sided test of a mean above zero: Student's t; where rows are skewed to the left also with the skewness removed by
 * Hall's transformation, and the greater p-value counts. Thousands of slices are looked at, and far out a mean of skewed
 * rows is not yet normal; to the right Student's t errs on the safe side.
 *
 * Source: P. Hall, "On the removal of skewness by transformation", JRSS B 54 (1992), equation 2.1.
 *
 * @returns the p-value; 1 for a constant not above zero, 0 for one above, 1 with fewer than two rows or no weight.
 */
export function meanAboveZero({ rows, mean, variance, skewness }: MeanMoments): number {
  if (rows < 2 || !Number.isFinite(mean) || !Number.isFinite(variance)) return 1;
  if (variance === 0) return mean > 0 ? 0 : 1;
  const t = mean / Math.sqrt(variance);
  const adjusted = t + (skewness / 6) * (2 * t * t + 1) + (skewness ** 2 / 27) * t ** 3;
  return studentUpperTail(skewness < 0 ? Math.min(t, adjusted) : t, rows - 1);
}

/**
 * One-sided test of one mean above another, of different rows.
 *
 * Source: B. Welch, "The generalization of Student's problem when several different population variances are involved",
 * Biometrika 34 (1947).
 *
 * @returns the p-value; 1 when it cannot be tested.
 */
export function meanAbove(high: MeanMoments, low: MeanMoments): number {
  const variance = high.variance + low.variance;
  if (high.rows < 2 || low.rows < 2 || !Number.isFinite(variance)) return 1;
  if (variance === 0) return high.mean > low.mean ? 0 : 1;
  const freedom = variance ** 2 / (high.variance ** 2 / (high.rows - 1) + low.variance ** 2 / (low.rows - 1));
  return studentUpperTail((high.mean - low.mean) / Math.sqrt(variance), freedom);
}
