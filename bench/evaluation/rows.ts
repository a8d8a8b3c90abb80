import type { BinarySample } from "../../src/evaluation/sample.ts";
import { createRandom } from "../../src/math/random.ts";

/** Rows with features, a true class and the scores of two models. */
export interface BenchRows {
  /** Shape (features, rows): the first is a whole number 0 to 19, the others lie in 0 to 1. */
  readonly features: readonly Float64Array[];
  readonly challenger: BinarySample;
  readonly champion: BinarySample;
}

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));

/** About one row in five is positive; both models know the rule and see some of the features with noise. */
export function drawRows(rows: number, width: number, seed: number): BenchRows {
  const random = createRandom(seed);
  const features = Array.from({ length: width }, (_, index) =>
    Float64Array.from({ length: rows }, () => (index === 0 ? random.nextBelow(20) : random.nextFloat())),
  );
  const logit = Float64Array.from({ length: rows }, (_, row) =>
    features.reduce(
      (sum, feature, index) => (index === 0 ? sum : sum + Math.sin(index) * 2 * ((feature[row] ?? 0) - 0.5)),
      -1.6,
    ),
  );
  const target = logit.map((value) => (random.nextFloat() < logistic(value) ? 1 : 0));
  const score = (noise: number): BinarySample => ({
    task: "binary-classification",
    target,
    score: logit.map((value) => logistic(value + noise * (random.nextFloat() - 0.5))),
    threshold: 0.5,
  });
  return { features, challenger: score(1), champion: score(1.5) };
}
