import type { Policy } from "../../src/config/schema.ts";
import { formatApprovalRecord } from "../../src/registry/approval-record.ts";
import { escapeText } from "../../src/report/escape.ts";
import { askApproval, type Asker, type RequestAnswer } from "../requests.ts";
import type { BotContext } from "./context.ts";
import { listOwnComments, mergeDuplicates } from "./own-comment.ts";

/** Whether our comments are ours alone: those of a workflow's token may come from any workflow. */
export async function mayRecordApprovals({
  github,
  ownRun,
}: Pick<BotContext, "github" | "ownRun">): Promise<boolean> {
  return ownRun === undefined && (await github.members.self()).appId !== null;
}

/**
 * Approves a plan for who ticked its box. An approval is counted from a comment, so a comment of ours that says who ticked what
 * is written first, once; whether they may is looked at then, and again whenever it is counted.
 */
export async function askApprovalByTick(
  tick: { readonly plan: string; readonly issueNumber: number; readonly at: number },
  asker: Asker,
  { policy, context }: { readonly policy: Policy; readonly context: BotContext },
): Promise<RequestAnswer> {
  const { comments } = context.github;
  const { plan, issueNumber, at } = tick;
  const { login } = asker;
  const line = formatApprovalRecord({ plan, login, at });
  const isSame = (first: string): boolean => first === line;
  const text = `☑️ ${escapeText(login)} ticked the box that approves \`${plan}\`. Deleting or editing this comment takes that back.`;
  const existing = await mergeDuplicates(await listOwnComments(issueNumber, isSame, context), context);
  const record = existing ?? (await comments.create(issueNumber, `${line}\n${text}`));
  const comment = { id: record.id, at: record.createdAt };
  return askApproval(plan, policy, { ...asker, comment }, context);
}
