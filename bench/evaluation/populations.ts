import type { BinarySample, RegressionSample } from "../../src/evaluation/sample.ts";
import { createRandom, type Random } from "../../src/math/random.ts";

/** Two models on the same rows of a population that is known. */
export interface DrawnPair {
  readonly challenger: readonly [BinarySample, RegressionSample, RegressionSample];
  readonly champion: readonly [BinarySample, RegressionSample, RegressionSample];
}

/** Standard normal numbers in pairs. Source: G. Box, M. Muller, Annals of Mathematical Statistics 29 (1958). */
function createNormal(random: Random): () => number {
  let kept: number | undefined;
  return () => {
    if (kept !== undefined) {
      const value = kept;
      kept = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random.nextFloat()));
    const angle = 2 * Math.PI * random.nextFloat();
    kept = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));

/** How much noise each model adds to what is to be known. */
export interface Noise {
  readonly challenger: number;
  readonly champion: number;
}

/**
 * Rows of three tasks: a binary one with a share of positives of 0.32; a regression whose errors have a scale that differs
 * from row to row (0.5 to 1.5); a regression whose errors have heavy tails (a log-normal scale, kurtosis about 8).
 */
export function drawPair(rows: number, seed: number, noise: Noise): DrawnPair {
  const random = createRandom(seed);
  const normal = createNormal(random);
  const column = (): Float64Array => new Float64Array(rows);
  const [target, truth, a, b] = [column(), column(), column(), column()];
  const [evenA, evenB, heavyA, heavyB] = [column(), column(), column(), column()];
  for (let row = 0; row < rows; row += 1) {
    const x = normal();
    target[row] = random.nextFloat() < logistic(1.5 * x - 1) ? 1 : 0;
    truth[row] = x;
    a[row] = logistic(1.5 * x - 1 + noise.challenger * normal());
    b[row] = logistic(1.5 * x - 1 + noise.champion * normal());
    const [even, heavy] = [normal() * (0.5 + random.nextFloat()), normal() * Math.exp(0.5 * normal())];
    evenA[row] = x + even + noise.challenger * 0.5 * normal();
    evenB[row] = x + even + noise.champion * 0.5 * normal();
    heavyA[row] = x + heavy + noise.challenger * 0.5 * normal();
    heavyB[row] = x + heavy + noise.champion * 0.5 * normal();
  }
  const binary = (score: Float64Array): BinarySample => ({
    task: "binary-classification",
    target,
    score,
    threshold: 0.5,
  });
  const regression = (prediction: Float64Array): RegressionSample => ({
    task: "regression",
    target: truth,
    prediction,
  });
  return {
    challenger: [binary(a), regression(evenA), regression(heavyA)],
    champion: [binary(b), regression(evenB), regression(heavyB)],
  };
}
