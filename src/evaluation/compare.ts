import { PawlError } from "../errors.ts";
import { bootstrap, differenceInterval, percentileInterval } from "./bootstrap.ts";
import { testDifference } from "./difference-test.ts";
import { toJsonNumber } from "../math/json-number.ts";
import { littleBootstraps, subsetRows } from "./little-bootstraps.ts";
import type { ResolvedMetric } from "./metric-table.ts";
import type { MetricComparison } from "./report-schema.ts";
import { reversedInterval } from "./reversed-interval.ts";
import { rowsOf, type Sample, type Statistic, takeRows } from "./sample.ts";
import { verdictOf } from "./verdict.ts";

/** Rows × resamples that are drawn from all rows: 20,000 rows at 1,000 resamples. */
const defaultDrawLimit = 2e7;

/** Two models on the same rows, in the same order. */
export interface ComparisonRequest {
  readonly metrics: readonly ResolvedMetric[];
  readonly challenger: Sample;
  /** `undefined` when there is no champion or it cannot answer for these rows. */
  readonly champion: Sample | undefined;
  /** Shape (rows,); each row counts once when absent. */
  readonly weights?: Float64Array | undefined;
  readonly resamples: number;
  readonly seed: number;
  /** 0.5 to 1. */
  readonly confidence: number;
  /** Most rows × resamples to draw from all rows, 2 × 10⁷ when absent; beyond it subsets are resampled. */
  readonly drawLimit?: number;
}

/** Metrics of one set of rows. */
export interface ComparisonResult {
  readonly comparisons: readonly MetricComparison[];
  /** How many rows each resample took its draws from; fewer than there are when `drawLimit` was passed. */
  readonly resampledRows: number;
  /** What to tell of how the intervals were made, when not by the plain bootstrap. */
  readonly note?: string;
}

interface Estimate {
  readonly value: number;
  readonly interval: readonly [number, number];
}

/**
 * Computes metrics of both models with percentile intervals, those of values that noise only makes greater with
 * {@link reversedInterval}, and the interval of their difference from the same draws, a little longer
 * ({@link differenceInterval}); beyond `drawLimit` by {@link littleBootstraps}. Where a test of the difference is known it is
 * added.
 *
 * @throws PawlError `metric.unsupported` and `metric.input-invalid` for the challenger; a champion whose values a metric
 * refuses is `not comparable`.
 */
export function compareSamples(request: ComparisonRequest): ComparisonResult {
  const rows = rowsOf(request.challenger);
  const weights = request.weights ?? new Float64Array(rows).fill(1);
  const models = prepareAll(request);
  const prepared = [
    ...models,
    ...prepareNoise(request, models, [request.challenger, request.champion, weights]),
  ];
  // Around the weights themselves there is no noise.
  const values = prepared.map((statistic) => statistic?.(weights));
  const isLittle = rows * request.resamples > (request.drawLimit ?? defaultDrawLimit);
  const draws = isLittle
    ? drawSubsets(request, { weights, prepared, values })
    : bootstrap({ ...request, statistics: prepared.map(orUndefined), weights });
  const drawn = values.map((value, index): Drawn | undefined => {
    const valueDraws = draws[index];
    if (value === undefined || valueDraws === undefined) return undefined;
    return {
      value,
      draws: valueDraws,
      noise: prepared[index + models.length] && draws[index + models.length],
    };
  });
  const comparisons = request.metrics.map((metric, index) =>
    compareMetric(metric, request, {
      challenger: drawn[index],
      champion: drawn[index + request.metrics.length],
    }),
  );
  const resampledRows = isLittle ? subsetRows(rows) : rows;
  if (!isLittle) return { comparisons, resampledRows };
  const note = `intervals of ${rows} rows come from a bag of little bootstraps: 20 subsets of ${resampledRows} rows, each resampled to ${rows}`;
  return { comparisons, resampledRows, note };
}

/** Each metric of the challenger, then of the champion; `undefined` where there is no champion or it is refused. */
function prepareAll({
  metrics,
  challenger,
  champion,
}: ComparisonRequest): readonly (Statistic | undefined)[] {
  return [
    ...metrics.map((metric) => metric.prepare(challenger)),
    ...metrics.map((metric) => champion && prepareTolerant(metric, champion)),
  ];
}

