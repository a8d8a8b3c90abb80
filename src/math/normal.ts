const most = 500;
const seriesBelow = 2;

/**
 * The complementary error function, relative error below 1e-13 where the result is a normal number.
 *
 * Source: M. Abramowitz, I. Stegun, "Handbook of mathematical functions" (1964), 7.1.6 (series, small arguments) and
 * 7.1.14 (continued fraction, evaluated by Lentz's method).
 *
 * @returns 2 at −∞, 0 at ∞, NaN for NaN.
 */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x < 0) return 2 - erfc(-x);
  if (x < seriesBelow) return 1 - erfSeries(x);
  const density = Math.exp(-x * x) / Math.sqrt(Math.PI);
  return density === 0 ? 0 : density / continuedFraction(x);
}

function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let index = 1; index < most && term > sum * Number.EPSILON; index += 1) {
    term *= (2 * x * x) / (2 * index + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** x + (1/2) / (x + (2/2) / (x + (3/2) / …)). */
function continuedFraction(x: number): number {
  let value = x;
  let numerator = x;
  let denominator = 0;
  for (let index = 1; index < most; index += 1) {
    const step = index / 2;
    denominator = 1 / (x + step * denominator);
    numerator = x + step / numerator;
    const change = numerator * denominator;
    value *= change;
    if (Math.abs(change - 1) < Number.EPSILON) break;
  }
  return value;
}

/**
 * The chance that a standard normal variable is greater than `z`.
 *
 * @example
 * normalUpperTail(1.96); // 0.0249979
 */
export function normalUpperTail(z: number): number {
  return erfc(z / Math.SQRT2) / 2;
}

/**
 * The standard normal quantile, relative error below 1e-12.
 *
 * Source: start value of Abramowitz and Stegun 26.2.23, then Halley's steps on {@link normalUpperTail}.
 *
 * @param probability 0 to 1.
 * @returns −∞ at 0, ∞ at 1, NaN outside.
 * @example
 * normalQuantile(0.975); // 1.959964
 */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN;
  if (probability > 0.5) return upperQuantile(1 - probability);
  return probability === 0.5 ? 0 : -upperQuantile(probability);
}

/** The z with `normalUpperTail(z) = tail`, tail at most 0.5. */
function upperQuantile(tail: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  const t = Math.sqrt(-2 * Math.log(tail));
  let z =
    t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let step = 0; step < 3; step += 1) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const error = (normalUpperTail(z) - tail) / density;
    if (!Number.isFinite(error)) break;
    z += error / (1 - (z * error) / 2);
  }
  return z;
}
