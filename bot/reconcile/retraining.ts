import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import { pipelineWorkflow } from "../../src/app/evaluate-run/workflow-files.ts";
import type { BotContext } from "./context.ts";
import { requestName } from "./run-facts.ts";

/** What came of a request to retrain a model. */
export interface RetrainingResult {
  readonly decision: "dispatched" | "unchanged";
  readonly reasonCode: "dispatched" | "already.running" | "already.open";
  readonly url: string | null;
}

/** Who asks to retrain what. */
export interface RetrainingRequest {
  readonly model: string;
  /** The drift issue that the pull request closes. */
  readonly issue: number | undefined;
  /** The pull request in which it is asked. */
  readonly pull?: number | undefined;
  readonly asker: {
    readonly login: string;
    readonly requestId: string;
    readonly id?: number;
    readonly comment?: { readonly id: number };
  };
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
  request: RetrainingRequest,
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
  const asked = issue === undefined ? {} : { issue: String(issue) };
  const inputs = { verb: "retrain", model, ...asked, run: JSON.stringify(describeAsker(request)) };
  await github.workflows.dispatch(pipelineWorkflow.file, defaultBranch, inputs);
  return { decision: "dispatched", reasonCode: "dispatched", url: null };
}

/** For the run ledger: the run itself is the bot's. */
function describeAsker({ asker, pull }: RetrainingRequest): object {
  const { login, id, comment, requestId } = asker;
  return {
    request: requestName(requestId),
    asker: { login, id: id ?? null, request: comment === undefined ? null : `issuecomment-${comment.id}` },
    ...(pull === undefined ? {} : { pull: String(pull) }),
  };
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
