import { PawlError } from "../../errors.ts";
import type { MulticlassSample, Statistic } from "../sample.ts";
import { type ClassCounts, classCountsOf } from "./class-counts.ts";
import { clip } from "./probability.ts";
import { prepareWeightedMean } from "./weighted-mean.ts";

/** Rows whose probabilities add up to 1 within this are accepted, as in scikit-learn for 32-bit models. */
const sumTolerance = 1e-3;

function prepareCounts(sample: MulticlassSample, measure: (counts: ClassCounts) => number): Statistic {
  const sum = classCountsOf(sample);
  return (weights, draw) => measure(sum(weights, draw));
}

/** Share of rows whose most probable class is the true one; the first of equal ones counts. Source: scikit-learn 1.9.1 `accuracy_score`. */
export function prepareMulticlassAccuracy(sample: MulticlassSample): Statistic {
  return prepareCounts(sample, ({ hits, total }) => sumOf(hits) / total);
}

/** Mean recall of the classes that have weight. Source: scikit-learn 1.9.1 `balanced_accuracy_score`. */
export function prepareMulticlassBalancedAccuracy(sample: MulticlassSample): Statistic {
  return prepareCounts(sample, ({ actual, hits }) => {
    let sum = 0;
    let present = 0;
    for (let label = 0; label < actual.length; label += 1) {
      const weight = actual[label] ?? 0;
      if (weight === 0) continue;
      present += 1;
      sum += (hits[label] ?? 0) / weight;
    }
    return sum / present;
  });
}

/**
 * Matthews correlation coefficient of k classes; 0 when the truth or the prediction is one class only.
 *
 * Source: J. Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient" (2004);
 * scikit-learn 1.9.1 `matthews_corrcoef`.
 */
export function prepareMulticlassMcc(sample: MulticlassSample): Statistic {
  return prepareCounts(sample, ({ actual, predicted, hits, total }) => {
    const [truth, answers] = [spreadOf(actual, actual, total), spreadOf(predicted, predicted, total)];
    if (truth === 0 || answers === 0) return 0;
    const agreement = sumOf(hits) * total - productOf(actual, predicted);
    return agreement / (Math.sqrt(truth) * Math.sqrt(answers));
  });
}

/**
 * Cohen's kappa: agreement beyond chance; NaN when truth and prediction are the same single class.
 *
 * Source: scikit-learn 1.9.1 `cohen_kappa_score`.
 */
export function prepareMulticlassKappa(sample: MulticlassSample): Statistic {
  return prepareCounts(sample, ({ actual, predicted, hits, total }) => {
    const expected = spreadOf(actual, predicted, total) / total;
    return expected === 0 ? Number.NaN : 1 - (total - sumOf(hits)) / expected;
  });
}

/**
 * Cohen's kappa for ordered classes: disagreement counts by the square of the distance between class numbers. NaN when
 * truth and prediction are the same single class.
 *
 * Source: scikit-learn 1.9.1 `cohen_kappa_score(weights="quadratic")` with all classes as `labels`.
 */
export function prepareQuadraticKappa(sample: MulticlassSample): Statistic {
  return prepareCounts(sample, ({ actual, predicted, total, squares }) => {
    if (spreadOf(actual, predicted, total) === 0) return Number.NaN;
    const [truth, answers] = [momentsOf(actual, total), momentsOf(predicted, total)];
    const expected = truth.variance + answers.variance + (truth.mean - answers.mean) ** 2;
    return 1 - squares / total / expected;
  });
}

function momentsOf(
  counts: Float64Array,
  total: number,
): { readonly mean: number; readonly variance: number } {
  const mean = counts.reduce((sum, weight, label) => sum + weight * label, 0) / total;
  const variance = counts.reduce((sum, weight, label) => sum + weight * (label - mean) ** 2, 0) / total;
  return { mean, variance };
}

/** The sum over classes of a × (total − b): 0, exactly, when all weight of both is on one class. */
function spreadOf(a: Float64Array, b: Float64Array, total: number): number {
  return a.reduce((sum, weight, label) => sum + weight * Math.max(0, total - (b[label] ?? 0)), 0);
}

function productOf(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, weight, label) => sum + weight * (b[label] ?? 0), 0);
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/**
 * Share of rows whose true class is among the `k` most probable; of equal ones the later class comes first. 1 when `k`
 * is not less than the number of classes.
 *
 * Source: scikit-learn 1.9.1 `top_k_accuracy_score`.
 */
export function prepareTopKAccuracy(sample: MulticlassSample, k: number): Statistic {
  const { target, probabilities, classes } = sample;
  const isHit = target.map((truth, row) => {
    const start = row * classes;
    const own = probabilities[start + truth] ?? 0;
    let before = 0;
    for (let label = 0; label < classes; label += 1) {
      const other = probabilities[start + label] ?? 0;
      if (other > own || (other === own && label > truth)) before += 1;
    }
    return before < k ? 1 : 0;
  });
  return prepareWeightedMean(isHit);
}

/**
 * The negative mean log-likelihood of the true class, in nats.
 *
 * Source: scikit-learn 1.9.1 `log_loss` on 64-bit probabilities.
 *
 * @throws PawlError `metric.input-invalid` when a row's probabilities are out of range or do not add up to 1.
 */
export function prepareMulticlassLogLoss(sample: MulticlassSample): Statistic {
  const losses = sample.target.map((target, row) => {
    checkRow(sample, row);
    return -Math.log(clip(sample.probabilities[row * sample.classes + target] ?? Number.NaN));
  });
  return prepareWeightedMean(losses);
}

function checkRow({ probabilities, classes }: MulticlassSample, row: number): void {
  const values = probabilities.subarray(row * classes, (row + 1) * classes);
  const sum = values.reduce((total, value) => total + value, 0);
  const wrong = values.find((value) => value < 0 || value > 1);
  if (wrong === undefined && Math.abs(sum - 1) <= sumTolerance) return;
  const found = wrong === undefined ? `adds up to ${sum}` : `has ${wrong}`;
  throw new PawlError("metric.input-invalid", {
    message: `log_loss takes probabilities that add up to 1; row ${row + 1} ${found}`,
  });
}
