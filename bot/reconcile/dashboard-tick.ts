import type { Policy } from "../../src/config/schema.ts";
import type { DashboardAction } from "../../src/report/dashboard-boxes.ts";
import { describeAction, findAction } from "../../src/report/dashboard.ts";
import { digestOf } from "../events.ts";
import { hasRole } from "../../src/registry/role.ts";
import { askPromotion, askRetraining, denied, refusal, type Asker, type RequestAnswer } from "../requests.ts";
import { renderAnswer } from "../views/label-reply.ts";
import { askApprovalByTick } from "./approval-tick.ts";
import type { BotContext } from "./context.ts";
import { readDashboard } from "./dashboard-facts.ts";
import { findDashboard } from "./dashboard-issue.ts";
import type { Outcome } from "./outcome.ts";
import { readPolicy } from "./policy.ts";
import { findReply, replyOnce } from "./reply.ts";

interface Tick {
  readonly number: number;
  /** Digest of the box's action. */
  readonly action: string;
  readonly sender: string;
  /** Of the edit, in seconds. */
  readonly at: number;
}

/**
 * Carries out what a box of the dashboard asks for, once: the reply bears the tick and is written last. The box is looked up
 * among those that the state offers now, never in the page, which many may edit; the right of who ticked is read anew.
 */
export async function reconcileTick(tick: Tick, context: BotContext): Promise<Outcome> {
  const { github, repository } = context;
  const { defaultBranch } = await github.members.repository();
  const policy = await readPolicy(defaultBranch, context);
  if (policy?.dashboard !== true) return { decision: "ignored", reasonCode: "dashboard.off" };
  const { issue } = await findDashboard(context);
  if (issue?.number !== tick.number) return { decision: "ignored", reasonCode: "unknown.dashboard" };
  const next = [{ kind: "dashboard", repository } as const];
  const requestKey = `tick:${tick.action}:${tick.sender}:${tick.at}`;
  if ((await findReply(tick.number, requestKey, context)) !== undefined) {
    return { decision: "unchanged", reasonCode: "replied", next };
  }
  const view = await readDashboard(policy, context);
  const action = findAction(view, (text) => digestOf(text) === tick.action);
  const role = await github.members.roleOf(tick.sender);
  const asker: Asker = { login: tick.sender, role, requestId: `${tick.number}/${requestKey}` };
  const answer = await answerTick(action, asker, { policy, context, tick });
  const outcome = answer.decision === "done" ? "done" : "refused";
  const what = action === undefined ? "A box" : describeAction(action);
  const text = `${renderAnswer(answer)}\n\n<sub>${what}: ticked by ${tick.sender}.</sub>`;
  await replyOnce(tick.number, { requestKey, outcome, text }, context);
  const isMoving = action?.kind === "promote" || action?.kind === "approve";
  const registry = isMoving ? [{ kind: "release", repository } as const] : [];
  return { decision: outcome, reasonCode: answer.reasonCode, next: [...registry, ...next] };
}

async function answerTick(
  action: DashboardAction | undefined,
  asker: Asker,
  around: { readonly policy: Policy; readonly context: BotContext; readonly tick: Tick },
): Promise<RequestAnswer> {
  const { policy, context, tick } = around;
  // Whoever may edit the page has this; an issue can be edited by who wrote it, and that is us.
  if (!hasRole(asker.role, "triage")) return denied("a box of the dashboard", "triage", asker);
  if (action === undefined) {
    return refusal("stale.action", "the page does not offer this any more; look at what it says now");
  }
  switch (action.kind) {
    case "refresh":
      return {
        decision: "done",
        reasonCode: "refreshed",
        reason: "the page is being rendered anew",
        url: null,
      };
    case "retrain":
      return askRetraining(action, asker, context);
    case "approve": {
      const box = { plan: action.plan, issueNumber: tick.number, at: tick.at };
      return askApprovalByTick(box, asker, around);
    }
    case "promote": {
      const { model, version, environment } = action;
      const rules = policy.models[model];
      if (rules === undefined) return refusal("unknown.model", `the policy has no model ${model}`);
      const target = { kind: "version", version } as const;
      const request = { model, policy: rules, environment, target, source: "dashboard" as const };
      const answer = await askPromotion(request, asker, context);
      // A box does not wait: it may be ticked again.
      return answer.decision === "waiting" ? { ...answer, decision: "refused" } : answer;
    }
    default:
      return action satisfies never;
  }
}
