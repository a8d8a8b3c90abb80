import type { BotContext } from "./context.ts";
import { keepReply, readKeptReplies } from "./kept-replies.ts";
import { isLockedRefusal } from "./locked-conversation.ts";
import { firstLineOf, listOwnComments, mergeDuplicates } from "./own-comment.ts";

/** How a request ended; kept in the reply's marker, so that a second run finds it. */
export type ReplyOutcome = "done" | "dispatched" | "refused" | "not-understood";

const outcomes = [
  "done",
  "dispatched",
  "refused",
  "not-understood",
] as const satisfies readonly ReplyOutcome[];
const marker = /^<!-- pawl:reply v=1 to=(\S{1,700}) outcome=(done|dispatched|refused|not-understood) -->$/;

/**
 * The outcome of a request that has its reply already, or `undefined`. A reply is the last effect of a request, and its
 * key the natural key of it: `comment:<id>`, or `label:<encoded label>@<time it was set>`.
 */
export async function findReply(
  issueNumber: number,
  requestKey: string,
  context: Pick<BotContext, "github">,
): Promise<ReplyOutcome | undefined> {
  const isOurs = (line: string): boolean => marker.exec(line)?.[1] === requestKey;
  const kept = await mergeDuplicates(await listOwnComments(issueNumber, isOurs, context), context);
  const outcome = marker.exec(firstLineOf(kept?.body ?? ""))?.[2];
  if (outcome !== undefined) return outcomes.find((one) => one === outcome);
  const replies = await readKeptReplies(issueNumber, context);
  return replies.find(({ request }) => request === requestKey)?.outcome;
}

/** The request that a comment is a reply to, by its text alone. */
export function requestOf(body: string): string | undefined {
  return marker.exec(firstLineOf(body))?.[1];
}

/** Writes the one reply to a request, unless it is there. What a locked conversation does not take goes into a check's summary. */
export async function replyOnce(
  issueNumber: number,
  reply: { readonly requestKey: string; readonly outcome: ReplyOutcome; readonly text: string },
  context: Pick<BotContext, "github">,
): Promise<void> {
  if ((await findReply(issueNumber, reply.requestKey, context)) !== undefined) return;
  const line = `<!-- pawl:reply v=1 to=${reply.requestKey} outcome=${reply.outcome} -->`;
  try {
    await context.github.comments.create(issueNumber, `${line}\n${reply.text}`);
  } catch (error) {
    if (!isLockedRefusal(error)) throw error;
    const { requestKey: request, outcome, text } = reply;
    await keepReply(issueNumber, { request, outcome, text }, context);
  }
}
