import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";

/** What GitHub lets people react with. */
export const reactionContents = [
  "+1",
  "-1",
  "laugh",
  "confused",
  "heart",
  "hooray",
  "rocket",
  "eyes",
] as const;

/** One reaction; the scope is its subject (`issue 12`, `comment 34` …). */
export interface ReactionRecord {
  readonly id: number;
  readonly content: (typeof reactionContents)[number];
  readonly userId: number;
  readonly createdAt: string;
}

/** Counts of reactions to a subject, as they stand inside issues and comments. */
export function renderReactions(context: SandboxContext, subject: string, url: string): JsonObject {
  const reactions = context.store.collection<ReactionRecord>("reactions").list(subject);
  const counts = reactionContents.map(
    (content) => [content, reactions.filter((reaction) => reaction.content === content).length] as const,
  );
  return { url: `${url}/reactions`, total_count: reactions.length, ...Object.fromEntries(counts) };
}
