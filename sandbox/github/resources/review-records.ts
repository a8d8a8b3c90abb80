import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";
import { nodeId } from "../render/node-id.ts";
import { repositoryPage, repositoryUrl } from "../render/repository.ts";
import { authorAssociation, renderUserById } from "./issue-render.ts";

/** A review; the scope is the repository's id. */
export interface ReviewRecord {
  readonly id: number;
  readonly pullNumber: number;
  readonly userId: number;
  readonly body: string;
  readonly state: "PENDING" | "COMMENTED" | "APPROVED" | "CHANGES_REQUESTED" | "DISMISSED";
  readonly commitId: string;
  readonly submittedAt: string | null;
}

/** A comment on a line of a pull request; the scope is the repository's id. */
export interface ReviewCommentRecord {
  readonly id: number;
  readonly pullNumber: number;
  readonly reviewId: number | null;
  readonly inReplyToId: number | null;
  readonly userId: number;
  readonly body: string;
  readonly path: string;
  readonly line: number | null;
  readonly startLine: number | null;
  readonly side: "LEFT" | "RIGHT";
  readonly subjectType: "line" | "file";
  readonly commitId: string;
  readonly diffHunk: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Reviews of a pull request, oldest first. */
export function listReviews(
  context: SandboxContext,
  repository: RepositoryRecord,
  number: number,
): readonly ReviewRecord[] {
  return context.store
    .collection<ReviewRecord>("reviews")
    .list(repository.id)
    .filter((review) => review.pullNumber === number);
}

/** A review. */
export function renderReview(
  context: SandboxContext,
  repository: RepositoryRecord,
  review: ReviewRecord,
): JsonObject {
  const page = `${repositoryPage(context, repository)}/pull/${review.pullNumber}#pullrequestreview-${review.id}`;
  const pull = `${repositoryUrl(context, repository)}/pulls/${review.pullNumber}`;
  return {
    id: review.id,
    node_id: nodeId("PRR", review.id),
    user: renderUserById(context, review.userId),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: pull,
    _links: { html: { href: page }, pull_request: { href: pull } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commitId,
    author_association: authorAssociation(context, repository, review.userId),
  };
}
