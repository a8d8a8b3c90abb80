import { firstRefusal } from "../../registry/promotion.ts";
import type { ApprovalCount } from "../../registry/approvals.ts";
import {
  evidenceDigest,
  isSamePlan,
  promotionSchema,
  revisionLength,
  type Promotion,
  type PromotionEvidence,
} from "../../registry/promotion-document.ts";
import type { PromotionPlan } from "../../registry/promotion-plan.ts";
import { refuse, type Refusal } from "../../registry/refusal.ts";
import { findDeployment, readModelState } from "../promotion-facts.ts";
import { countLiveApprovals } from "./approval-cases.ts";
import { carryOut, endPromotion } from "./carry-out.ts";
import { findStale } from "./decide-assignment.ts";
import { judge, type Judgement } from "./gather.ts";
import { promotionRef } from "./promotion-refs.ts";
import type { PromotionPolicy, PromotionPorts, PromotionSubject } from "./ports.ts";
import { toRefused, type PromoteResult } from "./result.ts";
import { readState, writeState, type StateDocument } from "./state-document.ts";

/** The policy of every model, as the default branch has it. */
export type PromotionPolicies = Readonly<Record<string, PromotionPolicy>>;

const rounds = 8;

/**
 * Moves one promotion as far as it goes: a waiting one is judged anew by what is true now, a decided one is carried out,
 * one that has ended says how. Run again it ends in the same place.
 */
export async function advancePromotion(
  id: string,
  policies: PromotionPolicies,
  ports: PromotionPorts,
): Promise<PromoteResult> {
  for (let round = 0; round < rounds; round += 1) {
    const found = await readState(promotionRef(id), promotionSchema, ports);
    if (found === undefined) return toRefused(unknownPromotion(id));
    if (found.value.state === "executing") {
      return await describeEnd(await carryOut(found.value, ports), "promoted", ports);
    }
    if (found.value.state !== "waiting") return await describeEnd(found.value, "resumed", ports);
    const waiting = await moveWaiting(found, policies, ports);
    if (waiting !== undefined) return waiting;
  }
  return toRefused(refuse("stale.plan", `what ${id} is about changes all the time: ask again`));
}

/** The refusal of an id that no promotion has. */
export function unknownPromotion(id: string): Refusal {
  return refuse("unknown.promotion", `there is no promotion ${id.slice(0, 40)}`);
}

/** `undefined`: its state has changed, look again. */
async function moveWaiting(
  found: StateDocument<Promotion>,
  policies: PromotionPolicies,
  ports: PromotionPorts,
): Promise<PromoteResult | undefined> {
  const promotion = found.value;
  const { id } = promotion;
  const move = await planMove(promotion, policies, ports);
  switch (move.kind) {
    case "end":
      await endPromotion(id, { state: move.state, reason: move.reason, tag: null }, ports);
      return undefined;
    case "pin": {
      const pinnedAt = ports.clock.now().toISOString();
      await swap(
        found,
        { ...promotion, evidence: move.evidence, pinnedAt },
        "what is known has changed",
        ports,
      );
      return undefined;
    }
    case "wait":
      return await describeWaiting(move.waiting, ports);
    case "execute":
      await swap(found, { ...promotion, state: "executing", approvedBy: move.approvedBy }, "decided", ports);
      return undefined;
    default:
      return move satisfies never;
  }
}

/**
 * What a promotion that waits says as long as nothing is to be done about it; `undefined` when something is, which
 * {@link advancePromotion} finds out for itself. Writes nothing, so that `seen` may be one look for many promotions.
 */
export async function describeStillWaiting(
  promotion: Promotion,
  policies: PromotionPolicies,
  seen: PromotionPorts,
): Promise<PromoteResult | undefined> {
  if (promotion.state !== "waiting") return undefined;
  const move = await planMove(promotion, policies, seen);
  return move.kind === "wait" ? await describeWaiting(move.waiting, seen) : undefined;
}

/** What is to be done about a promotion that waits. */
type Move =
  | { readonly kind: "end"; readonly state: "expired" | "stale"; readonly reason: string }
  | { readonly kind: "pin"; readonly evidence: PromotionEvidence }
  | { readonly kind: "wait"; readonly waiting: Waiting }
  | { readonly kind: "execute"; readonly approvedBy: string[] };

async function planMove(
  promotion: Promotion,
  policies: PromotionPolicies,
  ports: PromotionPorts,
): Promise<Move> {
  if (Date.parse(promotion.expiresAt) <= ports.clock.now().getTime())
    return { kind: "end", state: "expired", reason: `it waited until ${promotion.expiresAt}` };
  const live = await judgePromotion(promotion, policies, ports);
  if ("stale" in live) return { kind: "end", state: "stale", reason: live.stale };
  const { judgement, evidence } = live;
  const isPinned = (await evidenceDigest(evidence)) === (await evidenceDigest(promotion.evidence));
  if (!isPinned) return { kind: "pin", evidence };
  const approvals = await countLiveApprovals(promotion, judgement, ports);
  const refusal = firstRefusal(judgement.checks) ?? refuseCount(promotion, judgement, approvals);
  if (refusal !== undefined) return { kind: "wait", waiting: { promotion, judgement, approvals, refusal } };
  return { kind: "execute", approvedBy: [...approvals.counted] };
}

