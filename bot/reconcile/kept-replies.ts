import { z } from "zod";
import { changeState, readState } from "../../src/app/stored-state.ts";
import type { BotContext } from "./context.ts";
import { findOwnCheck } from "./own-check.ts";

const replySchema = z.strictObject({
  /** The natural key of the request. */
  request: z.string().max(700),
  outcome: z.enum(["done", "dispatched", "refused", "not-understood"]),
  /** Markdown; empty in old ones. */
  text: z.string().max(5000),
});
const repliesSchema = z.strictObject({
  schema: z.literal("pawl.replies/1"),
  /** Oldest first. */
  replies: z.array(replySchema).max(200),
});

/** A reply that a locked conversation did not take. */
export type KeptReply = z.infer<typeof replySchema>;
type KeptReplies = z.infer<typeof repliesSchema>;

type Context = Pick<BotContext, "github">;

/** Requests that are remembered, and those whose text is kept. */
const mostReplies = 200;
const mostTexts = 5;
const mostCharacters = 4000;

const kept = (number: number) => ({ ref: `refs/pawl/replies/${number}`, schema: repliesSchema });

/** The replies that are kept for an issue or pull request, oldest first. */
export async function readKeptReplies(number: number, { github }: Context): Promise<readonly KeptReply[]> {
  return (await readState(kept(number), github))?.replies ?? [];
}

/** Keeps a reply that could not be written, once, and shows it in a check of the pull request's head. */
export async function keepReply(number: number, reply: KeptReply, context: Context): Promise<void> {
  const text = shorten(reply.text);
  const change = (old: KeptReplies | undefined): KeptReplies | undefined => {
    const before = old?.replies ?? [];
    if (before.some(({ request }) => request === reply.request)) return undefined;
    const all = [...before, { ...reply, text }].slice(-mostReplies);
    const from = all.length - mostTexts;
    const replies = all.map((one, at) => (at < from ? { ...one, text: "" } : one));
    return { schema: "pawl.replies/1", replies };
  };
  await changeState(kept(number), { change, message: `reply to ${reply.request}` }, context.github);
  await showReplies(number, context);
}

function shorten(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
}

/** Only a check that is there is changed: a new `ml/metrics` would speak of gates, a new `ml/config` of a lint. */
async function showReplies(number: number, context: Context): Promise<void> {
  const pull = await context.github.pullRequests.get(number);
  if (pull === undefined) return;
  const check =
    (await findOwnCheck("ml/metrics", pull.headSha, context)) ??
    (await findOwnCheck("ml/config", pull.headSha, context));
  if (check === undefined) return;
  const summary = withReplies(check.summary ?? "", await readKeptReplies(number, context));
  if (summary === check.summary) return;
  const { title, conclusion } = check;
  const ended = conclusion === null ? {} : { conclusion };
  await context.github.checks.update(check.id, { title: title ?? "", summary, ...ended });
}

const beginning = "\n\n<!-- pawl:replies -->\n";

/**
 * A check's summary with the replies that the conversation did not take, newest first, in place of those it had.
 *
 * @returns at most 5,000 characters more than the summary without replies.
 */
export function withReplies(summary: string, replies: readonly KeptReply[]): string {
  const [own = ""] = summary.split(beginning, 1);
  const texts = replies.map(({ text }) => text).filter((text) => text !== "");
  if (texts.length === 0) return own;
  const shown: string[] = [];
  let room = mostCharacters + 500;
  for (const text of texts.toReversed()) {
    room -= text.length;
    if (room < 0) break;
    shown.push(text);
  }
  return `${own}${beginning}#### Replies: the conversation is locked\n\n${shown.join("\n\n---\n\n")}`;
}
