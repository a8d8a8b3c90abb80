import { describe, expect, it } from "vitest";
import {
  findMetric,
  measuredMetrics,
  metricsOf,
  metricTable,
  resolveMetric,
} from "../../../src/evaluation/metric-table.ts";
import {
  type BinarySample,
  checkSample,
  checkWeights,
  type MulticlassSample,
  type RegressionSample,
  takeRows,
} from "../../../src/evaluation/sample.ts";

const binary: BinarySample = {
  task: "binary-classification",
  target: Float64Array.of(0, 1),
  score: Float64Array.of(0.1, 0.9),
  threshold: 0.5,
};
const regression: RegressionSample = {
  task: "regression",
  target: Float64Array.of(0),
  prediction: Float64Array.of(0),
};
const multiclass: MulticlassSample = {
  task: "multiclass-classification",
  target: Float64Array.of(2, 0),
  probabilities: Float64Array.of(0.2, 0.3, 0.5, 0.6, 0.3, 0.1),
  classes: 3,
};

describe("resolving a metric", () => {
  it.each([
    ["brier_score", "brier", "Brier score"],
    ["recall_at_fpr:0.01", "recall_at_fpr:0.01", "Recall at FPR ≤ 0.01"],
    [{ recall: { at_fpr: 0.01 } }, "recall_at_fpr:0.01", "Recall at FPR ≤ 0.01"],
    ["recall_at_fpr:0.00000001", "recall_at_fpr:1e-8", "Recall at FPR ≤ 1e-8"],
    [{ precision: { at_k: 100 } }, "precision_at_k:100", "Precision at 100"],
    ["lift_at_k:10", "lift_at_k:10", "Lift at 10"],
    ["top_3_accuracy", "top_3_accuracy", "Top-3 accuracy"],
    ["pinball_0.90", "pinball_0.9", "Pinball loss at quantile 0.9"],
    ["f1_of:2", "f1_of:2", "F1 of class 2"],
    ["latency_p95_ms", "latency_p95_ms", "Latency, 95th percentile (ms)"],
  ])("understands %j", (text, id, title) => {
    expect(resolveMetric(text)).toMatchObject({ id, title });
    expect(resolveMetric(id).id).toBe(id);
  });

  it.each([
    ["auc"],
    ["roc_auc:0.5"],
    ["recall_at_fpr"],
    ["recall_at_fpr:X"],
    ["recall_at_fpr:2"],
    ["precision_at_k:0"],
    ["precision_at_k:1.5"],
    ["top_K_accuracy"],
    ["top_K_accuracy:3"],
    ["top_0_accuracy"],
    ["top_1.5_accuracy"],
    ["pinball_2"],
    ["pinball_Q"],
    ["f1_of:-1"],
    [`recall_at_fpr:${"0".repeat(100_000)}x`],
    ["__proto__"],
    ["toString"],
    [{}],
  ])("does not know %j", (text) => {
    expect(findMetric(text)).toBeUndefined();
    expect(() => resolveMetric(text)).toThrow(expect.objectContaining({ code: "metric.unsupported" }));
  });

  it("refuses a metric of another task", () => {
    expect(() => resolveMetric("roc_auc").prepare(regression)).toThrow(/not defined for regression/);
  });

  it.each(measuredMetrics())("knows %s, lower is better, and computes it from no sample", (metric) => {
    const found = resolveMetric(metric);
    expect(found).toMatchObject({ direction: "lower", isMeasured: true, range: [0, Infinity] });
    for (const sample of [binary, regression, multiclass]) {
      expect(() => found.prepare(sample)).toThrow(/is measured on the model/);
      expect(() => found.prepare(sample)).toThrow(expect.objectContaining({ code: "metric.unsupported" }));
    }
  });

  it("lists each metric of the table for a task, or as measured", () => {
    const listed = (["binary-classification", "regression", "multiclass-classification"] as const).flatMap(
      (task) => metricsOf(task),
    );
    expect(new Set([...listed, ...measuredMetrics()]).size).toBe(Object.keys(metricTable).length);
  });

  it("refuses a class that is not there", () => {
    expect(() => resolveMetric("recall_of:3").prepare(multiclass)).toThrow(
      expect.objectContaining({ code: "metric.input-invalid" }),
    );
  });

  it("refuses to compare groups that nothing names", () => {
    const metric = resolveMetric("equalized_odds_difference");
    expect(metric.needsGroups).toBe(true);
    expect(() => metric.prepare(binary)).toThrow(/--group/);
  });

  it("leaves equalized odds undefined when a group has no positives", () => {
    const sample = { ...binary, groups: Uint32Array.of(0, 1) };
    expect(resolveMetric("equalized_odds_difference").prepare(sample)(Float64Array.of(1, 1))).toBeNaN();
  });
});

describe("checking a sample", () => {
  it.each([
    ["no rows", takeRows(binary, new Uint32Array()), "evaluation.empty"],
    ["a score that is NaN", { ...binary, score: Float64Array.of(0.1, Number.NaN) }, "metric.input-invalid"],
    ["a target that is 2", { ...binary, target: Float64Array.of(0, 2) }, "metric.input-invalid"],
    ["a class that is not there", { ...multiclass, target: Float64Array.of(0, 3) }, "metric.input-invalid"],
    ["too few scores", { ...binary, score: Float64Array.of(0.1) }, "metric.input-invalid"],
    ["too few groups", { ...binary, groups: Uint32Array.of(0) }, "metric.input-invalid"],
    ["too many groups", { ...binary, groups: Uint32Array.of(0, 4e9) }, "metric.input-invalid"],
  ])("refuses %s", (_, sample, code) => {
    expect(() => checkSample(sample)).toThrow(expect.objectContaining({ code }));
  });

  it.each([[[0, 0]], [[1, -1]], [[1, Number.NaN]]])("refuses the weights %j", (weights) => {
    expect(() => checkWeights(Float64Array.from(weights), 2)).toThrow(
      expect.objectContaining({ code: "metric.input-invalid" }),
    );
  });
});
