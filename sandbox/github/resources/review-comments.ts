import type { RouteModule, SandboxContext } from "../context.ts";
import { isTreePath } from "../git/ref-grammar.ts";
import { diffTrees } from "../git/diff.ts";
import { notFound, validationFailed } from "../http/api-error.ts";
import { choiceField, integerField, requiredText, textField } from "../http/fields.ts";
import type { ApiRequest, JsonObject } from "../http/messages.ts";
import { created, listed, noContent, numberParam, ok } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import { nodeId } from "../render/node-id.ts";
import { renderReactions } from "../render/reactions.ts";
import { repositoryPage, repositoryUrl } from "../render/repository.ts";
import { authorAssociation, renderUserById } from "./issue-render.ts";
import { renderPullOf } from "./pull-render.ts";
import { pullOf } from "./pulls.ts";
import type { ReviewCommentRecord } from "./review-records.ts";

/** A comment on a line or file. */
export function renderReviewComment(
  context: SandboxContext,
  repository: RepositoryRecord,
  comment: ReviewCommentRecord,
): JsonObject {
  const url = `${repositoryUrl(context, repository)}/pulls/comments/${comment.id}`;
  const pull = `${repositoryUrl(context, repository)}/pulls/${comment.pullNumber}`;
  const page = `${repositoryPage(context, repository)}/pull/${comment.pullNumber}#discussion_r${comment.id}`;
  return {
    url,
    pull_request_review_id: comment.reviewId,
    id: comment.id,
    node_id: nodeId("PRRC", comment.id),
    diff_hunk: comment.diffHunk,
    path: comment.path,
    commit_id: comment.commitId,
    original_commit_id: comment.commitId,
    user: renderUserById(context, comment.userId),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    html_url: page,
    pull_request_url: pull,
    author_association: authorAssociation(context, repository, comment.userId),
    _links: { self: { href: url }, html: { href: page }, pull_request: { href: pull } },
    start_line: comment.startLine,
    original_start_line: comment.startLine,
    start_side: comment.startLine === null ? null : comment.side,
    line: comment.line ?? 1,
    original_line: comment.line ?? 1,
    position: 1,
    original_position: 1,
    side: comment.side,
    subject_type: comment.subjectType,
    ...(comment.inReplyToId === null ? {} : { in_reply_to_id: comment.inReplyToId }),
    reactions: renderReactions(context, `review-comment ${comment.id}`, url),
  };
}

function collection(context: SandboxContext) {
  return context.store.collection<ReviewCommentRecord>("review-comments");
}

function emitComment(
  context: SandboxContext,
  request: ApiRequest,
  comment: ReviewCommentRecord,
  change: string | { readonly action: string; readonly changes: JsonObject },
): void {
  const { repository, actor } = request;
  const { action, ...extra } = typeof change === "string" ? { action: change } : change;
  const pull = context.store
    .collection<Parameters<typeof renderPullOf>[2]>("pulls")
    .get(repository.id, comment.pullNumber);
  const payload = {
    ...extra,
    comment: renderReviewComment(context, repository, comment),
    pull_request: pull ? renderPullOf(context, repository, pull) : null,
  };
  context.emit({ event: "pull_request_review_comment", action, repository, actor, payload });
}

