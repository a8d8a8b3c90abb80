import type { Comment } from "../../ports/github/comments.ts";
import { parseApprovalRecord, type ApprovalRecord } from "../../registry/approval-record.ts";
import {
  countApprovals,
  refuseApprover,
  type ApprovalCase,
  type ApprovalCount,
  type ApprovalRefusal,
  type ApproverFacts,
} from "../../registry/approvals.ts";
import {
  evidenceDigest,
  revisionLength,
  type Approval,
  type Promotion,
} from "../../registry/promotion-document.ts";
import { isNotPermitted } from "../not-permitted.ts";
import type { Judgement } from "./gather.ts";
import type { PromotionPorts } from "./ports.ts";

/** The approvals of a promotion as they count now: every person, team and comment is looked at again. */
export async function countLiveApprovals(
  promotion: Pick<Promotion, "id" | "approvals">,
  judgement: Judgement,
  ports: PromotionPorts,
): Promise<ApprovalCount> {
  if (judgement.evidence === undefined) return { counted: [], dropped: [] };
  const digest = await evidenceDigest(judgement.evidence);
  const cases: ApprovalCase[] = [];
  for (const approval of promotion.approvals) {
    const facts = await readApprover(approval.login, judgement.approvers, ports);
    const retracted = judgement.areAuthorsKnown
      ? await findRetraction(promotion.id, approval, ports)
      : "the pull request has too many commits to know all its authors";
    cases.push({ approval, facts, retracted });
  }
  return countApprovals(cases, digest, judgement.involved);
}

/** Whether a person may approve now; `undefined` when they may. */
export async function refuseLiveApprover(
  login: string,
  judgement: Judgement,
  ports: PromotionPorts,
): Promise<ApprovalRefusal | undefined> {
  return refuseApprover(await readApprover(login, judgement.approvers, ports), judgement.involved);
}

async function readApprover(
  login: string,
  approvers: readonly string[],
  ports: PromotionPorts,
): Promise<ApproverFacts> {
  const role = await ports.members.roleOf(login);
  if (approvers.length === 0) return { login, role, isNamed: undefined };
  return { login, role, isNamed: await isAmong(login, approvers, ports) };
}

/** Whether a list of people and teams names somebody. */
export async function isAmong(
  login: string,
  list: readonly string[],
  { members }: Pick<PromotionPorts, "members">,
): Promise<boolean> {
  if (list.some((entry) => entry.toLowerCase() === `@${login.toLowerCase()}`)) return true;
  for (const team of list.filter((entry) => entry.includes("/"))) {
    if (await isInTeam(login, team, members)) return true;
  }
  return false;
}

/** A token that may not read teams is told no: then nobody is in one, which is the safe side. */
async function isInTeam(login: string, team: string, members: PromotionPorts["members"]): Promise<boolean> {
  try {
    return await members.isInTeam(login, team);
  } catch (error) {
    if (isNotPermitted(error)) return false;
    throw error;
  }
}

/**
 * Why a comment does not approve any more. The document is only a pointer to it: a comment says who wrote it, and whether
 * anybody changed it since.
 */
async function findRetraction(
  id: string,
  approval: Approval,
  ports: PromotionPorts,
): Promise<string | undefined> {
  const comment = await ports.comments.get(approval.comment);
  if (comment === undefined) return "deleted the comment";
  const name = `${id}-${approval.evidence.slice(0, revisionLength)}`;
  const record = parseApprovalRecord(comment.body.split(/\r?\n/, 1)[0] ?? "");
  if (record !== undefined) return findRecordFault(name, approval, { comment, record, ports });
  const isSame = comment.authorLogin.toLowerCase() === approval.login.toLowerCase();
  if (!isSame || (approval.id !== null && comment.authorId !== approval.id))
    return "did not write the comment";
  if (comment.updatedAt !== comment.createdAt) return "the comment was edited";
  const said = comment.body.split(/\r?\n/).map((line) => line.trim().split(/\s+/));
  const isThere = said.some(([slash, verb, plan]) => slash === "/ml" && verb === "approve" && plan === name);
  return isThere ? undefined : "the comment approves something else";
}

/**
 * Why our own comment about a person's tick does not stand for them. Only as an App may we keep one: the account of a workflow's
 * token is that of every workflow, which who may push can write.
 */
async function findRecordFault(
  name: string,
  { login }: Approval,
  {
    comment,
    record,
    ports,
  }: { readonly comment: Comment; readonly record: ApprovalRecord; readonly ports: PromotionPorts },
): Promise<string | undefined> {
  const self = await ports.members.self();
  const isOurs = self.appId !== null && comment.authorLogin === self.login;
  if (!isOurs || (comment.appId !== null && comment.appId !== self.appId))
    return "did not give it to the bot";
  if (comment.updatedAt !== comment.createdAt) return "the comment was edited";
  if (record.login.toLowerCase() !== login.toLowerCase()) return "did not write the comment";
  return record.plan === name ? undefined : "the comment approves something else";
}
