import type { Comment, Reaction } from "../../src/ports/github/comments.ts";
import { escapeText } from "../../src/report/escape.ts";
import { refusal } from "../requests.ts";
import type { CommandEvent, CommandResult } from "../commands/command.ts";
import { findRefusal } from "../commands/may-use.ts";
import { readCommand, type UsageProblem } from "../commands/read-command.ts";
import { findCommand, nearestCommand } from "../commands/table.ts";
import { digestOf } from "../events.ts";
import {
  isTooLong,
  maxCommands,
  maxCommentLength,
  parseCommands,
  type CommandLine,
} from "../parse-commands.ts";
import { renderAnswer } from "../views/label-reply.ts";
import type { BotContext } from "./context.ts";
import { dashboardKeys } from "./dashboard.ts";
import { react } from "./locked-conversation.ts";
import type { Outcome } from "./outcome.ts";
import { readPolicy } from "./policy.ts";
import { findPlace } from "./place.ts";
import { findReply, replyOnce, type ReplyOutcome } from "./reply.ts";

/** What they leave behind, the check `ml/promotion` shows. */
const registryCommands: readonly string[] = ["promote", "approve", "reject", "rollback"];

const reactions: Readonly<Record<ReplyOutcome, Reaction>> = {
  done: "+1",
  dispatched: "rocket",
  refused: "-1",
  "not-understood": "confused",
};

/**
 * Carries out the commands of one comment, once: the reply bears the comment's id and is written last.
 * The body counts as it was posted; an edited comment asks for nothing.
 */
export async function reconcileComment(
  key: { readonly id: number; readonly digest: string },
  context: BotContext,
): Promise<Outcome> {
  const { comments } = context.github;
  const comment = await comments.get(key.id);
  if (comment === undefined) return { decision: "ignored", reasonCode: "unknown.comment" };
  if (comment.authorType !== "User") return { decision: "ignored", reasonCode: "denied.bot" };
  const commands = parseCommands(comment.body);
  if (digestOf(comment.body) !== key.digest || comment.updatedAt !== comment.createdAt) {
    await react(comment.id, "confused", context);
    return { decision: "ignored", reasonCode: "denied.edited" };
  }
  if (commands.length === 0 && !isTooLong(comment.body))
    return { decision: "ignored", reasonCode: "no.command" };
  const issueNumber = numberOf(comment);
  if (issueNumber === undefined) return { decision: "ignored", reasonCode: "unknown.place" };
  return answerComment({ comment, commands, issueNumber }, context);
}

interface Asked {
  readonly comment: Comment;
  readonly commands: readonly CommandLine[];
  readonly issueNumber: number;
}

async function answerComment(asked: Asked, context: BotContext): Promise<Outcome> {
  const { comment, issueNumber } = asked;
  const requestKey = `comment:${comment.id}`;
  const earlier = await findReply(issueNumber, requestKey, context);
  if (earlier !== undefined) {
    await react(comment.id, reactions[earlier], context);
    // Whoever wrote it may have died before what comes after it.
    return { decision: "unchanged", reasonCode: "replied", ...(await follow(asked, context)) };
  }
  await react(comment.id, "eyes", context);
  const results = await runAll(asked, context);
  const worst = (["not-understood", "refused", "dispatched"] as const).find((outcome) =>
    results.some((result) => result.outcome === outcome),
  );
  const outcome = worst ?? "done";
  const text = results.map((result) => result.text).join("\n\n");
  // Before the reply: what has its reply is not looked at again when the event was lost.
  await react(comment.id, reactions[outcome], context);
  await replyOnce(issueNumber, { requestKey, outcome, text }, context);
  const reasonCode = results.map((result) => result.reasonCode).join(",");
  const decision = outcome === "done" || outcome === "dispatched" ? "done" : "refused";
  return { decision, reasonCode, ...(await follow(asked, context)) };
}

