import type { RepositoryView } from "../ports/repository-view.ts";
import { findModelStages } from "../versioning/model-stages.ts";
import type { Stage } from "../versioning/stage.ts";
import { type LoadedPipeline, lockedEntry, readLocks, readPipeline } from "./pipeline/load-pipeline.ts";

/** What to compare. */
export interface CompareLockRequest {
  /** The policy's artifact. */
  readonly artifact: string;
  /** The base of the pull request. */
  readonly base: Pick<RepositoryView, "readText">;
  /** The work tree. */
  readonly head: RepositoryView;
}

/**
 * Whether the work tree's lock has the same results for a model's train and evaluate stages as a revision has. A pull
 * request whose lock was committed by an earlier run has no stale stage, and still changes the model.
 */
export async function isModelUnchanged({ artifact, base, head }: CompareLockRequest): Promise<boolean> {
  const stages = findModelStages(artifact, await readPipeline(head));
  const wanted = [stages.train, ...stages.evaluate];
  const files = [...new Set(wanted.map((stage) => stage.file))];
  const before = { locks: await readLocks(files, base) };
  const now = { locks: await readLocks(files, head) };
  return wanted.every((stage) => results(before, stage) === results(now, stage));
}

function results(loaded: Pick<LoadedPipeline, "locks">, stage: Stage): string {
  const entry = lockedEntry(loaded, stage);
  const items = [...(entry?.deps ?? []), ...(entry?.outs ?? [])].map((item) => `${item.path} ${item.md5}`);
  return items.join("\n");
}
