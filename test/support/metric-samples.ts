import { array, assert as assertProperty, integer, property, record } from "fast-check";
import { expect } from "vitest";
import { metricsOf, resolveMetric } from "../../src/evaluation/metric-table.ts";
import { rowsOf, type Sample } from "../../src/evaluation/sample.ts";

const level = integer({ min: 0, max: 10 });
/** 2 to 40 rows with ties, weights of 0 to 3 and up to three groups. */
export const rowsArbitrary = array(
  record({
    y: level,
    p: level,
    q: level,
    w: integer({ min: 0, max: 3 }),
    g: integer({ min: 0, max: 2 }),
    key: integer(),
  }),
  { minLength: 2, maxLength: 40 },
);

/** A row as the generator makes it; builders read from it what their task needs. */
export interface SampleRow {
  readonly y: number;
  readonly p: number;
  readonly q: number;
  readonly w: number;
  readonly g: number;
  /** To put rows in another order. */
  readonly key: number;
}

const letters = new Map([
  ["X", "0.2"],
  ["K", "2"],
  ["Q", "0.3"],
  ["CLASS", "1"],
]);

/** Every task. */
export const tasks = ["binary-classification", "multiclass-classification", "regression"] as const;
/** What a sample is of. */
export type Task = Sample["task"];

/** Every metric of the table that rows give, with a number where it takes one. */
export const everyMetric = tasks.flatMap((task) =>
  metricsOf(task).map((name) => ({
    task,
    metric: name.replace(/X|K|Q|CLASS/, (letter) => letters.get(letter) ?? letter),
  })),
);
/** Take positive numbers only. */
export const deviances = new Set(["msle", "poisson_deviance", "gamma_deviance"]);

/** Rows as a sample: of deviances positive, else of both signs; of several classes with many equal probabilities. */
export function buildSample(task: Task, metric: string, rows: readonly SampleRow[]): Sample {
  const column = (valueOf: (row: SampleRow) => number): Float64Array => Float64Array.from(rows, valueOf);
  const groups = Uint32Array.from(rows, (row) => row.g);
  if (task === "regression") {
    const shift = deviances.has(metric) ? 1 : -5;
    return {
      task,
      groups,
      target: column((row) => (row.y + shift) / 10),
      prediction: column((row) => (row.p + shift) / 10),
    };
  }
  if (task === "binary-classification") {
    return {
      task,
      groups,
      target: column((row) => Number(row.y >= 5)),
      score: column((row) => row.p / 10),
      threshold: 0.5,
    };
  }
  const probabilities = rows.flatMap(({ p, q }) => [p + 1, q + 1, 4].map((share) => share / (p + q + 6)));
  return {
    task,
    groups,
    target: column((row) => row.y % 3),
    probabilities: Float64Array.from(probabilities),
    classes: 3,
  };
}

/** The weights of rows. */
export function weightsOf(rows: readonly SampleRow[]): Float64Array {
  return Float64Array.from(rows, (row) => row.w);
}

/** A metric of a sample; each row counts once without weights. */
export function valueOf(
  metric: string,
  sample: Sample,
  weights: Float64Array = new Float64Array(rowsOf(sample)).fill(1),
): number {
  return resolveMetric(metric).prepare(sample)(weights);
}

/** Equal to 1e-10, relative above 1. */
export function expectSame(actual: number, expected: number): void {
  if (!Number.isFinite(expected)) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(expected)));
}

/** Checks a property of rows. */
export function forRows(check: (rows: readonly SampleRow[]) => void): void {
  assertProperty(property(rowsArbitrary, check), { numRuns: 60 });
}
