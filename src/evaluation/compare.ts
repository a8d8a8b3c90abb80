import { PawlError } from "../errors.ts";
import { bootstrap, chooseRows, percentileInterval } from "./bootstrap.ts";
import { toJsonNumber } from "./json-number.ts";
import type { ResolvedMetric } from "./metric-table.ts";
import type { MetricComparison } from "./report-schema.ts";
import { rowsOf, type Sample, type Statistic, take, takeRows } from "./sample.ts";
import { verdictOf } from "./verdict.ts";

/** Two models on the same rows, in the same order. */
export interface ComparisonRequest {
  readonly metrics: readonly ResolvedMetric[];
  readonly challenger: Sample;
  /** `undefined` when there is no champion or it cannot answer for these rows. */
  readonly champion: Sample | undefined;
  /** Shape (rows,); each row counts once when absent. */
  readonly weights?: Float64Array;
  readonly resamples: number;
  readonly seed: number;
  /** 0.5 to 1. */
  readonly confidence: number;
  /** Most rows × resamples to draw; beyond it a subset of the rows is resampled and the interval narrowed to match. */
  readonly drawLimit: number;
}

/** Metrics of one set of rows. */
export interface ComparisonResult {
  readonly comparisons: readonly MetricComparison[];
  /** How many rows were resampled; fewer than there are when `drawLimit` was passed. */
  readonly resampledRows: number;
}

interface Estimate {
  readonly value: number;
  readonly interval: readonly [number, number];
}

/**
 * Computes metrics of both models with percentile intervals, and the interval of their difference from the same draws.
 * When `drawLimit` is passed, m of the n rows are resampled and deviations scaled by √(m / n) around the value of all
 * rows: D. Politis, J. Romano, M. Wolf, "Subsampling" (1999), for means of rows and smooth functions of them.
 *
 * @throws PawlError `metric.unsupported` and `metric.input-invalid` for the challenger; a champion whose values a metric
 * refuses is `not comparable`.
 */
export function compareSamples(request: ComparisonRequest): ComparisonResult {
  const rows = rowsOf(request.challenger);
  const weights = request.weights ?? new Float64Array(rows).fill(1);
  const size = Math.min(rows, Math.max(1, Math.floor(request.drawLimit / request.resamples)));
  const chosen = size < rows ? chooseRows(rows, size, request.seed) : undefined;
  const challenger = estimate({ ...request, weights, chosen }, request.challenger);
  const { champion: sample } = request;
  const champion = sample && estimate({ ...request, weights, chosen, isTolerant: true }, sample);
  const draws = drawAll(request, [...challenger, ...(champion ?? [])], {
    weights: chosen === undefined ? weights : take(weights, chosen),
    shrink: Math.sqrt(size / rows),
  });
  const comparisons = request.metrics.map((metric, index) =>
    compareMetric(metric, rows, {
      challenger: draws[index],
      champion: champion && draws[index + request.metrics.length],
      confidence: request.confidence,
    }),
  );
  return { comparisons, resampledRows: size };
}

/** A metric of one model: its value on all rows and how to compute it on the rows that are resampled. */
interface Prepared {
  readonly value: number;
  readonly statistic: Statistic;
}

interface EstimateContext {
  readonly metrics: readonly ResolvedMetric[];
  readonly weights: Float64Array;
  readonly chosen: Uint32Array | undefined;
  readonly isTolerant?: boolean;
}

function estimate(context: EstimateContext, sample: Sample): readonly (Prepared | undefined)[] {
  const drawn = context.chosen === undefined ? sample : takeRows(sample, context.chosen);
  return context.metrics.map((metric) => {
    try {
      const statistic = metric.prepare(sample);
      const value = statistic(context.weights);
      return { value, statistic: drawn === sample ? statistic : metric.prepare(drawn) };
    } catch (error) {
      const isRefused = error instanceof PawlError && error.code === "metric.input-invalid";
      if (context.isTolerant === true && isRefused) return undefined;
      throw error;
    }
  });
}

/** A metric of one model with its draws, moved and narrowed to the value of all rows. */
interface Drawn {
  readonly value: number;
  readonly draws: Float64Array;
}

function drawAll(
  { resamples, seed }: ComparisonRequest,
  prepared: readonly (Prepared | undefined)[],
  { weights, shrink }: { readonly weights: Float64Array; readonly shrink: number },
): readonly (Drawn | undefined)[] {
  const undefinedStatistic: Statistic = () => Number.NaN;
  const statistics = prepared.map((entry) => entry?.statistic ?? undefinedStatistic);
  const draws = bootstrap({ statistics, weights, resamples, seed });
  return prepared.map((entry, index) => {
    const values = draws[index];
    if (entry === undefined || values === undefined) return undefined;
    if (shrink === 1) return { value: entry.value, draws: values };
    const centre = entry.statistic(weights);
    return { value: entry.value, draws: values.map((draw) => entry.value + shrink * (draw - centre)) };
  });
}

function compareMetric(
  metric: ResolvedMetric,
  rows: number,
  answers: {
    readonly challenger: Drawn | undefined;
    readonly champion: Drawn | undefined;
    readonly confidence: number;
  },
): MetricComparison {
  const { challenger, champion, confidence } = answers;
  const difference = challenger && champion && subtract(challenger, champion);
  const estimated = difference && toEstimate(difference, confidence);
  return {
    metric: metric.id,
    direction: metric.direction,
    champion: champion === undefined ? null : toJson(toEstimate(champion, confidence)),
    challenger: challenger === undefined ? null : toJson(toEstimate(challenger, confidence)),
    difference: estimated === undefined ? null : toJson(estimated),
    verdict: estimated === undefined ? "not comparable" : verdictOf(estimated, metric.direction),
    rows,
  };
}

function subtract(challenger: Drawn, champion: Drawn): Drawn {
  return {
    value: challenger.value - champion.value,
    draws: challenger.draws.map((draw, index) => draw - (champion.draws[index] ?? Number.NaN)),
  };
}

function toEstimate({ value, draws }: Drawn, confidence: number): Estimate {
  return { value, interval: percentileInterval(draws, confidence) };
}

function toJson({ value, interval }: Estimate): NonNullable<MetricComparison["challenger"]> {
  return { value: toJsonNumber(value), interval: [toJsonNumber(interval[0]), toJsonNumber(interval[1])] };
}
