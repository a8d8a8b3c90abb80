import type { SandboxContext } from "../context.ts";
import type { RepositoryRecord } from "../records.ts";
import { nodeId } from "../render/node-id.ts";
import type { PullRecord } from "./pull-records.ts";
import type { ReviewCommentRecord } from "./review-records.ts";

interface ResolvedRecord {
  readonly userId: number;
}

/** A conversation on a line or file of a pull request: the comment that began it, and the answers to it. */
export interface ReviewThread {
  readonly repositoryId: number;
  /** The global node id by which GraphQL knows it. */
  readonly nodeId: string;
  /** Oldest first; the first one began it. */
  readonly comments: readonly [ReviewCommentRecord, ...ReviewCommentRecord[]];
  /** Who resolved it; `undefined` while it is open. */
  readonly resolvedById: number | undefined;
}

function resolved(context: SandboxContext) {
  return context.store.collection<ResolvedRecord>("resolved-threads");
}

function threadsOf(context: SandboxContext, repositoryId: number): readonly ReviewThread[] {
  const comments = context.store.collection<ReviewCommentRecord>("review-comments").list(repositoryId);
  const ids = new Set(comments.map(({ id }) => id));
  // Answers stay when the first comment is deleted; each then stands for itself.
  const rootOf = ({ id, inReplyToId }: ReviewCommentRecord): number =>
    inReplyToId !== null && ids.has(inReplyToId) ? inReplyToId : id;
  return comments
    .filter((comment) => rootOf(comment) === comment.id)
    .map((first) => ({
      repositoryId,
      nodeId: nodeId("PRRT", first.id),
      comments: [first, ...comments.filter((one) => one.id !== first.id && rootOf(one) === first.id)],
      resolvedById: resolved(context).get(repositoryId, first.id)?.userId,
    }));
}

/** Conversations of a pull request, oldest first. */
export function listReviewThreads(
  context: SandboxContext,
  repository: RepositoryRecord,
  { number }: Pick<PullRecord, "number">,
): readonly ReviewThread[] {
  return threadsOf(context, repository.id).filter(({ comments }) => comments[0].pullNumber === number);
}

/** The conversation of a global node id, wherever it is. */
export function findReviewThread(context: SandboxContext, id: string): ReviewThread | undefined {
  const repositories = context.store.collection<RepositoryRecord>("repositories").list("");
  return repositories.flatMap((one) => threadsOf(context, one.id)).find((thread) => thread.nodeId === id);
}

/** Resolves a conversation as a user, or opens it again with `undefined`. Returns it as it is then. */
export function settleReviewThread(
  context: SandboxContext,
  thread: ReviewThread,
  userId: number | undefined,
): ReviewThread {
  const [{ id }] = thread.comments;
  if (userId === undefined) resolved(context).remove(thread.repositoryId, id);
  else resolved(context).put(thread.repositoryId, id, { userId });
  return { ...thread, resolvedById: userId };
}
