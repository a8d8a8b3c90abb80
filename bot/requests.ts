import { promote, rollback, type PromoteResult } from "../src/app/promote.ts";
import type { ModelPolicy, Policy } from "../src/config/schema.ts";
import type { Role } from "../src/ports/github/members.ts";
import type { PullRequest } from "../src/ports/github/pull-requests.ts";
import { requiredRole } from "../src/registry/promotion.ts";
import type { VersionTarget } from "../src/registry/version-target.ts";
import { hasRole } from "./permission.ts";
import type { BotContext } from "./reconcile/context.ts";
import { startDeployment } from "./reconcile/deployment-start.ts";
import { requestRetraining } from "./reconcile/retraining.ts";

/** Who asks, and the natural key of what was asked: the same key asked again changes nothing. */
export interface Asker {
  readonly login: string;
  readonly role: Role;
  readonly requestId: string;
}

/** The answer to a request, whatever door it came through. */
export interface RequestAnswer {
  /** `waiting`: nothing is wrong, ask again later by yourself. */
  readonly decision: "done" | "refused" | "waiting";
  readonly reasonCode: string;
  /** One sentence; names in it are checked, but not escaped. */
  readonly reason: string;
  readonly url: string | null;
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
    readonly source: "label" | "command";
  },
  asker: Asker,
  context: BotContext,
): Promise<RequestAnswer> {
  const { model, environment, target, source } = request;
  const { environments } = request.policy;
  const needed = requiredRole(environment, environments[environment]);
  if (!hasRole(asker.role, needed)) return denied(`promotion to ${environment}`, needed, asker);
  const { requestId, ...requester } = asker;
  const result = await promote(
    { model, environments, environment, target, source, requester, requestId },
    { ...context.github, clock: context.clock },
  );
  return finish(result, context);
}

/** Puts the previous version, or `to`, back into an environment. */
export async function askRollback(
  request: {
    readonly model: string;
    readonly policy: ModelPolicy;
    readonly environment: string;
    readonly to: string | undefined;
  },
  asker: Asker,
  context: BotContext,
): Promise<RequestAnswer> {
  if (!hasRole(asker.role, "maintain")) return denied("a rollback", "maintain", asker);
  const { requestId, ...requester } = asker;
  const { environments } = request.policy;
  const result = await rollback(
    { ...request, environments, requester, requestId },
    { ...context.github, clock: context.clock },
  );
  return finish(result, context);
}

/** Starts the retraining of a model. */
export async function askRetraining(
  request: { readonly model: string; readonly issue: number | undefined },
  asker: Asker,
  context: BotContext,
): Promise<RequestAnswer> {
  if (!hasRole(asker.role, "write")) return denied("retraining", "write", asker);
  const { model } = request;
  const { decision, reasonCode, url } = await requestRetraining(request, context);
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

async function finish(result: PromoteResult, context: BotContext): Promise<RequestAnswer> {
  if (result.decision === "refused") {
    const decision = result.reasonCode === "waiting.registration" ? "waiting" : "refused";
    return { decision, reasonCode: result.reasonCode, reason: result.reason, url: null };
  }
  await startDeployment(result.deploymentId, context);
  return { decision: "done", reasonCode: result.reasonCode, reason: result.reason, url: null };
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
