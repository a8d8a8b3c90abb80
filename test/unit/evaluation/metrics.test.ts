import { readFileSync } from "node:fs";
import { array, assert as assertProperty, integer, pre, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { findMetric, metricsOf, metricTable, resolveMetric } from "../../../src/evaluation/metric-table.ts";
import { checkSample, checkWeights, rowsOf, type Sample, takeRows } from "../../../src/evaluation/sample.ts";

const goldenSchema = z.object({
  tolerance: z.object({ relative: z.number(), absolute: z.number() }),
  cases: z.array(
    z.object({
      name: z.string(),
      task: z.enum(["binary-classification", "regression", "multiclass-classification"]),
      target: z.array(z.number()),
      prediction: z.union([z.array(z.number()), z.array(z.array(z.number()))]),
      weights: z.array(z.number()).nullable(),
      metrics: z.record(z.string(), z.union([z.number(), z.string()])),
    }),
  ),
});
type GoldenCase = z.infer<typeof goldenSchema>["cases"][number];
const golden = goldenSchema.parse(
  JSON.parse(readFileSync(new URL("../../golden/evaluation/metrics.json", import.meta.url), "utf8")),
);

function sampleOf({ task, target, prediction }: GoldenCase): Sample {
  const values = Float64Array.from(prediction.flat());
  const base = { target: Float64Array.from(target) };
  if (task === "regression") return { ...base, task, prediction: values };
  if (task === "binary-classification") return { ...base, task, score: values, threshold: 0.5 };
  return { ...base, task, probabilities: values, classes: values.length / target.length };
}

function valueOf(
  metric: string,
  sample: Sample,
  weights: Float64Array = new Float64Array(rowsOf(sample)).fill(1),
): number {
  return resolveMetric(metric).prepare(sample)(weights);
}

function valueOrRefusal(metric: string, entry: GoldenCase): number | string {
  const weights = entry.weights === null ? undefined : Float64Array.from(entry.weights);
  try {
    const value = valueOf(metric, sampleOf(entry), weights);
    return Number.isNaN(value) ? "nan" : value;
  } catch {
    return "refused";
  }
}

describe("the metrics", () => {
  const rows = golden.cases.flatMap((entry) =>
    Object.entries(entry.metrics).map(([metric, expected]) => ({
      metric,
      name: entry.name,
      entry,
      expected,
    })),
  );

  it.each(rows)("$metric of $name is scikit-learn's", ({ metric, entry, expected }) => {
    const actual = valueOrRefusal(metric, entry);
    if (typeof expected === "string" || typeof actual === "string") {
      expect(actual).toBe(expected);
      return;
    }
    const { relative, absolute } = golden.tolerance;
    expect(Math.abs(actual - expected)).toBeLessThanOrEqual(
      Math.max(relative * Math.abs(expected), absolute),
    );
  });

  it("all have a golden number", () => {
    const covered = new Set(rows.map(({ metric }) => metric.split(":")[0]));
    expect(Object.keys(metricTable).filter((name) => !covered.has(name))).toEqual([]);
  });
});

const level = integer({ min: 0, max: 10 }).map((value) => value / 10);
const rowsArbitrary = array(record({ y: level, p: level, w: integer({ min: 0, max: 3 }) }), {
  minLength: 2,
  maxLength: 40,
});
type Row = { readonly y: number; readonly p: number; readonly w: number };

function buildSample(task: "binary-classification" | "regression", rows: readonly Row[]): Sample {
  const p = Float64Array.from(rows, (row) => row.p);
  if (task === "regression") return { task, target: Float64Array.from(rows, (row) => row.y), prediction: p };
  return { task, target: Float64Array.from(rows, (row) => (row.y >= 0.5 ? 1 : 0)), score: p, threshold: 0.5 };
}

function expectSame(actual: number, expected: number): void {
  if (Number.isNaN(expected)) expect(actual).toBeNaN();
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(expected)));
}

