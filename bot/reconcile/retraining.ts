import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import { dispatchOnce, titleOfRun } from "../../src/app/dispatch/dispatch-once.ts";
import { readIntent } from "../../src/app/dispatch/intents.ts";
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
 * Starts the retraining of a model on the default branch, once for a request, unless its pull request is open, or a run of it is waiting or
 * working (known by the run's title, `retrain <model> …`, which the workflow's `run-name` gives it).
 */
export async function requestRetraining(
  request: RetrainingRequest,
  { github, clock }: Pick<BotContext, "github" | "clock">,
): Promise<RetrainingResult> {
  const { model, issue } = request;
  const { requestId } = request.asker;
  // What an earlier attempt of the same request has begun is no retraining of somebody else.
  const isBegun = (await readIntent("retrain", requestId, github)) !== undefined;
  const other = isBegun ? undefined : await findOther(model, { github });
  if (other !== undefined) return other;
  const run = await dispatchOnce(
    {
      verb: "retrain",
      key: requestId,
      title: titleOfRun.retrain(model, issue),
      inputs: { verb: "retrain", model, ...(issue === undefined ? {} : { issue: String(issue) }) },
      further: { run: JSON.stringify(describeAsker(request)) },
    },
    { ...github, clock },
  );
  return { decision: "dispatched", reasonCode: "dispatched", url: run?.url ?? null };
}

async function findOther(
  model: string,
  { github }: Pick<BotContext, "github">,
): Promise<RetrainingResult | undefined> {
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
  return running && { decision: "unchanged", reasonCode: "already.running", url: running.url };
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
