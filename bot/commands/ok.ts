import { approveFork } from "../reconcile/fork-approval.ts";
import { applyForkLabel } from "../reconcile/fork-label.ts";
import type { BotContext } from "../reconcile/context.ts";
import { rerunEvaluation } from "../reconcile/rerun-evaluation.ts";
import { refusal, type RequestAnswer } from "../requests.ts";
import { toResult } from "./choose-model.ts";
import { grammars } from "./grammars.ts";
import type { Command, CommandEvent } from "./command.ts";

/** `/ml ok`. */
export const okCommand: Command = {
  name: "ok",
  description:
    "Lets this head of a fork's pull request be run: without secrets, and only until the next push. Read its changes first.",
  permission: "write",
  arguments: [
    {
      name: "sha",
      description: "The head that you have read.",
      grammar: grammars.sha,
      isRequired: true,
    },
  ],
  places: { on: ["pull request"], pull: ["open"], fork: "only" },
  excludesAuthor: true,
  examples: ["/ml ok 0000002"],
  handle: async (event, context) => toResult(await allow(event, context)),
};

async function allow(
  { command, asker, issueNumber }: CommandEvent,
  context: BotContext,
): Promise<RequestAnswer> {
  const pull = await context.github.pullRequests.get(issueNumber);
  const sha = command.args[0] ?? "";
  if (pull === undefined) return refusal("denied.place", "this is no pull request");
  const short = pull.headSha.slice(0, 7);
  if (!pull.headSha.startsWith(sha))
    return refusal(
      "stale.sha",
      `the head is ${short}, not ${sha}; read what changed, then say /ml ok ${short}`,
    );
  await approveFork(pull, { by: asker.login, at: context.clock.now().toISOString() }, context);
  await applyForkLabel(pull, context);
  const started = await rerunEvaluation(pull, asker.requestId, context);
  const isStarted = started.decision === "done";
  const next = isStarted ? started.reason : "no run waits for it; /ml run evaluate starts one";
  return {
    decision: "done",
    reasonCode: isStarted ? started.reasonCode : "fork.ok",
    reason: `${short} may be run until the next push; ${next}`,
    url: started.url,
  };
}
