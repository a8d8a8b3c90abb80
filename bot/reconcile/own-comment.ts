import type { Comment } from "../../src/ports/github/comments.ts";
import type { BotContext } from "./context.ts";

/** Our own comments of an issue or pull request: by author first, then by their first line. Oldest first. */
export async function listOwnComments(
  issueNumber: number,
  isOurs: (firstLine: string) => boolean,
  { github }: Pick<BotContext, "github">,
): Promise<readonly Comment[]> {
  const self = await github.members.self();
  const comments = await github.comments.list(issueNumber);
  return comments.filter(
    (comment) =>
      comment.authorLogin === self.login &&
      (self.appId === null || comment.appId === null || comment.appId === self.appId) &&
      isOurs(firstLineOf(comment.body)),
  );
}

/** The first line of a text, without its end. */
export function firstLineOf(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? "";
}

/** Keeps the least id of several comments and removes the others: what a lost answer or a race left. */
export async function mergeDuplicates(
  comments: readonly Comment[],
  { github }: Pick<BotContext, "github">,
): Promise<Comment | undefined> {
  const [kept, ...others] = [...comments].sort((a, b) => a.id - b.id);
  for (const other of others) await github.comments.remove(other.id);
  return kept;
}