/** Adds a comment to a line or a file of a pull request. @throws {ApiError} 422 for a path outside the difference */
export async function addReviewComment(
  context: SandboxContext,
  request: ApiRequest,
  body: JsonObject,
  reviewId: number | null,
): Promise<ReviewCommentRecord> {
  const { repository, actor } = request;
  const pull = pullOf(context, request);
  const resource = "PullRequestReviewComment";
  const reply = integerField(body, "in_reply_to", resource);
  const parent = reply === undefined ? undefined : collection(context).get(repository.id, reply);
  const path = parent?.path ?? requiredText(body, "path", resource);
  const isKnown = isTreePath(path);
  const base = await context.git(repository).try(["merge-base", pull.baseSha, pull.headSha]);
  const files = await diffTrees(
    context.git(repository),
    base.stdout.toString().trim() || pull.baseSha,
    pull.headSha,
  );
  const file = isKnown ? files.find((one) => one.path === path) : undefined;
  if (!file) throw validationFailed({ resource, field: "path", code: "invalid", value: path });
  const at = context.timestamp();
  const comment: ReviewCommentRecord = {
    id: context.store.nextId(),
    pullNumber: pull.number,
    reviewId,
    inReplyToId: reply ?? null,
    userId: actor.user.id,
    body: requiredText(body, "body", resource),
    path,
    line: parent?.line ?? integerField(body, "line", resource) ?? null,
    startLine: integerField(body, "start_line", resource) ?? null,
    side: choiceField(body, "side", ["LEFT", "RIGHT"], resource) ?? "RIGHT",
    subjectType: choiceField(body, "subject_type", ["line", "file"], resource) ?? "line",
    commitId: textField(body, "commit_id", resource) ?? pull.headSha,
    diffHunk: file.patch?.slice(0, 2000) ?? "",
    createdAt: at,
    updatedAt: at,
  };
  collection(context).put(repository.id, comment.id, comment);
  emitComment(context, request, comment, "created");
  return comment;
}

function commentOf(context: SandboxContext, request: ApiRequest): ReviewCommentRecord {
  const comment = collection(context).get(request.repository.id, numberParam(request, "comment_id"));
  if (!comment) throw notFound();
  return comment;
}

/** Comments on lines of pull requests. */
export const addReviewCommentRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/pulls";
  const read = { permission: "pull_requests:read" } as const;
  const write = { permission: "pull_requests:write" } as const;
  const render = (request: ApiRequest) => (comment: ReviewCommentRecord) =>
    renderReviewComment(context, request.repository, comment);
  app.route("GET", `${base}/comments`, read, (request) =>
    listed(request, collection(context).list(request.repository.id), render(request)),
  );
  app.route("GET", `${base}/comments/:comment_id`, read, (request) =>
    ok(render(request)(commentOf(context, request))),
  );
  app.route("PATCH", `${base}/comments/:comment_id`, write, async (request) => {
    const body = requiredText(await request.json(), "body", "PullRequestReviewComment");
    const old = commentOf(context, request);
    const changed = { ...old, body, updatedAt: context.timestamp() };
    collection(context).put(request.repository.id, changed.id, changed);
    emitComment(context, request, changed, { action: "edited", changes: { body: { from: old.body } } });
    return ok(render(request)(changed));
  });
  app.route("DELETE", `${base}/comments/:comment_id`, write, (request) => {
    const comment = commentOf(context, request);
    collection(context).remove(request.repository.id, comment.id);
    emitComment(context, request, comment, "deleted");
    return noContent();
  });
  app.route("GET", `${base}/:pull_number/comments`, read, (request) => {
    const { number } = pullOf(context, request);
    const comments = collection(context).list(request.repository.id);
    return listed(
      request,
      comments.filter((comment) => comment.pullNumber === number),
      render(request),
    );
  });
  app.route("GET", `${base}/:pull_number/reviews/:review_id/comments`, read, (request) => {
    const review = numberParam(request, "review_id");
    const comments = collection(context).list(request.repository.id);
    return listed(
      request,
      comments.filter((comment) => comment.reviewId === review),
      render(request),
    );
  });
  app.route("POST", `${base}/:pull_number/comments/:comment_id/replies`, write, async (request) => {
    const { id } = commentOf(context, request);
    const body = { ...(await request.json()), in_reply_to_id: id, in_reply_to: id };
    return created(render(request)(await addReviewComment(context, request, body, null)));
  });
  app.route("POST", `${base}/:pull_number/comments`, write, async (request) =>
    created(render(request)(await addReviewComment(context, request, await request.json(), null))),
  );
};