const everyMetric = (["binary-classification", "regression"] as const).flatMap((task) =>
  metricsOf(task).map((name) => ({ task, metric: name === "recall_at_fpr" ? "recall_at_fpr:0.2" : name })),
);

describe.each(everyMetric)("$metric for $task", ({ task, metric }) => {
  it("does not depend on the order of rows", () => {
    assertProperty(
      property(rowsArbitrary, (rows) => {
        pre(rows.some((row) => row.w > 0));
        const backwards = [...rows].reverse();
        const weightsOf = (list: readonly Row[]): Float64Array => Float64Array.from(list, (row) => row.w);
        expectSame(
          valueOf(metric, buildSample(task, backwards), weightsOf(backwards)),
          valueOf(metric, buildSample(task, rows), weightsOf(rows)),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("takes a whole weight as repetition", () => {
    assertProperty(
      property(rowsArbitrary, (rows) => {
        const repeated = rows.flatMap((row) => Array.from({ length: row.w }, () => row));
        pre(repeated.length > 1);
        const weights = Float64Array.from(rows, (row) => row.w);
        const isDegenerate = metric === "r2" && new Set(repeated.map((row) => row.y)).size === 1;
        pre(!isDegenerate);
        expectSame(
          valueOf(metric, buildSample(task, rows), weights),
          valueOf(metric, buildSample(task, repeated)),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("stays in its range", () => {
    const { range } = resolveMetric(metric);
    assertProperty(
      property(rowsArbitrary, (rows) => {
        const value = valueOf(metric, buildSample(task, rows));
        if (Number.isNaN(value)) return;
        expect(value).toBeGreaterThanOrEqual(range[0] - 1e-12);
        expect(value).toBeLessThanOrEqual(range[1] + 1e-12);
      }),
      { numRuns: 50 },
    );
  });
});

describe("resolving a metric", () => {
  it.each([
    ["brier_score", "brier"],
    ["recall_at_fpr:0.01", "recall_at_fpr:0.01"],
    [{ recall: { at_fpr: 0.01 } }, "recall_at_fpr:0.01"],
  ])("understands %j", (text, id) => {
    expect(resolveMetric(text).id).toBe(id);
  });

  it.each([
    ["auc"],
    ["roc_auc:0.5"],
    ["recall_at_fpr"],
    ["recall_at_fpr:2"],
    ["__proto__"],
    ["toString"],
    [{}],
  ])("does not know %j", (text) => {
    expect(findMetric(text)).toBeUndefined();
    expect(() => resolveMetric(text)).toThrow(expect.objectContaining({ code: "metric.unsupported" }));
  });

  it("refuses a metric of another task", () => {
    const sample = buildSample("regression", [{ y: 0, p: 0, w: 1 }]);
    expect(() => resolveMetric("roc_auc").prepare(sample)).toThrow(/not defined for regression/);
  });
});

describe("checking a sample", () => {
  const good = buildSample("binary-classification", [
    { y: 0, p: 0.1, w: 1 },
    { y: 1, p: 0.9, w: 1 },
  ]);

  it.each([
    ["no rows", takeRows(good, new Uint32Array()), "evaluation.empty"],
    ["a score that is NaN", { ...good, score: Float64Array.of(0.1, Number.NaN) }, "metric.input-invalid"],
    ["a target that is 2", { ...good, target: Float64Array.of(0, 2) }, "metric.input-invalid"],
    ["too few scores", { ...good, score: Float64Array.of(0.1) }, "metric.input-invalid"],
  ])("refuses %s", (_, sample, code) => {
    expect(() => checkSample(sample)).toThrow(expect.objectContaining({ code }));
  });

  it.each([[[0, 0]], [[1, -1]], [[1, Number.NaN]]])("refuses the weights %j", (weights) => {
    expect(() => checkWeights(Float64Array.from(weights), 2)).toThrow(
      expect.objectContaining({ code: "metric.input-invalid" }),
    );
  });
});
