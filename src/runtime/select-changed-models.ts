import { isModelUnchanged } from "../app/compare-lock.ts";
import { pipelinePath } from "../app/pipeline/load-pipeline.ts";
import type { PipelinePorts } from "../app/pipeline/pipeline-ports.ts";
import type { ModelPolicy } from "../config/schema.ts";
import { openGitRepository, openRevisions } from "./compose.ts";

/** The two sides of a pull request. */
export interface PullSides {
  /** What the pull request goes to; without it nothing counts as unchanged. */
  readonly baseSha: string | undefined;
  /** Default: HEAD of the work tree. */
  readonly headSha?: string;
}

/**
 * The models whose results in dvc.lock the work tree changes. Against the merge base: what happened to the base branch since
 * then is not the pull request's doing.
 */
export async function selectChangedModels(
  models: Readonly<Record<string, ModelPolicy>>,
  { baseSha, headSha = "HEAD" }: PullSides,
  { files, workspace }: Pick<PipelinePorts, "files" | "workspace">,
): Promise<Readonly<Record<string, ModelPolicy>>> {
  if (baseSha === undefined || (await files.stat(pipelinePath)) === undefined) return models;
  const git = await openGitRepository(files.root);
  const base = (await git.mergeBase(baseSha, headSha)) ?? baseSha;
  const view = await (await openRevisions(files.root)).view(base);
  if (view === undefined) return models;
  const changed: Record<string, ModelPolicy> = {};
  for (const [name, policy] of Object.entries(models)) {
    const { artifact } = policy;
    if (!(await isModelUnchanged({ artifact, base: view, head: workspace }))) changed[name] = policy;
  }
  return changed;
}
