import { commitLock, publishData } from "../app/commit-lock.ts";
import { lockPath } from "../app/pipeline/load-pipeline.ts";
import type { PipelinePorts } from "../app/pipeline/pipeline-ports.ts";
import type { StageResult } from "../app/reproduce.ts";
import type { GitRepository } from "../ports/git.ts";

/**
 * Commits the results of a pipeline to the branch, where there is one and where they differ from HEAD's. A branch that
 * moved on is told and left alone. A stage that ran and gave what dvc.lock names gave what nobody had: it goes to the remote.
 *
 * @returns the commit that the results belong to.
 * @throws PawlError as `commitLock`.
 */
export async function commitResults(
  { branch, stages }: { readonly branch?: string | undefined; readonly stages: readonly StageResult[] },
  ports: PipelinePorts,
  git: GitRepository,
): Promise<string> {
  const head = (await git.resolve("HEAD")) ?? "";
  if (!(await hasNewLock(ports, git))) {
    const ran = stages.filter(({ state }) => state === "ran").map(({ stage }) => stage);
    if (branch !== undefined && ran.length > 0) await publishData(ports, ran);
    return head;
  }
  if (branch === undefined) {
    ports.log.info("The pull request comes from a fork or has no branch here: dvc.lock is not committed.");
    return head;
  }
  const committed = await commitLock({ branch }, { ...ports, git });
  if (committed.decision === "negative") {
    ports.log.warning(`${branch} moved on while the pipeline ran (${committed.reasonCode}).`);
  } else {
    ports.log.info(`${branch} is at ${committed.headSha.slice(0, 7)} (${committed.reasonCode}).`);
  }
  return committed.headSha;
}

async function hasNewLock(
  { files }: Pick<PipelinePorts, "files">,
  git: Pick<GitRepository, "readFile">,
): Promise<boolean> {
  if ((await files.stat(lockPath)) === undefined) return false;
  const committed = await git.readFile("HEAD", lockPath);
  return committed === undefined || new TextDecoder().decode(committed) !== (await files.readText(lockPath));
}