/** In the order of {@link prepareAll} the noise of the metrics that have one, where the metric itself is defined. */
function prepareNoise(
  { metrics }: ComparisonRequest,
  models: readonly (Statistic | undefined)[],
  [challenger, champion, weights]: readonly [Sample, Sample | undefined, Float64Array],
): readonly (Statistic | undefined)[] {
  return models.map((statistic, index) => {
    const sample = index < metrics.length ? challenger : champion;
    return statistic && sample && metrics[index % metrics.length]?.prepareNoise(sample, weights);
  });
}

function prepareTolerant(metric: ResolvedMetric, champion: Sample): Statistic | undefined {
  try {
    return metric.prepare(champion);
  } catch (error) {
    if (error instanceof PawlError && error.code === "metric.input-invalid") return undefined;
    throw error;
  }
}

function orUndefined(statistic: Statistic | undefined): Statistic {
  return statistic ?? (() => Number.NaN);
}

function drawSubsets(
  request: ComparisonRequest,
  whole: {
    readonly weights: Float64Array;
    readonly prepared: readonly (Statistic | undefined)[];
    readonly values: readonly (number | undefined)[];
  },
): readonly Float64Array[] {
  const { metrics, challenger, champion, resamples, seed } = request;
  const deviations = littleBootstraps({
    weights: whole.weights,
    strata: challenger.task === "regression" ? undefined : challenger.target,
    resamples,
    seed,
    prepare: (rows, expected) => {
      const parts = [takeRows(challenger, rows), champion && takeRows(champion, rows)] as const;
      const models = whole.prepared.slice(0, 2 * metrics.length).map((statistic, index) => {
        const part = index < metrics.length ? parts[0] : parts[1];
        return statistic && part && metrics[index % metrics.length]?.prepare(part);
      });
      return [...models, ...prepareNoise(request, models, [...parts, expected])].map(orUndefined);
    },
  });
  return deviations.map((draws, index) => draws.map((draw) => (whole.values[index] ?? Number.NaN) + draw));
}

/** A metric of one model with its draws. */
interface Drawn {
  readonly value: number;
  readonly draws: Float64Array;
  /** Of a metric that noise only makes greater, how much on the same draws. */
  readonly noise?: Float64Array | undefined;
}

function compareMetric(
  metric: ResolvedMetric,
  request: ComparisonRequest,
  { challenger, champion }: { readonly challenger: Drawn | undefined; readonly champion: Drawn | undefined },
): MetricComparison {
  const rows = rowsOf(request.challenger);
  const toEstimate = ({ value, draws, noise }: Drawn): Estimate => ({
    value,
    interval:
      noise === undefined
        ? percentileInterval(draws, request.confidence, rows)
        : reversedInterval({ value, draws, noise, range: metric.range }, request.confidence, rows),
  });
  const gap = challenger && champion && subtract(challenger, champion);
  const difference = gap && {
    value: gap.value,
    interval: differenceInterval(gap.draws, request.confidence, rows),
  };
  const test = difference && testDifference(metric.id, request);
  return {
    metric: metric.id,
    direction: metric.direction,
    champion: champion === undefined ? null : toJson(toEstimate(champion)),
    challenger: challenger === undefined ? null : toJson(toEstimate(challenger)),
    difference: difference === undefined ? null : toJson(difference),
    verdict: difference === undefined ? "not comparable" : verdictOf(difference, metric.direction),
    rows,
    ...(test === undefined ? {} : { test }),
  };
}

function subtract(challenger: Drawn, champion: Drawn): Drawn {
  return {
    value: challenger.value - champion.value,
    draws: challenger.draws.map((draw, index) => draw - (champion.draws[index] ?? Number.NaN)),
  };
}

function toJson({ value, interval }: Estimate): NonNullable<MetricComparison["challenger"]> {
  return { value: toJsonNumber(value), interval: [toJsonNumber(interval[0]), toJsonNumber(interval[1])] };
}
