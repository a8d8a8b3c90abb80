import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { metricsOf, resolveMetric } from "../../../src/evaluation/metric-table.ts";
import { checkSample, checkWeights, rowsOf, type Sample } from "../../../src/evaluation/sample.ts";

const tasks = ["binary-classification", "regression", "multiclass-classification"] as const;
const number = z.union([z.number(), z.enum(["nan", "inf", "-inf"])]).transform((value) => {
  if (typeof value === "number") return value;
  return value === "nan" ? Number.NaN : value === "inf" ? Infinity : -Infinity;
});
const goldenSchema = z.object({
  tolerance: z.object({ relative: z.literal(1e-9), absolute: z.literal(1e-12) }),
  cases: z.array(
    z.object({
      name: z.string(),
      task: z.enum(tasks),
      target: z.array(number),
      prediction: z.union([z.array(number), z.array(z.array(number))]),
      weights: z.array(z.number()).nullable(),
      groups: z.array(z.number()).nullable(),
      zeroDivision: number,
      metrics: z.record(z.string(), z.union([z.literal("refused"), number])),
    }),
  ),
});
type GoldenCase = z.infer<typeof goldenSchema>["cases"][number];
const golden = goldenSchema.parse(
  JSON.parse(readFileSync(new URL("../../golden/evaluation/metrics.json", import.meta.url), "utf8")),
);

function sampleOf({ task, target, prediction, groups, zeroDivision }: GoldenCase): Sample {
  const values = Float64Array.from(prediction.flat());
  const base = {
    target: Float64Array.from(target),
    zeroDivision,
    ...(groups === null ? {} : { groups: Uint32Array.from(groups) }),
  };
  if (task === "regression") return { ...base, task, prediction: values };
  if (task === "binary-classification") return { ...base, task, score: values, threshold: 0.5 };
  return { ...base, task, probabilities: values, classes: values.length / target.length };
}

function valueOrRefusal(metric: string, entry: GoldenCase): number | string {
  const sample = sampleOf(entry);
  const weights = Float64Array.from(entry.weights ?? entry.target.map(() => 1));
  try {
    checkSample(sample);
    checkWeights(weights, rowsOf(sample));
    return resolveMetric(metric).prepare(sample)(weights);
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^(metric.input-invalid|evaluation.empty)$/) });
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

  it.each(rows)("$metric of $name is the reference's", ({ metric, entry, expected }) => {
    const actual = valueOrRefusal(metric, entry);
    if (typeof expected === "string" || typeof actual === "string" || !Number.isFinite(expected)) {
      expect(actual).toBe(expected);
      return;
    }
    const { relative, absolute } = golden.tolerance;
    expect(Math.abs(actual - expected)).toBeLessThanOrEqual(
      Math.max(relative * Math.abs(expected), absolute),
    );
  });

  it("all have a finite golden number", () => {
    const finite = rows.filter(({ expected }) => Number.isFinite(expected)).map(({ metric }) => metric);
    const names = tasks.flatMap((task) => metricsOf(task));
    const uncovered = names.filter((name) => {
      const pattern = new RegExp(`^${name.replace(/X|K|Q|CLASS/, String.raw`[\d.]+`)}$`);
      return !finite.some((metric) => pattern.test(metric));
    });
    expect(uncovered).toEqual([]);
  });
});
