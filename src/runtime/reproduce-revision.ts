import { join } from "node:path";
import type { ReproduceRequest, ReproduceResult } from "../app/reproduce.ts";
import { reproduce } from "../app/reproduce.ts";
import type { Log } from "../ports/log.ts";
import { openWorktrees } from "./compose.ts";
import { openPipeline } from "./open-pipeline.ts";

/** Which revision's pipeline to run. */
export interface RevisionRun {
  /** The repository; absolute. */
  readonly root: string;
  /** What git resolves to a commit. */
  readonly revision: string;
  /** Whether the remote may be asked. */
  readonly withRemote: boolean;
}

/** What happened, and to which commit. */
export type RevisionResult = ReproduceResult & { readonly commit: string };

/**
 * Runs the pipeline of another revision in a worktree of its own; the user's work tree stays as it is. Data comes from the
 * repository's cache, else its remote; results go to the cache and the run cache, so that the same stages are restored
 * wherever they are needed next.
 *
 * @throws PawlError `git.failed` when the revision names no commit; and as `reproduce`.
 */
export async function reproduceRevision(
  run: RevisionRun,
  request: ReproduceRequest,
  log: Log,
): Promise<RevisionResult> {
  const worktree = await (await openWorktrees(run.root)).add(run.revision);
  try {
    const ports = await openPipeline(worktree.root, log, { home: join(run.root, ".dvc") });
    const remote = run.withRemote ? ports.remote : undefined;
    const result = await reproduce({ ...request, allowsMissing: true }, { ...ports, remote });
    return { ...result, commit: worktree.commit };
  } finally {
    await worktree.remove();
  }
}
