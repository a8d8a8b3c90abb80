import { dispatchOnce, titleOfRun } from "../../src/app/dispatch/dispatch-once.ts";
import { pipelineWorkflow } from "../../src/app/evaluate-run/workflow-files.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { BotContext } from "../reconcile/context.ts";
import { findForkApproval } from "../reconcile/fork-approval.ts";
import { requestName } from "../reconcile/run-facts.ts";
import { refusal, type RequestAnswer } from "../requests.ts";
import type { CommandEvent } from "./command.ts";
import { refuseLaterHead } from "./later-head.ts";

/** The refusal of a head from a fork that nobody let be run. */
export async function refuseFork(
  pull: PullRequest,
  context: Pick<BotContext, "github">,
): Promise<RequestAnswer | undefined> {
  const { id } = await context.github.members.repository();
  if (pull.headRepositoryId === id || (await findForkApproval(pull, context)) !== undefined) return undefined;
  const reason = `this head comes from a fork and nobody let it be run yet; read it, then say /ml ok ${pull.headSha.slice(0, 7)}`;
  return refusal("denied.fork", reason);
}

/** The refusal of a head that is not the one that is named, or else that was there when it was asked. */
export async function refuseStale(
  { command, askedAt }: Pick<CommandEvent, "command" | "askedAt">,
  pull: PullRequest,
  context: Pick<BotContext, "github">,
): Promise<RequestAnswer | undefined> {
  const { sha } = command.options;
  const short = pull.headSha.slice(0, 7);
  if (sha !== undefined)
    return pull.headSha.startsWith(sha)
      ? undefined
      : refusal("stale.sha", `the head is ${short}, not ${sha}`);
  const refused = await refuseLaterHead(askedAt, pull, context);
  return refused && { ...refused, reason: `${refused.reason}, or name it with --sha ${short}` };
}

/** A run of the pipeline's workflow to start for a pull request. */
export interface StartedRun {
  readonly step: string;
  /** `""`: every model. */
  readonly model: string;
  readonly pull: PullRequest;
  /** Class of a GPU runner, or `""`. */
  readonly gpu: string;
  readonly set: readonly string[];
  /** One request starts one run. */
  readonly requestId: string;
}

/** Starts a run on the default branch's workflow, once, which works on the pull request's head and may write nothing. */
export async function startRun(
  { step, model, pull, gpu, set, requestId }: StartedRun,
  { github, clock }: Pick<BotContext, "github" | "clock">,
): Promise<RequestAnswer> {
  const asked = {
    step,
    pull: String(pull.number),
    sha: pull.headSha,
    base: pull.baseSha,
    gpu,
    set: set.join("\n"),
    request: requestName(requestId),
  };
  // GitHub takes few inputs: what belongs together is one.
  const inputs = { verb: "run", model, run: JSON.stringify(asked) };
  const title = titleOfRun.run(asked);
  const started = await dispatchOnce({ verb: "run", key: requestId, title, inputs }, { ...github, clock });
  const { url } = await github.members.repository();
  const page = started?.url ?? `${url}/actions/workflows/${pipelineWorkflow.file}`;
  return { decision: "done", reasonCode: "dispatched", reason: `${step} was started`, url: page };
}
