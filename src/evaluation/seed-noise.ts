import { studentQuantile } from "../math/student-t.ts";
import { fromJsonNumber, toJsonNumber } from "../math/json-number.ts";
import type { MetricComparison } from "./report-schema.ts";
import type { SeedNoise } from "./report-sections-schema.ts";
import { verdictOf } from "./verdict.ts";

const mostRuns = 100;

/**
 * How much a metric moves when only the seed of training changes.
 *
 * @param values one value a training run on the same rows; the first 100 count.
 * @returns the sample standard deviation (divisor n − 1); `nan` with fewer than two runs or an undefined value.
 */
export function seedNoiseOf(metric: string, values: readonly number[]): SeedNoise {
  const runs = values.slice(0, mostRuns);
  const mean = runs.reduce((sum, value) => sum + value, 0) / runs.length;
  const squares = runs.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = runs.length < 2 ? Number.NaN : Math.sqrt(squares / (runs.length - 1));
  return { metric, values: runs.map(toJsonNumber), deviation: toJsonNumber(deviation) };
}

/**
 * Half the width of the interval in which the difference of two models of one recipe lies by their seeds alone:
 * t · √2 · deviation, t being Student's quantile with runs − 1 degrees of freedom. Each model is one training run.
 *
 * @param confidence 0.5 to 1.
 * @returns NaN when the deviation is undefined.
 */
export function seedHalfWidth(noise: SeedNoise, confidence: number): number {
  const freedom = noise.values.length - 1;
  return studentQuantile((1 + confidence) / 2, freedom) * Math.SQRT2 * fromJsonNumber(noise.deviation);
}

/**
 * The verdict on a comparison when another seed of training counts too: each side of the interval of the difference becomes
 * √(side² + noise²). Then `better` means more than the rows and more than another seed would explain.
 *
 * Source: G. Zou, A. Donner, "Construction of confidence limits about effect measures", Statistics in Medicine 27 (2008),
 * equation 4 (limits of a sum from the limits of its independent parts); that seeds are a part: X. Bouthillier et al.,
 * "Accounting for variance in machine learning benchmarks", MLSys 2021.
 *
 * @returns the comparison's own verdict when there is no interval or the noise is undefined.
 */
export function seedVerdict(
  { difference, direction, verdict }: MetricComparison,
  noise: SeedNoise,
  confidence: number,
): MetricComparison["verdict"] {
  const half = seedHalfWidth(noise, confidence);
  if (difference?.interval === undefined || difference.interval === null || Number.isNaN(half))
    return verdict;
  const value = fromJsonNumber(difference.value);
  const [low, high] = difference.interval.map(fromJsonNumber);
  const interval = [
    value - Math.hypot(value - (low ?? Number.NaN), half),
    value + Math.hypot((high ?? Number.NaN) - value, half),
  ] as const;
  return verdictOf({ value, interval }, direction);
}
