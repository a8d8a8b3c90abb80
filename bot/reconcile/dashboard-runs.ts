import { createRecentRunsMemory } from "../../src/app/ledger/recent-runs.ts";
import type { Policy } from "../../src/config/schema.ts";
import type { GpuTotal, ModelRuns } from "../../src/report/dashboard-view.ts";
import { fillGpus, sumGpuHours, type RunUse } from "../../src/runs/run-use.ts";
import { readRecentRunsOverApi } from "../../src/runtime/read-recent-runs.ts";
import type { BotContext } from "./context.ts";

const dayMs = 86_400_000;
/** Days before today that count. */
const shownDays = 30;

/** What the run ledger says for the dashboard. */
export interface DashboardRuns {
  readonly of: (model: string) => ModelRuns;
  /** `undefined` when no run had an accelerator. */
  readonly gpu: GpuTotal | undefined;
}

/**
 * The runs of today and the 30 days before it (UTC), by the newest records of the ledger; `undefined` where the policy has no `runs`, or
 * nothing was recorded yet.
 */
export async function readDashboardRuns(
  policy: Policy,
  context: Pick<BotContext, "github" | "clock" | "recentRuns">,
): Promise<DashboardRuns | undefined> {
  const { runs, prices } = policy;
  if (runs === undefined) return undefined;
  const { github, clock, recentRuns: memory = createRecentRunsMemory() } = context;
  const nowMs = clock.now().getTime();
  // From midnight on: a time that moved with each look would write the page anew each time.
  const since = new Date(Math.floor(nowMs / dayMs) * dayMs - shownDays * dayMs);
  const until = new Date(nowMs + dayMs);
  const place = { github, branch: runs.branch, memory };
  const found = await readRecentRunsOverApi({ since, until }, place);
  if (found === undefined) return undefined;
  const uses = fillGpus(found.uses);
  const { total, byModel } = sumGpuHours(uses);
  const rate = prices?.gpu_hour ?? 0;
  const price =
    prices === undefined || rate === 0 ? undefined : { amount: total * rate, currency: prices.currency };
  return {
    of: (model) => ({ lastTrain: findLastTrain(model, uses), gpuHours: byModel.get(model) ?? 0 }),
    gpu: total > 0 ? { hours: total, isPartial: found.isPartial, price } : undefined,
  };
}

/** The newest training that ended by itself; what was cancelled says nothing of the model. */
function findLastTrain(model: string, uses: readonly RunUse[]): ModelRuns["lastTrain"] {
  const trained = uses.filter(
    (use) => use.model === model && use.verb === "train" && use.state !== "cancelled",
  );
  const last = trained.reduce<RunUse | undefined>(
    (newest, use) =>
      newest === undefined || Date.parse(use.endedAt) > Date.parse(newest.endedAt) ? use : newest,
    undefined,
  );
  if (last === undefined) return null;
  const own = sumGpuHours(uses.filter(({ process }) => process === last.process));
  return {
    at: last.endedAt,
    hasFailed: last.state === "failed",
    gpuHours: own.byModel.get(model) ?? 0,
  };
}
