import { describe, it } from "vitest";
import { metricsOf } from "../../../src/evaluation/metric-table.ts";
import type { Sample } from "../../../src/evaluation/sample.ts";
import {
  buildSample,
  expectSame,
  forRows,
  type Task,
  tasks,
  valueOf,
  weightsOf,
} from "../../support/metric-samples.ts";

describe("truth and prediction may change places", () => {
  const symmetric: Readonly<Record<Task, readonly string[]>> = {
    "binary-classification": ["accuracy", "f1", "mcc", "kappa"],
    "multiclass-classification": [
      "accuracy",
      "mcc",
      "kappa",
      "kappa_quadratic",
      "f1_macro",
      "f1_micro",
      "f1_of:2",
    ],
    regression: ["mae", "mse", "rmse", "median_absolute_error", "max_error", "smape", "msle", "pinball_0.5"],
  };
  const pairs = tasks.flatMap((task) => symmetric[task].map((metric) => ({ task, metric })));

  it.each(pairs)("for $metric of $task", ({ task, metric }) => {
    forRows((rows) => {
      const weights = weightsOf(rows);
      expectSame(
        valueOf(metric, swapped(buildSample(task, "msle", rows)), weights),
        valueOf(metric, certain(buildSample(task, "msle", rows)), weights),
      );
    });
  });

  it("turns precision into recall, and the sign of the bias", () => {
    forRows((rows) => {
      const weights = weightsOf(rows);
      const binary = buildSample("binary-classification", "", rows);
      expectSame(valueOf("precision", swapped(binary), weights), valueOf("recall", binary, weights));
      const several = buildSample("multiclass-classification", "", rows);
      expectSame(
        valueOf("precision_of:1", swapped(several), weights),
        valueOf("recall_of:1", several, weights),
      );
      const numbers = buildSample("regression", "", rows);
      expectSame(valueOf("bias", swapped(numbers), weights), -valueOf("bias", numbers, weights));
    });
  });
});

/** The predicted class of each row; the predicted number of a regression. */
function predictions(sample: Sample): Float64Array {
  if (sample.task === "regression") return sample.prediction;
  if (sample.task === "binary-classification")
    return sample.score.map((score) => Number(score >= sample.threshold));
  return sample.target.map((_, row) => {
    const own = sample.probabilities.subarray(row * sample.classes, (row + 1) * sample.classes);
    return own.indexOf(Math.max(...own));
  });
}

function withPredictions(sample: Sample, target: Float64Array, predicted: Float64Array): Sample {
  if (sample.task === "regression") return { ...sample, target, prediction: predicted };
  if (sample.task === "binary-classification") return { ...sample, target, score: predicted };
  const probabilities = new Float64Array(target.length * sample.classes);
  predicted.forEach((label, row) => (probabilities[row * sample.classes + label] = 1));
  return { ...sample, target, probabilities };
}

function swapped(sample: Sample): Sample {
  return withPredictions(sample, predictions(sample), sample.target);
}

function certain(sample: Sample): Sample {
  return withPredictions(sample, sample.target, predictions(sample));
}

describe("classes may be named otherwise", () => {
  const flippable = ["accuracy", "balanced_accuracy", "mcc", "kappa", "roc_auc", "log_loss", "brier", "ks"];

  it.each(flippable)("when class 0 and 1 change places, for %s", (metric) => {
    forRows((rows) => {
      const sample = buildSample("binary-classification", "", rows);
      if (sample.task !== "binary-classification") return;
      const original = { ...sample, threshold: 0.45 };
      const flipped = {
        ...sample,
        target: sample.target.map((value) => 1 - value),
        score: sample.score.map((value) => (10 - Math.round(value * 10)) / 10),
        threshold: 0.55,
      };
      expectSame(
        valueOf(metric, flipped, weightsOf(rows)),
        valueOf(metric, { ...original, threshold: 0.45 }, weightsOf(rows)),
      );
    });
  });

  const several = metricsOf("multiclass-classification")
    .filter((name) => name !== "kappa_quadratic" && !name.includes("_of:"))
    .map((name) => name.replace("K", "2"));

  it.each([...several, "kappa_quadratic"])("when three classes change places, for %s", (metric) => {
    const order = metric === "kappa_quadratic" ? [2, 1, 0] : [2, 0, 1];
    forRows((rows) => {
      const ranked = rows.map(({ y, p, q }) => ({ y: y % 3, shares: [p + 1, q + 1.3, 4.6] }));
      const build = (names: readonly number[]): Sample => ({
        task: "multiclass-classification",
        target: Float64Array.from(ranked, ({ y }) => names[y] ?? 0),
        probabilities: Float64Array.from(
          ranked.flatMap(({ shares }) => {
            const total = shares.reduce((sum, share) => sum + share, 0);
            return [0, 1, 2].map((name) => (shares[names.indexOf(name)] ?? 0) / total);
          }),
        ),
        classes: 3,
      });
      expectSame(
        valueOf(metric, build(order), weightsOf(rows)),
        valueOf(metric, build([0, 1, 2]), weightsOf(rows)),
      );
    });
  });

  it.each(["demographic_parity_difference", "demographic_parity_ratio", "equalized_odds_difference"])(
    "and groups, for %s",
    (metric) => {
      forRows((rows) => {
        const renamed = rows.map((row) => ({ ...row, g: 7 - row.g }));
        expectSame(
          valueOf(metric, buildSample("binary-classification", "", renamed), weightsOf(rows)),
          valueOf(metric, buildSample("binary-classification", "", rows), weightsOf(rows)),
        );
      });
    },
  );
});

describe("only the order of scores counts", () => {
  const ranking = [
    "roc_auc",
    "average_precision",
    "ks",
    "recall_at_fpr:0.2",
    "precision_at_k:3",
    "lift_at_k:3",
  ];

  it.each(ranking)("for %s", (metric) => {
    forRows((rows) => {
      const sample = buildSample("binary-classification", "", rows);
      if (sample.task !== "binary-classification") return;
      const stretched = { ...sample, score: sample.score.map((value) => Math.exp(5 * value) - 40) };
      expectSame(valueOf(metric, stretched, weightsOf(rows)), valueOf(metric, sample, weightsOf(rows)));
    });
  });
});

describe("a shift of target and prediction changes nothing", () => {
  const shiftable = [
    "mae",
    "mse",
    "rmse",
    "median_absolute_error",
    "max_error",
    "r2",
    "explained_variance",
    "d2_absolute_error",
    "pinball_0.3",
    "bias",
  ];

  it.each(shiftable)("for %s", (metric) => {
    forRows((rows) => {
      const sample = buildSample("regression", "", rows);
      if (sample.task !== "regression") return;
      const shift = (values: Float64Array): Float64Array =>
        values.map((value) => Math.round(value * 10) + 64);
      const scaled = {
        ...sample,
        target: sample.target.map((value) => Math.round(value * 10)),
        prediction: sample.prediction.map((value) => Math.round(value * 10)),
      };
      const shifted = { ...sample, target: shift(sample.target), prediction: shift(sample.prediction) };
      expectSame(valueOf(metric, shifted, weightsOf(rows)), valueOf(metric, scaled, weightsOf(rows)));
    });
  });
});
