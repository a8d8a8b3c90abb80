/** Noise between training runs of one metric, as a report has it. */
export interface TrainingNoise {
  readonly metric: string;
  /** One value a training run; two or more say something. */
  readonly values: readonly unknown[];
  /** Sample standard deviation (divisor n - 1). */
  readonly deviation: number | "nan" | "inf" | "-inf";
}

/** Two-sided 95 % points of Student's t for 1 … 30 degrees of freedom: NIST/SEMATECH e-Handbook, section 1.3.6.7.2. */
const points = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
/** The normal distribution's, for more. */
const lastPoint = 1.96;

/**
 * How far the difference of two models moves, in 95 of 100 cases, when both are trained again with other seeds: t · s · √2
 * with Student's t of n - 1 degrees of freedom, for the difference of two single runs of equal variance.
 *
 * @returns 0 or more; 0 when fewer than two runs were made or their deviation is undefined: then nothing is known of it.
 * @example
 * seedNoiseWidth({ metric: "roc_auc", values: [0.71, 0.72, 0.73], deviation: 0.01 }); // 0.0609
 */
export function seedNoiseWidth({ values, deviation }: TrainingNoise): number {
  const freedom = values.length - 1;
  if (freedom < 1 || typeof deviation !== "number" || !(deviation > 0) || !Number.isFinite(deviation))
    return 0;
  return (points[freedom - 1] ?? lastPoint) * deviation * Math.SQRT2;
}
