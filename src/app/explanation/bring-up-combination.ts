import type { ModelPolicy } from "../../config/schema.ts";
import { PawlError } from "../../errors.ts";
import { bringUpModels, findLost } from "../bring-up-models.ts";
import { feature, type ModelStagesRequest } from "../feature.ts";
import { keepRun } from "../pipeline/process-stage.ts";
import type { PipelinePorts } from "../pipeline/pipeline-ports.ts";
import type { StageResult } from "../pipeline/stage-result.ts";
import { lockedEntry } from "../pipeline/load-pipeline.ts";
import { train } from "../train.ts";
import { isRunCacheable } from "../../versioning/run-cache.ts";
import type { InputSide } from "./compare-inputs.ts";

/** How a combination's pipeline ended, or would begin. */
export type BroughtUp =
  | { readonly state: "done"; readonly stages: readonly StageResult[] }
  /** Only of a plan. */
  | { readonly state: "to run"; readonly reason: string }
  | { readonly state: "failed"; readonly reason: string };

/** What makes a combination impossible, and not the work of this machine. */
const ownFailures =
  /^(stage\.(failed|oversized|unknown)|data\.missing|dvc\.|config\.invalid|file\.(missing|unreadable|too-large)|path\.refused|evaluation\.|model\.|metric\.)/;

/** Why a combination has no result. @throws the error itself when it is not the combination's doing */
export function reasonOf(error: unknown): string {
  if (!(error instanceof PawlError) || !ownFailures.test(error.code)) throw error;
  return `${error.message.split("\n", 1)[0]?.slice(0, 400) ?? ""} (${error.code})`;
}

/**
 * Brings a composed tree up to date with the code that `train` uses: what ran before like this comes out of the run-cache.
 *
 * @param request `isRestoreOnly`: runs nothing and says what would run first.
 * @throws PawlError `stage.interrupted`, `pipeline.busy` and others that say nothing of the combination.
 */
export async function bringUpCombination(
  model: string,
  policy: ModelPolicy,
  request: Pick<ModelStagesRequest, "isRestoreOnly" | "progress" | "signal">,
  ports: PipelinePorts,
): Promise<BroughtUp> {
  const stages = { ...request, models: [policy] };
  try {
    if (request.isRestoreOnly === true) return await look({ [model]: policy }, stages, ports);
    const done = await bringUpModels({ ...stages, listJudged: async () => ({ [model]: policy }) }, ports);
    return { state: "done", stages: done.stages };
  } catch (error) {
    if (error instanceof PawlError && error.code === "stage.not-restorable")
      return { state: "to run", reason: error.message.split("\n", 1)[0]?.slice(0, 400) ?? "" };
    return { state: "failed", reason: reasonOf(error) };
  }
}

async function look(
  models: Readonly<Record<string, ModelPolicy>>,
  request: ModelStagesRequest,
  ports: PipelinePorts,
): Promise<BroughtUp> {
  const features = await feature(request, ports);
  const trained = await train(request, ports);
  const lost = await findLost(models, ports);
  if (lost.length > 0) return { state: "to run", reason: `nobody has the results of ${lost.join(", ")}` };
  return { state: "done", stages: [...features.stages, ...trained.stages] };
}

/**
 * Makes what the lock files of a side say of a model's stages known to the run-cache, as running them would: a combination
 * has some stages in common with the champion and others with the challenger.
 */
export async function rememberRuns(
  side: InputSide,
  ports: Pick<PipelinePorts, "runCache" | "digest">,
): Promise<void> {
  for (const stage of side.stages) {
    const entry = lockedEntry(side.loaded, stage);
    if (entry === undefined || !isRunCacheable(stage) || stage.isFrozen) continue;
    const isWhole = stage.outs.every((out) => entry.outs.some(({ path }) => path === out.lockPath));
    const isPlain = [...entry.deps, ...entry.outs].every(({ hash }) => hash === "md5");
    if (isWhole && isPlain) await keepRun(entry, ports);
  }
}
