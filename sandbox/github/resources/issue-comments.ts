import { isAtLeast } from "../auth/rights.ts";
import type { RouteModule, SandboxContext } from "../context.ts";
import { ApiError, notFound } from "../http/api-error.ts";
import { requiredText } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { created, listed, noContent, numberParam, ok } from "../http/reply.ts";
import { findIssue, listComments, saveIssue, type CommentRecord } from "./issue-records.ts";
import { renderComment, renderIssue } from "./issue-render.ts";
import { issueOf } from "./issues.ts";

const maxBody = 65_536;

function bodyText(body: JsonObject): string {
  const text = requiredText(body, "body", "IssueComment");
  if (text.length <= maxBody) return text;
  const message = `Body is too long (maximum is ${maxBody} characters)`;
  throw new ApiError(422, "Validation Failed", {
    errors: [{ resource: "IssueComment", code: "unprocessable", field: "data", message }],
  });
}

interface Told {
  readonly action: "created" | "edited" | "deleted";
  readonly extra?: JsonObject;
}

function emitComment(context: SandboxContext, request: ApiRequest, comment: CommentRecord, told: Told): void {
  const { repository, actor } = request;
  const issue = findIssue(context, repository, comment.issueNumber);
  const payload = {
    ...told.extra,
    issue: issue ? renderIssue(context, repository, issue) : null,
    comment: renderComment(context, repository, comment),
  };
  context.emit({ event: "issue_comment", action: told.action, repository, actor, payload });
}

async function createComment(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository, actor } = request;
  const issue = issueOf(context, request);
  const body = bodyText(await request.json());
  const mayComment = actor.kind === "user" && isAtLeast(context.roleOf(actor.user, repository), "triage");
  // Apps and the token of a workflow are no collaborators.
  if (issue.locked && !mayComment) {
    throw new ApiError(403, "Unable to create comment because issue is locked.");
  }
  const id = context.store.nextId();
  const at = context.timestamp();
  const comment = context.store.collection<CommentRecord>("comments").put(repository.id, id, {
    id,
    issueNumber: issue.number,
    body,
    userId: actor.user.id,
    appId: actor.appId,
    createdAt: at,
    updatedAt: at,
  });
  saveIssue(context, repository, issue);
  emitComment(context, request, comment, { action: "created" });
  return created(renderComment(context, repository, comment));
}

function commentOf(context: SandboxContext, request: ApiRequest): CommentRecord {
  const id = numberParam(request, "comment_id");
  const comment = context.store.collection<CommentRecord>("comments").get(request.repository.id, id);
  if (!comment) throw notFound();
  return comment;
}

function mustOwn(context: SandboxContext, request: ApiRequest, comment: CommentRecord): void {
  const { actor, repository } = request;
  const isOwn = comment.userId === actor.user.id;
  const isWriter = actor.kind !== "user" || isAtLeast(context.roleOf(actor.user, repository), "write");
  if (!isOwn && !isWriter) throw new ApiError(403, "Must have admin rights to Repository.");
}

async function updateComment(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository } = request;
  const comment = commentOf(context, request);
  mustOwn(context, request, comment);
  const body = bodyText(await request.json());
  const saved = context.store
    .collection<CommentRecord>("comments")
    .put(repository.id, comment.id, { ...comment, body, updatedAt: context.timestamp() });
  const extra = { changes: { body: { from: comment.body } } };
  emitComment(context, request, saved, { action: "edited", extra });
  return ok(renderComment(context, repository, saved));
}

function removeComment(context: SandboxContext, request: ApiRequest): ApiResponse {
  const comment = commentOf(context, request);
  mustOwn(context, request, comment);
  context.store.collection<CommentRecord>("comments").remove(request.repository.id, comment.id);
  emitComment(context, request, comment, { action: "deleted" });
  return noContent();
}

function sinceFilter(request: ApiRequest): (comment: CommentRecord) => boolean {
  const since = Date.parse(request.query.get("since") ?? "");
  return (comment) => Number.isNaN(since) || Date.parse(comment.updatedAt) >= since;
}

/** Comments on issues and pull requests. */
export const addIssueCommentRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/issues";
  const read = { permission: "issues:read", orPullRequests: "on-pull-request" } as const;
  const write = { permission: "issues:write", orPullRequests: "on-pull-request" } as const;
  app.route("GET", `${base}/comments`, { ...read, orPullRequests: "always" }, (request) => {
    const comments = listComments(context, request.repository).filter(sinceFilter(request));
    const sorted = request.query.get("direction") === "desc" ? comments.toReversed() : comments;
    return listed(request, sorted, (comment) => renderComment(context, request.repository, comment));
  });
  app.route("GET", `${base}/comments/:comment_id`, read, (request) =>
    ok(renderComment(context, request.repository, commentOf(context, request))),
  );
  app.route("PATCH", `${base}/comments/:comment_id`, write, (request) => updateComment(context, request));
  app.route("DELETE", `${base}/comments/:comment_id`, write, (request) => removeComment(context, request));
  app.route("GET", `${base}/:issue_number/comments`, read, (request) => {
    const { number } = issueOf(context, request);
    const comments = listComments(context, request.repository, number).filter(sinceFilter(request));
    return listed(request, comments, (comment) => renderComment(context, request.repository, comment));
  });
  app.route("POST", `${base}/:issue_number/comments`, write, (request) => createComment(context, request));
};
