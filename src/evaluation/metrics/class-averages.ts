import type { MulticlassSample, Statistic } from "../sample.ts";
import { checkClass, type ClassCounts, classCountsOf } from "./class-counts.ts";
import { divideOr } from "./confusion.ts";

/** How the values of the classes become one: scikit-learn's `average`. */
type Average = "macro" | "micro" | "weighted";

/** Numerator and denominator of a class. */
type Fraction = (counts: ClassCounts, label: number) => readonly [number, number];

/** Share of rows predicted to be of the class that are. Source: scikit-learn 1.9.1 `precision_score`. */
const precision: Fraction = ({ hits, predicted }, label) => [hits[label] ?? 0, predicted[label] ?? 0];

/** Share of rows of the class that are found. Source: scikit-learn 1.9.1 `recall_score`. */
const recall: Fraction = ({ hits, actual }, label) => [hits[label] ?? 0, actual[label] ?? 0];

/** Harmonic mean of both. Source: scikit-learn 1.9.1 `f1_score`. */
const f1: Fraction = ({ hits, actual, predicted }, label) => [
  2 * (hits[label] ?? 0),
  (actual[label] ?? 0) + (predicted[label] ?? 0),
];

const fractions = { precision, recall, f1 } as const;

/** A metric that each class has. */
export type ClassMetric = keyof typeof fractions;

/**
 * The mean of a metric over the classes that occur, as truth or as prediction, with weight. Of a class whose denominator
 * is 0 the sample's `zeroDivision` counts; NaN leaves the class out.
 *
 * - macro: each class counts the same.
 * - weighted: by the weight of its rows.
 * - micro: hits of all classes by predictions of all classes; with one answer a row this is accuracy.
 *
 * Source: scikit-learn 1.9.1 `precision_score`, `recall_score`, `f1_score` with `average`.
 */
export function prepareClassAverage(
  metric: ClassMetric,
  average: Average,
): (sample: MulticlassSample) => Statistic {
  return (sample) => {
    const sum = classCountsOf(sample);
    return (weights, draw) => averageOf(sum(weights, draw), fractions[metric], { average, sample });
  };
}

function averageOf(
  counts: ClassCounts,
  fraction: Fraction,
  { average, sample }: { readonly average: Average; readonly sample: MulticlassSample },
): number {
  if (average === "micro") return counts.hits.reduce((sum, hit) => sum + hit, 0) / counts.total;
  let defined = 0;
  let sum = 0;
  let total = 0;
  let weighted = 0;
  for (let label = 0; label < sample.classes; label += 1) {
    const weight = counts.actual[label] ?? 0;
    if (weight + (counts.predicted[label] ?? 0) === 0) continue;
    const value = divideOr(sample.zeroDivision, ...fraction(counts, label));
    if (Number.isNaN(value)) continue;
    defined += 1;
    sum += value;
    total += weight;
    weighted += value * weight;
  }
  // Where no class with a value has rows, scikit-learn takes the plain mean.
  return average === "weighted" && total > 0 ? weighted / total : sum / defined;
}

/**
 * A metric of one class against the rest; the sample's `zeroDivision` when its denominator is 0.
 *
 * Source: scikit-learn 1.9.1 `precision_score`, `recall_score`, `f1_score` with `average=None`.
 *
 * @throws PawlError `metric.input-invalid` when the sample has no such class.
 */
export function prepareOfClass(metric: ClassMetric): (sample: MulticlassSample, label: number) => Statistic {
  return (sample, label) => {
    checkClass(`${metric}_of`, label, sample);
    const sum = classCountsOf(sample);
    return (weights, draw) => divideOr(sample.zeroDivision, ...fractions[metric](sum(weights, draw), label));
  };
}
