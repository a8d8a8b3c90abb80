import { hasPermission, isAtLeast } from "../auth/rights.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";
import { findIssue } from "../resources/issue-records.ts";
import { findPull } from "../resources/pull-records.ts";
import { renderPullOf } from "../resources/pull-render.ts";
import { renderReviewComment } from "../resources/review-comments.ts";
import {
  findReviewThread,
  listReviewThreads,
  settleReviewThread,
  type ReviewThread,
} from "../resources/review-threads.ts";
import { connection, readSlice } from "./connection.ts";
import { GraphqlError, locate } from "./graphql-error.ts";
import type { QueryScope } from "./listed-query.ts";

function renderThread({ context }: QueryScope, thread: ReviewThread): JsonObject {
  const { comments, resolvedById } = thread;
  const [{ id, path, line }] = comments;
  const login = resolvedById === undefined ? undefined : context.userById(resolvedById)?.login;
  return {
    id: thread.nodeId,
    isResolved: resolvedById !== undefined,
    resolvedBy: login === undefined ? null : { login },
    path,
    line,
    comments: { nodes: [{ databaseId: id }] },
  };
}

/** `pullRequest.reviewThreads` of a repository, oldest first. @throws {GraphqlError} when there is no such pull request */
export async function answerThreads(scope: QueryScope, repository: RepositoryRecord): Promise<JsonObject> {
  const { context, variables, query } = scope;
  const { number, num, cursor } = variables;
  const slice = readSlice(["repository", "pullRequest", "reviewThreads"], num, cursor);
  const pull = findPull(context, repository, Number(number));
  if (!pull) {
    const message = `Could not resolve to a PullRequest with the number of ${Number(number)}.`;
    const path = ["repository", "pullRequest"];
    const entry = { type: "NOT_FOUND", path, locations: [locate(query, "pullRequest")], message };
    throw new GraphqlError([entry], { repository: { pullRequest: null } });
  }
  const threads = listReviewThreads(context, repository, pull);
  const reviewThreads = await connection(threads, slice, (thread) => renderThread(scope, thread));
  return { pullRequest: { reviewThreads } };
}

/** The author of the pull request, who has write access, or an App with `pull_requests: write`. */
function maySettle({ context, actor }: QueryScope, repository: RepositoryRecord, number: number): boolean {
  if (actor.kind !== "user") {
    const isInReach = actor.repositoryIds?.includes(repository.id) ?? actor.accountId === repository.ownerId;
    return isInReach && hasPermission(actor, "pull_requests:write");
  }
  const isAuthor = findIssue(context, repository, number)?.userId === actor.user.id;
  return isAuthor || isAtLeast(context.roleOf(actor.user, repository), "write");
}

function tell({ context, actor }: QueryScope, repository: RepositoryRecord, thread: ReviewThread): void {
  const [{ pullNumber }] = thread.comments;
  const pull = findPull(context, repository, pullNumber);
  const comments = thread.comments.map((comment) => renderReviewComment(context, repository, comment));
  context.emit({
    event: "pull_request_review_thread",
    action: thread.resolvedById === undefined ? "unresolved" : "resolved",
    repository,
    actor,
    payload: {
      thread: { node_id: thread.nodeId, comments },
      pull_request: pull ? renderPullOf(context, repository, pull) : null,
    },
  });
}

/** `resolveReviewThread` or `unresolveReviewThread`. @throws {GraphqlError} for a thread that is not seen, or may not be changed */
export function answerSettle(
  scope: QueryScope,
  mutation: "resolveReviewThread" | "unresolveReviewThread",
): JsonObject {
  const { context, actor, variables, query } = scope;
  const id = String(variables["threadId"]);
  const fail = (type: string, message: string): GraphqlError =>
    new GraphqlError([{ type, path: [mutation], locations: [locate(query, mutation)], message }], {
      [mutation]: null,
    });
  const thread = findReviewThread(context, id);
  const repository = context.repositoryById(thread?.repositoryId ?? -1);
  const isSeen = repository && (!repository.private || context.roleOf(actor.user, repository) !== "none");
  if (!thread || !repository || !(isSeen || actor.kind !== "user"))
    throw fail("NOT_FOUND", `Could not resolve to a node with the global id of '${id.slice(0, 200)}'`);
  if (!maySettle(scope, repository, thread.comments[0].pullNumber)) {
    const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
    throw fail(
      "FORBIDDEN",
      `${actor.user.login} does not have the correct permissions to execute \`${name}\``,
    );
  }
  const wanted = mutation === "resolveReviewThread" ? actor.user.id : undefined;
  const isChange = (thread.resolvedById === undefined) !== (wanted === undefined);
  const settled = isChange ? settleReviewThread(context, thread, wanted) : thread;
  if (isChange) tell(scope, repository, settled);
  return { [mutation]: { thread: renderThread(scope, settled) } };
}
