import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import { hasRole } from "../../src/registry/role.ts";
import type { BotContext } from "../reconcile/context.ts";
import { listPullRuns, priceOf, readRunUse } from "../reconcile/run-facts.ts";
import { denied, refusal, type RequestAnswer } from "../requests.ts";
import { renderUse } from "../views/estimate.ts";
import { toResult } from "./choose-model.ts";
import type { Command, CommandEvent } from "./command.ts";

/** `/ml cancel`. */
export const cancelCommand: Command = {
  name: "cancel",
  description: "Stops runs of this pull request: the newest, the given one, or all.",
  permission: "read",
  alsoNeeds: "to be the author of the pull request, or write",
  arguments: [
    {
      name: "run|all",
      description: "The number of a run, or all.",
      grammar: { pattern: /^(?:all|[1-9]\d{0,15})$/, says: "a run's number, or all" },
    },
  ],
  places: { on: ["pull request"], pull: ["open"] },
  examples: ["/ml cancel", "/ml cancel 9812", "/ml cancel all"],
  handle: async (event, context) => toResult(await cancel(event, context)),
};

async function cancel(event: CommandEvent, context: BotContext): Promise<RequestAnswer> {
  const { asker, pull, command } = event;
  if (pull === undefined) return refusal("denied.place", "this is no pull request");
  const isAuthor = asker.login.toLowerCase() === pull.authorLogin.toLowerCase();
  if (!isAuthor && !hasRole(asker.role, "write"))
    return denied("stopping the runs of others", "write", asker);
  const going = await findGoing(pull, command.args[0], context);
  if (going.length === 0) {
    const which = command.args[0] === undefined ? "" : ` ${command.args[0]}`;
    return refusal("run.none", `no run${which} of this pull request is going on`);
  }
  const stopped: string[] = [];
  for (const run of going) stopped.push(await stop(run, event, context));
  return {
    decision: "done",
    reasonCode: "run.cancelled",
    reason: `${asker.login} stopped ${stopped.join(", ")}`,
    url: going.length === 1 ? (going[0]?.url ?? null) : null,
  };
}

async function findGoing(
  pull: PullRequest,
  which: string | undefined,
  context: BotContext,
): Promise<readonly WorkflowRun[]> {
  const runs = await listPullRuns(pull, context);
  const going = runs.filter((run) => run.status !== "completed" && run.id !== context.ownRun?.id);
  if (which === "all") return going;
  return which === undefined ? going.slice(0, 1) : going.filter((run) => String(run.id) === which);
}

async function stop(run: WorkflowRun, { policy }: CommandEvent, context: BotContext): Promise<string> {
  const use = await readRunUse(run.id, context);
  const price = priceOf(use, policy);
  const cost = price === undefined ? "" : `, ${price.amount.toFixed(2)} ${price.currency}`;
  const how = await context.github.workflows.cancel(run.id);
  return `run ${run.id} (${how === "completed" ? "it had ended" : `${renderUse(use)}${cost}`})`;
}
