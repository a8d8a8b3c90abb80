import { forgetIntent } from "../../src/app/dispatch/start-once.ts";
import { isOwnCheck } from "../../src/app/own-check.ts";
import type { CheckAction } from "../../src/ports/github/checks.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { ButtonAction } from "../key.ts";
import { hasRole } from "../../src/registry/role.ts";
import {
  askPromotion,
  denied,
  modelsOf,
  refusal,
  targetOf,
  type Asker,
  type RequestAnswer,
} from "../requests.ts";
import { refuseState } from "../commands/may-use.ts";
import { renderAnswer } from "../views/label-reply.ts";
import type { BotContext } from "./context.ts";
import type { Outcome } from "./outcome.ts";
import { readPolicy } from "./policy.ts";
import { replyOnce } from "./reply.ts";
import { rerunEvaluation } from "./rerun-evaluation.ts";

/** The buttons of the check `ml/metrics`: GitHub shows three at most, to everybody, and only to an App it says who pressed one. */
export const metricButtons: readonly CheckAction[] = [
  { identifier: "reevaluate", label: "Re-evaluate", description: "Runs the evaluation again" },
  { identifier: "baseline", label: "Refresh baseline", description: "Compares with the champion of now" },
  {
    identifier: "promote-staging",
    label: "Promote staging",
    description: "Puts the merged version into staging",
  },
];

interface Pressed {
  readonly id: number;
  readonly action: ButtonAction;
  readonly sender: string;
}

/**
 * Does what a button of our check asks for. The right of who pressed it is read from GitHub; the button counts for the
 * commit of its check, and only while that is the pull request's head.
 */
export async function reconcileButton(pressed: Pressed, context: BotContext): Promise<Outcome> {
  const { github } = context;
  const check = await github.checks.get(pressed.id);
  if (check === undefined || !isOwnCheck(check, await github.members.self()))
    return { decision: "ignored", reasonCode: "unknown.check" };
  const pulls = await github.pullRequests.findByCommit(check.headSha);
  const pull = pulls.find((candidate) => candidate.headSha === check.headSha);
  if (pull === undefined) return { decision: "ignored", reasonCode: "stale.sha" };
  const answer = await answerButton(pressed, pull, context);
  const isDone = answer.decision === "done";
  const outcome = isDone ? "done" : "refused";
  const requestKey = `button:${pressed.id}:${pressed.action}:${pressed.sender}`;
  await replyOnce(pull.number, { requestKey, outcome, text: renderAnswer(answer) }, context);
  // Nothing tells a press from the one before: the next one asks anew.
  await forgetIntent("rerun", `${pull.number}/${requestKey}`, context.github);
  const { repository } = context;
  const isMoving = isDone && pressed.action === "promote-staging";
  const next = isMoving ? { next: [{ kind: "release", repository } as const] } : {};
  return { decision: outcome, reasonCode: answer.reasonCode, ...next };
}

async function answerButton(
  { id, action, sender }: Pressed,
  pull: PullRequest,
  context: BotContext,
): Promise<RequestAnswer> {
  const { members } = context.github;
  const role = await members.roleOf(sender);
  const asker: Asker = { login: sender, role, requestId: `${pull.number}/button:${id}:${action}:${sender}` };
  if (!hasRole(role, "write")) return denied(`the button ${action}`, "write", asker);
  const isPromotion = action === "promote-staging";
  const state = refuseState(`the button ${action}`, isPromotion ? ["open", "merged"] : ["open"], pull);
  if (state !== undefined) return state;
  return isPromotion
    ? promoteToStaging(pull, asker, context)
    : rerunEvaluation(pull, asker.requestId, context);
}

async function promoteToStaging(
  pull: PullRequest,
  asker: Asker,
  context: BotContext,
): Promise<RequestAnswer> {
  const { defaultBranch } = await context.github.members.repository();
  const policy = await readPolicy(defaultBranch, context);
  if (policy === undefined)
    return refusal("config.missing", "the default branch has no valid .github/pawl.yml");
  const [chosen, ...others] = modelsOf(policy, pull.labels);
  if (chosen === undefined || others.length > 0)
    return refusal("unknown.model", "several models are meant; use /ml promote with a name");
  const [model, modelPolicy] = chosen;
  const request = { model, policy: modelPolicy, environment: "staging", target: targetOf(pull) };
  const answer = await askPromotion({ ...request, source: "button", pull: pull.number }, asker, context);
  // A button does not wait: what is not registered yet may be asked again.
  return answer.decision === "waiting" ? { ...answer, decision: "refused" } : answer;
}
