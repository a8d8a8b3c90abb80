import {
  evidenceDigest,
  hasEnded,
  promotionSchema,
  revisionLength,
  type Approval,
  type Promotion,
} from "../../registry/promotion-document.ts";
import { refuse } from "../../registry/refusal.ts";
import {
  advancePromotion,
  describeEnd,
  judgePromotion,
  unknownPromotion,
  type PromotionPolicies,
} from "./advance.ts";
import { refuseLiveApprover } from "./approval-cases.ts";
import { endPromotion } from "./carry-out.ts";
import { pauseBefore, type PromotionPorts } from "./ports.ts";
import { promotionRef } from "./promotion-refs.ts";
import { toRefused, type PromoteResult } from "./result.ts";
import { readState, writeState, type StateDocument } from "./state-document.ts";

/** A person's word on a promotion, in a comment. */
export interface Vote {
  /** The id of the promotion, with the revision of the plan that was read: `p-abcdefghij-0123456789`. */
  readonly plan: string;
  readonly login: string;
  readonly id: number | null;
  readonly comment: number;
  /** ISO 8601; when the comment was written. */
  readonly at: string;
}

const attempts = 12;

/** The id and the revision that a plan is named by; without a revision the second is `undefined`. */
export function parsePlanName(plan: string): { readonly id: string; readonly revision: string | undefined } {
  const [, id, revision] = /^(p-[a-z2-7]{10})(?:-([0-9a-f]{10}))?$/.exec(plan) ?? [];
  return { id: id ?? plan, revision };
}

/**
 * Notes an approval of the plan that the person read, and carries the promotion out when it was the last one missing. Whether
 * it counts is looked at then anew. The same comment again changes nothing.
 */
export async function approvePromotion(
  vote: Vote,
  policies: PromotionPolicies,
  ports: PromotionPorts,
): Promise<PromoteResult> {
  const { id } = parsePlanName(vote.plan);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const found = await readState(promotionRef(id), promotionSchema, ports);
    if (found === undefined) return toRefused(unknownPromotion(id));
    const isNoted = found.value.approvals.some((approval) => approval.comment === vote.comment);
    if (isNoted || found.value.state !== "waiting") return await advancePromotion(id, policies, ports);
    const noted = await noteApproval(found, vote, { policies, ports });
    if (noted === "written") return await advancePromotion(id, policies, ports);
    if (noted !== "conflict") return noted;
    await pauseBefore(attempt, ports);
  }
  return toRefused(refuse("stale.plan", `${id} changes all the time: approve it again`));
}

interface Around {
  readonly policies: PromotionPolicies;
  readonly ports: PromotionPorts;
}

async function noteApproval(
  found: StateDocument<Promotion>,
  vote: Vote,
  { policies, ports }: Around,
): Promise<"written" | "conflict" | PromoteResult> {
  const promotion = found.value;
  const { id } = promotion;
  const live = await judgePromotion(promotion, policies, ports);
  if ("stale" in live) return await advancePromotion(id, policies, ports);
  const refusal = await refuseLiveApprover(vote.login, live.judgement, ports);
  if (refusal !== undefined) {
    const { reasonCode, why } = refusal;
    return toRefused(refuse(reasonCode, `@${vote.login} ${why}, and so may not approve ${id}`));
  }
  const evidence = await evidenceDigest(live.evidence);
  const name = `${id}-${evidence.slice(0, revisionLength)}`;
  if (vote.plan !== name) {
    // The plan is pinned anew by this, and shown with the refusal.
    await advancePromotion(id, policies, ports);
    return toRefused(refuse("stale.plan", `the plan is ${name} now: read it, then approve that`));
  }
  const approval: Approval = {
    login: vote.login,
    id: vote.id,
    comment: vote.comment,
    at: vote.at,
    evidence,
  };
  const others = promotion.approvals.filter((entry) => entry.login !== vote.login);
  const value = { ...promotion, evidence: live.evidence, approvals: [...others, approval].slice(-100) };
  const next = { value, previous: found.sha, message: `${id}: approved by ${vote.login}` };
  return (await writeState(promotionRef(id), next, ports)) === "conflict" ? "conflict" : "written";
}

/** What came of a rejection. */
export interface RejectResult {
  readonly decision: "rejected" | "refused";
  readonly reasonCode: Extract<PromoteResult, { decision: "refused" }>["reasonCode"];
  readonly reason: string;
}

/** Ends a promotion by a person who might have approved it; what is decided already goes on. */
export async function rejectPromotion(
  vote: Vote & { readonly reason: string },
  policies: PromotionPolicies,
  ports: PromotionPorts,
): Promise<RejectResult> {
  const { id } = parsePlanName(vote.plan);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const found = await readState(promotionRef(id), promotionSchema, ports);
    if (found === undefined) return { ...unknownPromotion(id), decision: "refused" };
    const settled = await refuseRejection(found.value, vote, { policies, ports });
    if (settled !== undefined) return settled;
    const { login, comment, at } = vote;
    const reason = vote.reason.slice(0, 1000);
    const outcome = { reason, tag: null, at: ports.clock.now().toISOString() };
    const value = {
      ...found.value,
      state: "rejected" as const,
      rejection: { login, comment, at, reason },
      outcome,
    };
    const next = { value, previous: found.sha, message: `${id}: rejected by ${login}` };
    if ((await writeState(promotionRef(id), next, ports)) !== "conflict") return rejected(id, login);
    await pauseBefore(attempt, ports);
  }
  return { ...refuse("stale.plan", `${id} changes all the time: reject it again`), decision: "refused" };
}

function rejected(id: string, login: string): RejectResult {
  return { decision: "rejected", reasonCode: "rejected", reason: `@${login} rejected ${id}` };
}

/** Why there is nothing to reject, or the person may not; `undefined` when they may. */
async function refuseRejection(
  promotion: Promotion,
  vote: Vote,
  { policies, ports }: Around,
): Promise<RejectResult | undefined> {
  const { id, state, rejection } = promotion;
  if (state === "rejected" && rejection?.comment === vote.comment) return rejected(id, vote.login);
  if (state === "executing") {
    return { ...refuse("already.executing", `${id} is being carried out`), decision: "refused" };
  }
  if (hasEnded(promotion)) {
    const { reasonCode, reason } = await describeEnd(promotion, "resumed", ports);
    return { decision: "refused", reasonCode, reason };
  }
  const live = await judgePromotion(promotion, policies, ports);
  if ("stale" in live) {
    await endPromotion(id, { state: "stale", reason: live.stale, tag: null }, ports);
    return { ...refuse("stale.plan", `${id}: ${live.stale}`), decision: "refused" };
  }
  const refusal = await refuseLiveApprover(vote.login, live.judgement, ports);
  if (refusal === undefined) return undefined;
  const { reasonCode, why } = refusal;
  return { ...refuse(reasonCode, `@${vote.login} ${why}, and so may not reject ${id}`), decision: "refused" };
}
