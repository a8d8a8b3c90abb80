import type { FileSystem } from "../ports/file-system.ts";
import type { GitRepository } from "../ports/git.ts";
import { emptyLock, type LockFile, lockEntryOf, parseLock } from "../versioning/lock-file.ts";
import { findModelStages } from "../versioning/model-stages.ts";
import { lockPath, readLock, readPipeline } from "./pipeline/load-pipeline.ts";

/** Which model, against which revision. */
export interface CompareLockRequest {
  /** The policy's artifact. */
  readonly artifact: string;
  /** The base of the pull request. */
  readonly base: string;
}

/**
 * Whether the work tree's dvc.lock has the same results for a model's train and evaluate stages as a revision has. A pull
 * request whose lock was committed by an earlier run has no stale stage, and still changes the model.
 */
export async function isModelUnchanged(
  request: CompareLockRequest,
  ports: { readonly files: FileSystem; readonly git: Pick<GitRepository, "readFile"> },
): Promise<boolean> {
  const stages = findModelStages(request.artifact, await readPipeline(ports.files));
  const bytes = await ports.git.readFile(request.base, lockPath);
  const base = bytes === undefined ? emptyLock : parseLock(new TextDecoder().decode(bytes), lockPath);
  const head = await readLock(ports.files);
  return [stages.train, ...stages.evaluate].every(
    (stage) => results(base, stage.name) === results(head, stage.name),
  );
}

function results(lock: LockFile, stage: string): string {
  const entry = lockEntryOf(lock, stage);
  const items = [...(entry?.deps ?? []), ...(entry?.outs ?? [])].map((item) => `${item.path} ${item.md5}`);
  return items.join("\n");
}
