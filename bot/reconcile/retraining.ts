import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import { pipelineWorkflow } from "../../src/app/evaluate-run/workflow-files.ts";
import type { BotContext } from "./context.ts";

/** What came of a request to retrain a model. */
export interface RetrainingResult {
  readonly decision: "dispatched" | "unchanged";
  readonly reasonCode: "dispatched" | "already.running" | "already.open";
  readonly url: string | null;
}

/** The branches of retraining pull requests. */
export function retrainingBranchPrefix(model: string): string {
  return `pawl/retrain/${model}/`;
}

/**
 * Starts the retraining of a model on the default branch, unless its pull request is open, or a run of it is waiting or
 * working (known by the run's title, `retrain <model> …`, which the workflow's `run-name` gives it).
 */
export async function requestRetraining(
  request: { readonly model: string; readonly issue: number | undefined },
  { github }: Pick<BotContext, "github">,
): Promise<RetrainingResult> {
  const { model, issue } = request;
  const open = await findOpenRetraining(model, { github });
  if (open !== undefined) return { decision: "unchanged", reasonCode: "already.open", url: open.url };
  const { defaultBranch } = await github.members.repository();
  const runs = await github.workflows.listRuns({ event: "workflow_dispatch", branch: defaultBranch });
  const running = runs.find(
    (run) =>
      run.path === pipelineWorkflow.path &&
      run.status !== "completed" &&
      `${run.displayTitle ?? ""} `.startsWith(`retrain ${model} `),
  );
  if (running !== undefined)
    return { decision: "unchanged", reasonCode: "already.running", url: running.url };
  const inputs = { verb: "retrain", model, ...(issue === undefined ? {} : { issue: String(issue) }) };
  await github.workflows.dispatch(pipelineWorkflow.file, defaultBranch, inputs);
  return { decision: "dispatched", reasonCode: "dispatched", url: null };
}

/** The open retraining pull request of a model. */
export async function findOpenRetraining(
  model: string,
  { github }: Pick<BotContext, "github">,
): Promise<PullRequest | undefined> {
  const { id } = await github.members.repository();
  return (await github.pullRequests.listOpen()).find(
    (pull) => pull.headRef.startsWith(retrainingBranchPrefix(model)) && pull.headRepositoryId === id,
  );
}
