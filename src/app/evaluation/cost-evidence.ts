import type { Policy } from "../../config/schema.ts";
import type { Cost } from "../../evaluation/report-sections-schema.ts";
import type { ProcessUsage } from "../../ports/process.ts";
import { addUsage } from "../pipeline/add-usage.ts";
import type { StageResult } from "../pipeline/stage-result.ts";

/** What a cost is computed from. */
export interface CostRequest {
  /** The model's own stages, as the pipeline ran them. */
  readonly stages: readonly StageResult[];
  readonly prices: Policy["prices"];
  /** From when the job was made to when a runner took it; null when it is not known. */
  readonly queueSeconds: number | null;
}

const nothing: ProcessUsage = { peakMemoryBytes: null, gpu: null, gpuSeconds: null, energyWattHours: null };

/**
 * What the stages that ran took: restored and unchanged ones took nothing. Wall time is the sum over stages; peak memory the
 * greatest of a stage; GPU time and energy are sums, null where no stage was measured. The price is `runner_hour` by wall time
 * plus `gpu_hour` by GPU time.
 *
 * @returns `undefined` when no stage ran.
 */
export function planCost({ stages, prices, queueSeconds }: CostRequest): Cost | undefined {
  const ran = stages.filter((stage) => stage.state === "ran");
  if (ran.length === 0) return undefined;
  const wallSeconds = sum(ran.map((stage) => stage.durationMs)) / 1000;
  const { gpuSeconds, ...used } = ran.flatMap((stage) => stage.usage ?? []).reduce(addUsage, nothing);
  return {
    wallSeconds,
    queueSeconds,
    ...used,
    gpuSeconds,
    price: prices === undefined ? null : priceOf(prices, wallSeconds, gpuSeconds ?? 0),
  };
}

function priceOf(
  prices: NonNullable<Policy["prices"]>,
  wallSeconds: number,
  gpuSeconds: number,
): NonNullable<Cost["price"]> {
  const amount = (prices.runner_hour * wallSeconds + prices.gpu_hour * gpuSeconds) / 3600;
  return { amount, currency: prices.currency };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