async function swap(
  found: StateDocument<Promotion>,
  value: Promotion,
  what: string,
  ports: PromotionPorts,
): Promise<void> {
  const message = `${value.id}: ${what}`;
  await writeState(promotionRef(value.id), { value, previous: found.sha, message }, ports);
}

function refuseCount(
  { environment }: Promotion,
  { needed }: Judgement,
  { counted }: ApprovalCount,
): Refusal | undefined {
  if (counted.length >= needed) return undefined;
  const have = `${counted.length} of ${needed} approvals`;
  return refuse("waiting.approval", `${environment} has ${have}`);
}

/** What is true now about a promotion, or why its plan cannot be carried out any more. */
export async function judgePromotion(
  promotion: Promotion,
  policies: PromotionPolicies,
  ports: PromotionPorts,
): Promise<{ judgement: Judgement; evidence: PromotionEvidence } | { stale: string }> {
  const { model, environment, request, kind, evidence: planned } = promotion;
  const policy = Object.hasOwn(policies, model) ? policies[model] : undefined;
  if (policy === undefined) return { stale: `the policy has no model ${model} any more` };
  if (!Object.hasOwn(policy.environments, environment)) {
    return { stale: `the policy has no environment ${environment} any more` };
  }
  const state = await readModelState(model, ports);
  const stale = findStale(promotion, state);
  const version = state.versions.find((entry) => entry.version === planned.version);
  if (stale !== undefined || version === undefined) return { stale: stale ?? `${planned.version} is gone` };
  const isAutomatic = request.source === "automatic";
  const role = isAutomatic ? "none" : await ports.members.roleOf(request.login);
  const requester = { login: request.login, role };
  const { source, pull } = request;
  const subject: PromotionSubject = { kind, model, policy, environment, requester, source, pull };
  const judgement = await judge(subject, { state, version }, ports);
  const { evidence } = judgement;
  if (evidence === undefined) return { stale: `the Release ${planned.versionTag} is not published any more` };
  if (isSamePlan(evidence, planned)) return { judgement, evidence };
  return { stale: `the model of ${planned.version} has another digest than the one that was planned` };
}

/** A waiting promotion with everything that is known about it. */
interface Waiting {
  readonly promotion: Promotion;
  readonly judgement: Judgement;
  readonly approvals: ApprovalCount;
  readonly refusal: Refusal;
}

async function describeWaiting(waiting: Waiting, ports: PromotionPorts): Promise<PromoteResult> {
  const { promotion, refusal } = waiting;
  const { model, environment, evidence, id } = promotion;
  const plan = await describePlan(headOf(promotion), waiting, ports);
  return {
    decision: "waiting",
    reasonCode: refusal.reasonCode,
    reason: `${id} puts ${model} ${evidence.version} into ${environment} when it may: ${refusal.reason}`,
    promotion: id,
    plan,
  };
}

/** What a plan is about; `id` and `expiresAt` are `null` before it is kept. */
export interface PlanHead {
  readonly id: string | null;
  readonly kind: Promotion["kind"];
  readonly model: string;
  readonly environment: string;
  readonly version: string;
  readonly requestedBy: string;
  readonly expiresAt: string | null;
}

/** The head of a promotion's plan. */
export function headOf({ id, kind, model, environment, evidence, request, expiresAt }: Promotion): PlanHead {
  const { version } = evidence;
  return { id, kind, model, environment, version, requestedBy: request.login, expiresAt };
}

/** A plan as a value. */
export async function describePlan(
  head: PlanHead,
  { judgement, approvals }: { readonly judgement: Judgement; readonly approvals: ApprovalCount },
  ports: Pick<PromotionPorts, "deployments">,
): Promise<PromotionPlan> {
  const { evidence, involved, needed, checks, approvers } = judgement;
  const digest = evidence && (await evidenceDigest(evidence));
  return {
    ...head,
    evidence,
    revision: digest?.slice(0, revisionLength),
    checks,
    approvals: {
      needed,
      ...approvals,
      approvers,
      role: involved.neededRole,
      excluded: [...new Set([involved.requester, ...involved.authors])],
    },
    protection: await ports.deployments.protection(head.environment),
  };
}

/** How a promotion ended, as an answer. */
export async function describeEnd(
  promotion: Promotion,
  reasonCode: "promoted" | "resumed",
  ports: PromotionPorts,
): Promise<PromoteResult> {
  const { state, outcome, environment, model, evidence, id, rejection } = promotion;
  const reason = outcome?.reason ?? "";
  if (state === "rejected") {
    return toRefused(refuse("rejected", `@${rejection?.login ?? "somebody"} rejected ${id}: ${reason}`));
  }
  if (state === "expired") return toRefused(refuse("expired", `${id} ended: ${reason}`));
  if (state !== "promoted" || outcome?.tag == null)
    return toRefused(refuse("stale.plan", `${id}: ${reason}`));
  const { tag } = outcome;
  const found = await findDeployment(environment, tag, ports);
  return {
    decision: "promoted",
    reasonCode,
    reason,
    model,
    environment,
    version: evidence.version,
    tag,
    deploymentId: found?.deployment.id ?? null,
    deploymentUrl: found?.deployment.url ?? null,
    promotion: id,
  };
}
