import { PawlError } from "../../src/errors.ts";
import type { Reaction } from "../../src/ports/github/comments.ts";
import type { BotContext } from "./context.ts";

/** Whether GitHub refused to write because the conversation is locked: Apps and the token of a workflow are no collaborators. */
export function isLockedRefusal(error: unknown): boolean {
  return (
    error instanceof PawlError &&
    error.code === "github.request-failed" &&
    /\(403\): [^\n]{0,300}\blocked\b/i.test(error.message)
  );
}

/** Reacts to a comment; in a locked conversation nothing happens, the reply is kept elsewhere. */
export async function react(
  comment: number,
  reaction: Reaction,
  { github }: Pick<BotContext, "github">,
): Promise<void> {
  try {
    await github.comments.react(comment, reaction);
  } catch (error) {
    if (!isLockedRefusal(error)) throw error;
  }
}
