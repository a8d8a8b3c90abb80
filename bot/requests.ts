import { promote, rollback } from "../src/app/promote.ts";
import { approvePromotion, rejectPromotion, type Vote } from "../src/app/promotion/approve.ts";
import type { PromotionPorts } from "../src/app/promotion/ports.ts";
import type { PromoteResult } from "../src/app/promotion/result.ts";
import type { ModelPolicy, Policy } from "../src/config/schema.ts";
import type { Role } from "../src/ports/github/members.ts";
import type { PullRequest } from "../src/ports/github/pull-requests.ts";
import { requiredRole } from "../src/registry/promotion.ts";
import { renderPromotionPlan } from "../src/report/promotion-plan.ts";
import type { VersionTarget } from "../src/registry/version-target.ts";
import { hasRole } from "../src/registry/role.ts";
import type { BotContext } from "./reconcile/context.ts";
import { startDeployment } from "./reconcile/deployment-start.ts";
import { requestRetraining, type RetrainingRequest } from "./reconcile/retraining.ts";

/** Who asks, and the natural key of what was asked: the same key asked again changes nothing. */
export interface Asker {
  readonly login: string;
  readonly role: Role;
  readonly requestId: string;
  /** The account's number. */
  readonly id?: number;
  /** The comment that asked, when one did, and when it was written. */
  readonly comment?: { readonly id: number; readonly at: string };
}

/** The answer to a request, whatever door it came through. */
export interface RequestAnswer {
  /** `waiting`: nothing is wrong, ask again later by yourself. */
  readonly decision: "done" | "refused" | "waiting";
  readonly reasonCode: string;
  /** One sentence; names in it are checked, but not escaped. */
  readonly reason: string;
  readonly url: string | null;
  /** Markdown below the sentence, safe to post: the plan of a promotion. */
  readonly detail?: string;
}

/** A refusal of the bot's own. */
export function refusal(reasonCode: string, reason: string): RequestAnswer {
  return { decision: "refused", reasonCode, reason, url: null };
}

/** Puts a version of a model into an environment. The right is looked at first: who may not ask learns nothing else. */
export async function askPromotion(
  request: {
    readonly model: string;
    readonly policy: ModelPolicy;
    readonly environment: string;
    readonly target: VersionTarget;
    readonly source: "label" | "command" | "button" | "dashboard";
    /** The pull request in which it is asked. */
    readonly pull?: number | undefined;
    readonly isDryRun?: boolean;
  },
  asker: Asker,
  context: BotContext,
): Promise<RequestAnswer> {
  const { environment, policy } = request;
  const { environments } = policy;
  const rule = Object.hasOwn(environments, environment) ? environments[environment] : undefined;
  const needed = requiredRole(environment, rule);
  if (!hasRole(asker.role, needed)) return denied(`promotion to ${environment}`, needed, asker);
  const { requestId, comment: _, ...requester } = asker;
  return finish(await promote({ ...request, requester, requestId }, promotionPorts(context)), context);
}

/** Puts the previous version, or `to`, back into an environment. */
export async function askRollback(
  request: {
    readonly model: string;
    readonly policy: ModelPolicy;
    readonly environment: string;
    readonly to: string | undefined;
    readonly reason?: string | undefined;
    readonly pull?: number | undefined;
    readonly isDryRun?: boolean;
  },
  asker: Asker,
  context: BotContext,
): Promise<RequestAnswer> {
  if (!hasRole(asker.role, "maintain")) return denied("a rollback", "maintain", asker);
  const { requestId, comment: _, ...requester } = asker;
  return finish(await rollback({ ...request, requester, requestId }, promotionPorts(context)), context);
}

/** Approves the plan of a promotion; carries it out when nobody else is missing. */
export async function askApproval(
  plan: string,
  policy: Policy,
  asker: Asker,
  context: BotContext,
): Promise<RequestAnswer> {
  const vote = voteOf(plan, asker);
  if (vote === undefined) return refusal("denied.place", "an approval counts in a comment only");
  return finish(await approvePromotion(vote, policy.models, promotionPorts(context)), context);
}

/** Ends a promotion that waits. */
export async function askRejection(
  request: { readonly plan: string; readonly reason: string },
  policy: Policy,
  asker: Asker,
  context: BotContext,
): Promise<RequestAnswer> {
  const vote = voteOf(request.plan, asker);
  if (vote === undefined) return refusal("denied.place", "a rejection counts in a comment only");
  const { reason } = request;
  const result = await rejectPromotion({ ...vote, reason }, policy.models, promotionPorts(context));
  const decision = result.decision === "rejected" ? "done" : "refused";
  return { decision, reasonCode: result.reasonCode, reason: result.reason, url: null };
}

function voteOf(plan: string, { login, id, comment }: Asker): Vote | undefined {
  return comment && { plan, login, id: id ?? null, comment: comment.id, at: comment.at };
}

/** GitHub and the clock, as promotion needs them. */
export function promotionPorts(context: Pick<BotContext, "github" | "clock" | "worker">): PromotionPorts {
  return { ...context.github, clock: context.clock, worker: context.worker };
}

/** Starts the retraining of a model. */
export async function askRetraining(
  request: Omit<RetrainingRequest, "asker">,
  asker: Asker,
  context: BotContext,
): Promise<RequestAnswer> {
  if (!hasRole(asker.role, "write")) return denied("retraining", "write", asker);
  const { model } = request;
  const { decision, reasonCode, url } = await requestRetraining({ ...request, asker }, context);
  const reasons = {
    dispatched: `the retraining of ${model} was started; it ends in a pull request`,
    "already.running": `the retraining of ${model} is running already`,
    "already.open": `the retraining of ${model} has its pull request open already`,
  };
  return {
    decision: "done",
    reasonCode: decision === "dispatched" ? decision : reasonCode,
    reason: reasons[reasonCode],
    url,
  };
}

/** Says that a right is missing: the rule, what the asker has, and who may. */
export function denied(what: string, needed: Role, asker: Pick<Asker, "login" | "role">): RequestAnswer {
  return refusal("denied.role", `${what} needs ${needed}; @${asker.login} has ${asker.role}`);
}

/** The answer to what came of a promotion; starts the deployment where GitHub does not. */
export async function finish(result: PromoteResult, context: BotContext): Promise<RequestAnswer> {
  const { reasonCode, reason } = result;
  switch (result.decision) {
    case "refused": {
      const decision = reasonCode === "waiting.registration" ? "waiting" : "refused";
      return { decision, reasonCode, reason, url: null };
    }
    case "planned":
    case "waiting":
      return { decision: "done", reasonCode, reason, url: null, detail: renderPromotionPlan(result.plan) };
    case "promoted":
      if (result.deploymentId !== null) await startDeployment(result.deploymentId, context);
      return { decision: "done", reasonCode, reason, url: null };
    default:
      return result satisfies never;
  }
}

/**
 * The models that a request on a pull request or issue is about: those of its `model:` labels, else all of the policy.
 */
export function modelsOf(
  policy: Policy,
  labels: readonly string[],
): readonly (readonly [string, ModelPolicy])[] {
  const named = labels
    .filter((label) => label.startsWith("model:"))
    .map((label) => label.slice("model:".length));
  return Object.entries(policy.models).filter(([model]) => named.length === 0 || named.includes(model));
}

/** Where a pull request's version stands. */
export function targetOf({ merged, mergeCommitSha }: PullRequest): VersionTarget {
  return { kind: "pull-request", merged, mergeCommitSha };
}
