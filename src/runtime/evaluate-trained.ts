import { isModelUnchanged } from "../app/compare-lock.ts";
import type { EvaluateResult } from "../app/evaluate.ts";
import { pipelinePath } from "../app/pipeline/load-pipeline.ts";
import type { PipelinePorts } from "../app/pipeline/pipeline-ports.ts";
import type { StageResult } from "../app/reproduce.ts";
import { restorePath } from "../app/restore-output.ts";
import type { ModelPolicy } from "../config/schema.ts";
import { openGitRepository, openRevisions } from "./compose.ts";
import { runEvaluate, type RunEvaluateOptions } from "./run-evaluate.ts";

/** A state of the work tree to evaluate. */
export interface Trained {
  /** The commit that has its dvc.lock. */
  readonly headSha: string;
  /** What the pull request goes to; without it nothing counts as unchanged. */
  readonly baseSha: string | undefined;
  readonly stages: readonly StageResult[];
  readonly models: Readonly<Record<string, ModelPolicy>>;
}

/** Evaluates models whose stages are current; a model that the pull request did not change is only said to be unchanged. */
export async function evaluateTrained(
  trained: Trained,
  options: Pick<RunEvaluateOptions, "directory" | "config" | "model" | "github">,
  ports: PipelinePorts,
): Promise<readonly EvaluateResult[]> {
  const unchanged = new Set<string>();
  for (const [name, policy] of Object.entries(trained.models)) {
    if (await isUnchanged(policy, trained, ports)) unchanged.add(name);
    else await restoreEvaluated(policy, ports);
  }
  return runEvaluate({
    ...options,
    base: trained.baseSha,
    stages: [...trained.stages],
    isUnchanged: (model) => unchanged.has(model),
  });
}

/** Against the merge base: what happened to the base branch since then is not the pull request's doing. */
async function isUnchanged(
  policy: ModelPolicy,
  { baseSha, headSha }: Trained,
  { files, workspace }: PipelinePorts,
): Promise<boolean> {
  if (baseSha === undefined || (await files.stat(pipelinePath)) === undefined) return false;
  const git = await openGitRepository(files.root);
  const base = (await git.mergeBase(baseSha, headSha)) ?? baseSha;
  const view = await (await openRevisions(files.root)).view(base);
  return view !== undefined && isModelUnchanged({ artifact: policy.artifact, base: view, head: workspace });
}

/** Brings what is evaluated into the work tree: a stage that did not run left its outputs in the cache. */
async function restoreEvaluated(policy: ModelPolicy, ports: PipelinePorts): Promise<void> {
  const paths = [policy.artifact, policy.evaluation?.data, policy.evaluation?.predictions];
  for (const path of paths) {
    if (path === undefined || (await ports.files.stat(path)) !== undefined) continue;
    await restorePath(ports.workspace, path, { data: ports.data, remote: ports.remote });
  }
}
