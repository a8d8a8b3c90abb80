import type { GitHub } from "../../ports/github/github.ts";
import type { Identity } from "./find-drift-issues.ts";

/** A comment that is written once, whatever happens in between. */
export interface OnceComment {
  readonly issue: number;
  /** Names the event, for instance `closed:v1.0.0:2001-05-04`; letters, digits and `:-.T` only. */
  readonly event: string;
  /** Markdown; untrusted text in it is escaped already. */
  readonly text: string;
}

/** Writes a comment unless our own comment on the same event is there. */
export async function commentOnce(
  comment: OnceComment,
  identity: Identity,
  comments: Pick<GitHub["comments"], "list" | "create">,
): Promise<void> {
  const marker = `<!-- pawl:drift-event v=1 ${comment.event} -->`;
  const written = await comments.list(comment.issue);
  const isWritten = written.some(
    (entry) => entry.authorLogin === identity.login && entry.body.startsWith(marker),
  );
  if (!isWritten) await comments.create(comment.issue, `${marker}\n${comment.text}`);
}
