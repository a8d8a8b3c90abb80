import { judgedPaths } from "../app/bring-up-models.ts";
import type { EvaluateResult } from "../app/evaluate.ts";
import type { PipelinePorts } from "../app/pipeline/pipeline-ports.ts";
import type { StageResult } from "../app/reproduce.ts";
import { restorePath } from "../app/restore-output.ts";
import type { ModelPolicy } from "../config/schema.ts";
import { runEvaluate, type RunEvaluateOptions } from "./run-evaluate.ts";
import { type PullSides, selectChangedModels } from "./select-changed-models.ts";

/** A state of the work tree to evaluate. */
export interface Trained extends PullSides {
  /** The commit that has its dvc.lock. */
  readonly headSha: string;
  readonly stages: readonly StageResult[];
  readonly models: Readonly<Record<string, ModelPolicy>>;
}

/** Evaluates models whose stages are current; a model that the pull request did not change is only said to be unchanged. */
export async function evaluateTrained(
  trained: Trained,
  options: Pick<RunEvaluateOptions, "directory" | "config" | "model" | "github">,
  ports: PipelinePorts,
): Promise<readonly EvaluateResult[]> {
  const changed = await selectChangedModels(trained.models, trained, ports);
  for (const policy of Object.values(changed)) await restoreEvaluated(policy, ports);
  return runEvaluate({
    ...options,
    base: trained.baseSha,
    stages: [...trained.stages],
    isUnchanged: (model) => !Object.hasOwn(changed, model),
  });
}

/** Brings what is evaluated into the work tree: a stage that did not run left its outputs in the cache. */
export async function restoreEvaluated(policy: ModelPolicy, ports: PipelinePorts): Promise<void> {
  for (const path of judgedPaths(policy)) {
    if ((await ports.files.stat(path)) !== undefined) continue;
    await restorePath(ports.workspace, path, { data: ports.data, remote: ports.remote });
  }
}
