import { assert as assertProperty, constantFrom, pre, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveMetric } from "../../../src/evaluation/metric-table.ts";
import { type Sample, takeRows } from "../../../src/evaluation/sample.ts";
import {
  buildSample,
  deviances,
  everyMetric,
  expectSame,
  forRows,
  rowsArbitrary,
  type SampleRow,
  tasks,
  valueOf,
  weightsOf,
} from "../../support/metric-samples.ts";

describe.each(everyMetric)("$metric for $task", ({ task, metric }) => {
  const build = (rows: readonly SampleRow[]): Sample => buildSample(task, metric, rows);

  it("does not depend on the order of rows", () => {
    forRows((rows) => {
      const shuffled = rows.toSorted((a, b) => a.key - b.key);
      expectSame(
        valueOf(metric, build(shuffled), weightsOf(shuffled)),
        valueOf(metric, build(rows), weightsOf(rows)),
      );
    });
  });

  it("takes a whole weight as repetition", () => {
    forRows((rows) => {
      const repeated = rows.flatMap((row) => Array.from({ length: row.w }, () => row));
      pre(repeated.length > 1);
      expectSame(valueOf(metric, build(rows), weightsOf(rows)), valueOf(metric, build(repeated)));
    });
  });

  it("takes a row without weight as absent", () => {
    forRows((rows) => {
      const present = rows.filter((row) => row.w > 0);
      pre(present.length > 1);
      expectSame(
        valueOf(metric, build(rows), weightsOf(rows)),
        valueOf(metric, build(present), weightsOf(present)),
      );
    });
  });

  it("is the same for rows taken out of more", () => {
    forRows((rows) => {
      const chosen = rows.flatMap((row, index) => (row.w > 0 ? [index] : []));
      pre(chosen.length > 1);
      expectSame(
        valueOf(metric, takeRows(build(rows), Uint32Array.from(chosen))),
        valueOf(metric, build(rows.filter((row) => row.w > 0))),
      );
    });
  });

  it("stays in its range", () => {
    const { range } = resolveMetric(metric);
    forRows((rows) => {
      const value = valueOf(metric, build(rows), weightsOf(rows));
      if (Number.isNaN(value)) return;
      expect(value).toBeGreaterThanOrEqual(range[0] - 1e-12);
      expect(value).toBeLessThanOrEqual(range[1] + 1e-12);
    });
  });
});

/** Where a weight is so many rows; of the others only the ratios of weights count. */
const countsRows = new Set(["precision_at_k:2", "lift_at_k:2"]);

describe("the unit of the weights", () => {
  const others = everyMetric.filter(({ metric }) => !countsRows.has(metric));

  it.each(others)("does not change $metric for $task", ({ task, metric }) => {
    assertProperty(
      property(rowsArbitrary, constantFrom(0.1, 0.5, 7, 1e6), (rows, unit) => {
        const weights = weightsOf(rows);
        const sample = buildSample(task, metric, rows);
        expectSame(
          valueOf(
            metric,
            sample,
            weights.map((weight) => weight * unit),
          ),
          valueOf(metric, sample, weights),
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each([...countsRows])("is a row for %s: five times the weight is five times as many", (metric) => {
    forRows((rows) => {
      const sample = buildSample("binary-classification", metric, rows);
      const weights = weightsOf(rows);
      expectSame(
        valueOf(
          metric.replace("2", "10"),
          sample,
          weights.map((weight) => weight * 5),
        ),
        valueOf(metric, sample, weights),
      );
    });
  });
});

describe.each(tasks)("metrics of one sample for %s", (task) => {
  const metrics = everyMetric.filter((entry) => entry.task === task && !deviances.has(entry.metric));

  it("share sums without a change of value, though the array of weights is used again", () => {
    forRows((rows) => {
      const sample = buildSample(task, "", rows);
      const statistics = metrics.map(({ metric }) => resolveMetric(metric).prepare(sample));
      const alone = (weights: Float64Array): readonly number[] =>
        metrics.map(({ metric }) => valueOf(metric, buildSample(task, "", rows), weights));
      const weights = weightsOf(rows);
      for (const draw of [{}, {}]) {
        expect(statistics.map((statistic) => statistic(weights, draw))).toEqual(alone(weights));
        weights.reverse();
      }
      expect(statistics.map((statistic) => statistic(weights))).toEqual(alone(weights));
    });
  });
});
