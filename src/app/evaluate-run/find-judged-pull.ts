import type { Members } from "../../ports/github/members.ts";
import type { PullRequest, PullRequests } from "../../ports/github/pull-requests.ts";
import type { WorkflowRun, Workflows } from "../../ports/github/workflows.ts";
import { pipelineWorkflow } from "./workflow-files.ts";

/** What finding reaches. */
export interface JudgedPullPorts {
  readonly workflows: Pick<Workflows, "getRun">;
  readonly pullRequests: Pick<PullRequests, "listOpen">;
  readonly members: Pick<Members, "repository">;
}

/** A run of the pipeline and the open pull request that it ran for, or why there is none. */
export type JudgedPull =
  | { readonly run: WorkflowRun; readonly pull: PullRequest; readonly isFork: boolean }
  | { readonly reasonCode: string; readonly reason: string };

/**
 * Finds what a run of the pipeline was about. The run, its workflow file, event, repository and branch are what the API
 * says; nothing is taken from what the run uploaded.
 */
export async function findJudgedPull(runId: number, ports: JudgedPullPorts): Promise<JudgedPull> {
  const run = await ports.workflows.getRun(runId);
  if (run === undefined || run.path !== pipelineWorkflow.path || run.event !== "pull_request") {
    return none("run.not-pipeline", `run ${runId} is no run of ${pipelineWorkflow.path} for a pull request`);
  }
  const open = await ports.pullRequests.listOpen();
  const pull = open.find(
    (candidate) =>
      candidate.headRepositoryId === run.headRepositoryId && candidate.headRef === run.headBranch,
  );
  if (pull === undefined)
    return none("run.no-pull-request", `no open pull request has the branch of run ${runId}`);
  const { id } = await ports.members.repository();
  const isFork = pull.headRepositoryId !== id;
  // The pipeline of a fork commits nothing, so that its results belong to the commit that it ran on.
  if (isFork && run.headSha !== pull.headSha) {
    return none("stale.sha", `run ${runId} is of an older commit than the head of #${pull.number}`);
  }
  return { run, pull, isFork };
}

function none(reasonCode: string, reason: string): JudgedPull {
  return { reasonCode, reason };
}
