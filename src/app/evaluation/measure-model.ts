import { percentileInterval } from "../../evaluation/bootstrap.ts";
import { toJsonNumber } from "../../math/json-number.ts";
import type { MetricComparison } from "../../evaluation/report-schema.ts";
import { verdictOf } from "../../evaluation/verdict.ts";
import { quantile } from "../../math/quantile.ts";
import { createRandom } from "../../math/random.ts";
import type { EvaluationTable } from "./evaluation-table.ts";
import { chooseOutput } from "./model-output.ts";
import type { Scorer } from "./read-answers.ts";
import { buildFeeds, readInputs } from "./score-table.ts";

/** Metrics of the model itself, and the percentile of the time of a request; `undefined` for the size. */
const measured = new Map<string, number | undefined>([
  ["latency_p50_ms", 0.5],
  ["latency_p95_ms", 0.95],
  ["latency_p99_ms", 0.99],
  ["size_bytes", undefined],
]);

const warmUpRuns = 20;
const blocks = 50;
const runsPerBlock = 20;
const batchRows = 256;
const batchBlocks = 10;
/** No block is begun after this long. */
const mostMilliseconds = 5000;
const fewestBlocks = 3;

/** What to measure, and how sure to be. */
export interface MeasureRequest {
  /** Identifiers; others than of the model itself are left out. */
  readonly metrics: readonly string[];
  readonly challenger: Scorer;
  readonly champion: Scorer | undefined;
  readonly resamples: number;
  readonly seed: number;
  /** 0.5 to 1. */
  readonly confidence: number;
}

/**
 * Measures both models in this process: size of the file, and the time of a request with one row. After a warm-up, blocks
 * of requests to the one and the other take turns, so that what else the machine does falls on both. Intervals are
 * percentiles of resampled blocks, which keeps requests that follow each other together.
 *
 * Times are those of the model alone, without network, and belong to this machine.
 *
 * @returns comparisons whose `rows` is the number of requests (1 for the size), and a note on batches of 256 rows.
 */
export async function measureModels(
  request: MeasureRequest,
  table: EvaluationTable,
): Promise<{ readonly comparisons: readonly MetricComparison[]; readonly notes: readonly string[] }> {
  const wanted = request.metrics.filter((id) => measured.has(id));
  const percentiles = wanted.filter((id) => measured.get(id) !== undefined);
  const timings = percentiles.length === 0 ? undefined : await takeTimes(request, table, 1, blocks);
  const comparisons = wanted.map((id) => {
    const percentile = measured.get(id);
    return percentile === undefined || timings === undefined
      ? compareSizes(request)
      : compareTimes(id, percentile, { request, timings });
  });
  const notes = percentiles.length === 0 ? [] : [await describeBatch(request, table)];
  return { comparisons, notes };
}

/** Milliseconds of each request, block by block; block i of both models was measured one after the other. */
interface Timings {
  readonly challenger: readonly Float64Array[];
  readonly champion: readonly Float64Array[] | undefined;
}

async function takeTimes(
  { challenger, champion }: MeasureRequest,
  table: EvaluationTable,
  rows: number,
  most: number,
): Promise<Timings> {
  const runs = rows === 1 ? runsPerBlock : 2;
  const timers = await Promise.all(
    [challenger, ...(champion === undefined ? [] : [champion])].map((scorer) =>
      startTimer(scorer, table, rows),
    ),
  );
  for (const timer of timers) await timer(rows === 1 ? warmUpRuns : 1);
  const times = timers.map((): Float64Array[] => []);
  let spent = 0;
  for (let block = 0; block < most && (spent < mostMilliseconds || block < fewestBlocks); block += 1) {
    for (const [index, timer] of timers.entries()) {
      const taken = await timer(runs);
      times[index]?.push(taken);
      spent += taken.reduce((sum, time) => sum + time, 0);
    }
  }
  return { challenger: times[0] ?? [], champion: champion === undefined ? undefined : times[1] };
}