/** What is looked at after the commands: the registry when they moved something, and the dashboard, which shows what most do. */
async function follow({ commands }: Asked, context: BotContext): Promise<Pick<Outcome, "next">> {
  const { defaultBranch } = await context.github.members.repository();
  const policy = await readPolicy(defaultBranch, context);
  const dashboard = policy?.dashboard === true ? await dashboardKeys(policy, context) : [];
  const isMoving = commands.some(({ name }) => registryCommands.includes(name));
  const registry = isMoving ? [{ kind: "release", repository: context.repository } as const] : [];
  const next = [...registry, ...dashboard];
  return next.length === 0 ? {} : { next };
}

type AnyResult = Omit<CommandResult, "outcome"> & { readonly outcome: ReplyOutcome };

async function runAll(
  { comment, commands, issueNumber }: Asked,
  context: BotContext,
): Promise<readonly AnyResult[]> {
  if (commands.length === 0) {
    const length = `${comment.body.length} characters, commands are read in at most ${maxCommentLength}`;
    return [refused("denied.too-long", `this comment has ${length}; put the command into one of its own`)];
  }
  if (commands.length > maxCommands) {
    return [
      refused(
        "denied.too-many",
        `a comment may hold ${maxCommands} commands, this one has ${commands.length}`,
      ),
    ];
  }
  const { github } = context;
  const pull = await github.pullRequests.get(issueNumber);
  const { defaultBranch } = await github.members.repository();
  // Not that of the pull request's base: who may write can make a branch with rules of their own.
  const policy = await readPolicy(defaultBranch, context);
  if (policy === undefined)
    return [refused("config.missing", "the default branch has no valid .github/pawl.yml")];
  const role = await github.members.roleOf(comment.authorLogin);
  const labels = await github.labels.list(issueNumber);
  const place = await findPlace(issueNumber, pull, context);
  const results: AnyResult[] = [];
  for (const [index, command] of commands.entries()) {
    const requestId = `${issueNumber}/comment:${comment.id}/${index + 1}`;
    const askedAt = comment.createdAt;
    const said = { id: comment.id, at: askedAt };
    const asker = { login: comment.authorLogin, id: comment.authorId, role, requestId, comment: said };
    const around = { asker, issueNumber, pull, place, labels, askedAt, policy };
    results.push(await run(command, around, context));
  }
  return results;
}

async function run(
  line: CommandLine,
  around: Omit<CommandEvent, "command">,
  context: BotContext,
): Promise<AnyResult> {
  const found = findCommand(line.name);
  if (found === undefined) return notUnderstood(line);
  const { id: repositoryId } = await context.github.members.repository();
  const facts = { ...around, repositoryId };
  const command = readCommand(found, line);
  const isRead = !("problem" in command);
  const answer = findRefusal(found, facts, isRead ? command : undefined);
  if (answer !== undefined)
    return { outcome: "refused", reasonCode: answer.reasonCode, text: renderAnswer(answer) };
  return isRead ? found.handle({ ...around, command }, context) : misused(command);
}

function notUnderstood({ name }: CommandLine): AnyResult {
  const nearest = nearestCommand(name);
  const hint =
    nearest === undefined ? "`/ml help` lists the commands" : `did you mean \`/ml ${nearest.name}\``;
  const end = nearest === undefined ? "." : "?";
  const text = `😕 There is no command ${escapeText(name, 40)}; ${hint}${end} (\`unknown.command\`)`;
  return { outcome: "not-understood", reasonCode: "unknown.command", text };
}

function misused({ problem, usage }: UsageProblem): AnyResult {
  const end = problem.endsWith("?") ? "" : ".";
  const text = `😕 ${escapeText(problem, 400)}${end} Usage: \`/ml ${usage}\` (\`usage.invalid\`)`;
  return { outcome: "not-understood", reasonCode: "usage.invalid", text };
}

function refused(reasonCode: string, reason: string): AnyResult {
  return { outcome: "refused", reasonCode, text: renderAnswer(refusal(reasonCode, reason)) };
}

/** The number of the issue or pull request, from the comment's own address. */
function numberOf(comment: Comment): number | undefined {
  const number = Number(/\/(?:issues|pull)\/(\d+)(?:#|$)/.exec(comment.url)?.[1] ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : undefined;
}
