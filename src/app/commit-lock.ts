import type { GitRepository } from "../ports/git.ts";
import { lockFileOf } from "../versioning/stage.ts";
import { loadPipeline } from "./pipeline/load-pipeline.ts";
import type { PipelinePorts } from "./pipeline/pipeline-ports.ts";
import { push } from "./push.ts";

/** Who commits in a workflow. */
export const workflowAuthor = {
  name: "github-actions[bot]",
  email: "41898282+github-actions[bot]@users.noreply.github.com",
};

/** Where the results of a pipeline go. */
export interface CommitLockRequest {
  /** The pull request's branch in this repository. */
  readonly branch: string;
  /** Default `chore(pawl): update dvc.lock`. */
  readonly message?: string;
}

/** Whether the results are in the branch. `headSha`: the commit to report on. */
export type CommitLockResult =
  | {
      readonly decision: "positive";
      readonly reasonCode: "lock.committed" | "lock.unchanged";
      readonly headSha: string;
    }
  /** The branch moved on while the pipeline ran; a run for its new head reports. `headSha` is the head before the commit. */
  | { readonly decision: "negative"; readonly reasonCode: "stale.sha"; readonly headSha: string };

/** The slice of ports of {@link commitLock}. */
export type CommitLockPorts = Pick<
  PipelinePorts,
  "files" | "workspace" | "remote" | "remoteNamed" | "revisions" | "log" | "ignoreRules"
> & {
  readonly git: Pick<GitRepository, "commit" | "push" | "resolve">;
};

/**
 * After a pipeline: sends data, models and run records to the remote, then commits dvc.lock and the outputs that git keeps
 * to the branch and pushes it. The order is what makes a committed lock always resolvable.
 *
 * @throws PawlError `git.failed`, `data.missing`, `cache.corrupt`.
 */
export async function commitLock(
  request: CommitLockRequest,
  ports: CommitLockPorts,
): Promise<CommitLockResult> {
  await publishData(ports);
  const before = (await ports.git.resolve("HEAD")) ?? "";
  const message = request.message ?? "chore(pawl): update dvc.lock";
  const made = await ports.git.commit({
    paths: await listResultPaths(ports),
    message,
    author: workflowAuthor,
  });
  if (made === undefined) return { decision: "positive", reasonCode: "lock.unchanged", headSha: before };
  if ((await ports.git.push(request.branch)) === "rejected") {
    return { decision: "negative", reasonCode: "stale.sha", headSha: before };
  }
  return { decision: "positive", reasonCode: "lock.committed", headSha: made };
}

/**
 * Sends data and run records to the remote; a repository without one keeps its data where it is, which is worth a warning.
 *
 * @param stages whose results to send. Default: everything.
 */
export async function publishData(
  ports: Pick<CommitLockPorts, "workspace" | "remote" | "remoteNamed" | "revisions" | "log">,
  stages: readonly string[] = [],
): Promise<void> {
  if (ports.remote === undefined) {
    ports.log.warning("No remote is configured: the data of this run stays on this machine.", {
      file: ".dvc/config",
    });
    return;
  }
  const sent = await push({ runCache: true, targets: stages }, ports);
  ports.log.info(`Pushed ${sent.objects} objects (${sent.bytes} bytes) and ${sent.runs} run records.`);
}

/** The lock files and the outputs that git keeps (`cache: false` and not ignored), as far as they exist. */
export async function listResultPaths(
  ports: Pick<CommitLockPorts, "files" | "workspace" | "ignoreRules">,
): Promise<readonly string[]> {
  const { pipeline } = await loadPipeline(ports.workspace);
  const locks = [...new Set(pipeline.map((stage) => lockFileOf(stage.file)))];
  const kept = pipeline.flatMap((stage) => stage.outs.filter((out) => !out.isCached).map((out) => out.path));
  const found = await Promise.all(
    [...locks, ...kept].map(async (path) => {
      const isThere = (await ports.files.stat(path)) !== undefined;
      return isThere && !(await ports.ignoreRules.isIgnored(path)) ? [path] : [];
    }),
  );
  return found.flat();
}