async function startTimer(
  { model, plan, task }: Scorer,
  table: EvaluationTable,
  rows: number,
): Promise<(repetitions: number) => Promise<Float64Array>> {
  const to = Math.min(table.rows, rows);
  const columns = await readInputs(table, plan, { from: 0, to });
  const feeds = buildFeeds(plan, columns, { from: 0, rows: Math.min(plan.fixedRows ?? to, to) });
  const { name } = chooseOutput(model.signature, task);
  return (repetitions) => model.time(feeds, [name], repetitions);
}

function compareTimes(
  metric: string,
  percentile: number,
  context: { readonly request: MeasureRequest; readonly timings: Timings },
): MetricComparison {
  const { request, timings } = context;
  const { challenger, champion } = timings;
  const valueOf = (times: readonly Float64Array[]): number =>
    quantile(
      times.flatMap((block) => Array.from(block)),
      percentile,
    );
  const draws = drawBlocks(request, challenger.length, (chosen) => {
    const pick = (times: readonly Float64Array[]): number =>
      valueOf(chosen.flatMap((block) => times[block] ?? []));
    return [pick(challenger), champion === undefined ? Number.NaN : pick(champion)];
  });
  const estimate = (value: number, values: readonly number[]) => ({
    value,
    interval: percentileInterval(Float64Array.from(values), request.confidence),
  });
  const now = estimate(
    valueOf(challenger),
    draws.map(([a]) => a),
  );
  const rows = challenger.reduce((sum, block) => sum + block.length, 0);
  if (champion === undefined) return toComparison({ metric, rows, challenger: now });
  const before = estimate(
    valueOf(champion),
    draws.map(([, b]) => b),
  );
  const difference = estimate(
    now.value - before.value,
    draws.map(([a, b]) => a - b),
  );
  return toComparison({ metric, rows, challenger: now, champion: before, difference });
}

function drawBlocks(
  { resamples, seed }: MeasureRequest,
  count: number,
  statistic: (blocks: readonly number[]) => readonly [number, number],
): readonly (readonly [number, number])[] {
  const random = createRandom(seed);
  return Array.from({ length: resamples }, () =>
    statistic(Array.from({ length: count }, () => random.nextBelow(count))),
  );
}

interface Estimate {
  readonly value: number;
  readonly interval: readonly [number, number] | null;
}

function compareSizes({ challenger, champion }: MeasureRequest): MetricComparison {
  const exact = (value: number): Estimate => ({ value, interval: null });
  const now = exact(challenger.sizeBytes);
  if (champion === undefined) return toComparison({ metric: "size_bytes", rows: 1, challenger: now });
  const difference = exact(challenger.sizeBytes - champion.sizeBytes);
  return toComparison({
    metric: "size_bytes",
    rows: 1,
    challenger: now,
    champion: exact(champion.sizeBytes),
    difference,
  });
}

function toComparison(found: {
  readonly metric: string;
  readonly rows: number;
  readonly challenger: Estimate;
  readonly champion?: Estimate;
  readonly difference?: Estimate;
}): MetricComparison {
  const { metric, rows, challenger, champion, difference } = found;
  return {
    metric,
    direction: "lower",
    champion: champion === undefined ? null : toJson(champion),
    challenger: toJson(challenger),
    difference: difference === undefined ? null : toJson(difference),
    verdict: difference === undefined ? "not comparable" : verdictOf(difference, "lower"),
    rows,
  };
}

function toJson({ value, interval }: Estimate): NonNullable<MetricComparison["challenger"]> {
  return {
    value: toJsonNumber(value),
    interval: interval === null ? null : [toJsonNumber(interval[0]), toJsonNumber(interval[1])],
  };
}

async function describeBatch(request: MeasureRequest, table: EvaluationTable): Promise<string> {
  const rows = Math.min(batchRows, table.rows);
  const { challenger, champion } = await takeTimes(request, table, rows, batchBlocks);
  const shown = (times: readonly Float64Array[]): string =>
    `${quantile(
      times.flatMap((block) => Array.from(block)),
      0.5,
    ).toPrecision(3)} ms`;
  const before = champion === undefined ? "" : `, the champion ${shown(champion)}`;
  return `a batch of ${rows} rows takes the model ${shown(challenger)} (median)${before}`;
}
