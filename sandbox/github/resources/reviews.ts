import type { RouteModule, SandboxContext } from "../context.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { choiceField, objectListField, requiredText, textField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { listed, numberParam, ok } from "../http/reply.ts";
import { renderPullOf } from "./pull-render.ts";
import { pullOf } from "./pulls.ts";
import { addReviewComment } from "./review-comments.ts";
import { listReviews, renderReview, type ReviewRecord } from "./review-records.ts";

const states = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;

function save(context: SandboxContext, request: ApiRequest, review: ReviewRecord): ReviewRecord {
  return context.store.collection<ReviewRecord>("reviews").put(request.repository.id, review.id, review);
}

function emitReview(
  context: SandboxContext,
  request: ApiRequest,
  review: ReviewRecord,
  action: string,
  extra: JsonObject = {},
): void {
  const { repository, actor } = request;
  const rendered = { ...renderReview(context, repository, review), state: review.state.toLowerCase() };
  const payload = {
    ...extra,
    review: rendered,
    pull_request: renderPullOf(context, repository, pullOf(context, request)),
  };
  context.emit({ event: "pull_request_review", action, repository, actor, payload });
}

async function createReview(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { actor } = request;
  const pull = pullOf(context, request);
  const body = await request.json();
  const event = choiceField(body, "event", ["APPROVE", "REQUEST_CHANGES", "COMMENT"], "PullRequestReview");
  const text = textField(body, "body", "PullRequestReview") ?? "";
  if (event === "REQUEST_CHANGES" && text === "") {
    throw validationFailed({ resource: "PullRequestReview", field: "body", code: "missing_field" });
  }
  const review = save(context, request, {
    id: context.store.nextId(),
    pullNumber: pull.number,
    userId: actor.user.id,
    body: text,
    state: event ? states[event] : "PENDING",
    commitId: textField(body, "commit_id", "PullRequestReview") ?? pull.headSha,
    submittedAt: event ? context.timestamp() : null,
  });
  for (const comment of objectListField(body, "comments", "PullRequestReview") ?? []) {
    await addReviewComment(context, request, { ...comment, commit_id: review.commitId }, review.id);
  }
  if (event) emitReview(context, request, review, "submitted");
  return ok(renderReview(context, request.repository, review));
}

function reviewOf(context: SandboxContext, request: ApiRequest): ReviewRecord {
  const id = numberParam(request, "review_id");
  const review = context.store.collection<ReviewRecord>("reviews").get(request.repository.id, id);
  if (!review) throw notFound();
  return review;
}

async function submit(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const review = reviewOf(context, request);
  const body = await request.json();
  const event = choiceField(body, "event", ["APPROVE", "REQUEST_CHANGES", "COMMENT"], "PullRequestReview");
  if (!event || review.state !== "PENDING") throw new ApiError(422, "Unprocessable Entity");
  const text = textField(body, "body", "PullRequestReview") ?? review.body;
  const saved = save(context, request, {
    ...review,
    body: text,
    state: states[event],
    submittedAt: context.timestamp(),
  });
  emitReview(context, request, saved, "submitted");
  return ok(renderReview(context, request.repository, saved));
}

/** Reviews of pull requests. */
export const addReviewRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/pulls/:pull_number/reviews";
  const read = { permission: "pull_requests:read" } as const;
  const write = { permission: "pull_requests:write" } as const;
  app.route("GET", base, read, (request) =>
    listed(request, listReviews(context, request.repository, pullOf(context, request).number), (review) =>
      renderReview(context, request.repository, review),
    ),
  );
  app.route("POST", base, write, (request) => createReview(context, request));
  app.route("GET", `${base}/:review_id`, read, (request) =>
    ok(renderReview(context, request.repository, reviewOf(context, request))),
  );
  app.route("PUT", `${base}/:review_id`, write, async (request) => {
    const text = requiredText(await request.json(), "body", "PullRequestReview");
    const old = reviewOf(context, request);
    const saved = save(context, request, { ...old, body: text });
    emitReview(context, request, saved, "edited", { changes: { body: { from: old.body } } });
    return ok(renderReview(context, request.repository, saved));
  });
  app.route("DELETE", `${base}/:review_id`, write, (request) => {
    const review = reviewOf(context, request);
    if (review.state !== "PENDING")
      throw new ApiError(422, "Can not delete a non-pending pull request review");
    context.store.collection("reviews").remove(request.repository.id, review.id);
    return ok(renderReview(context, request.repository, review));
  });
  app.route("POST", `${base}/:review_id/events`, write, (request) => submit(context, request));
  app.route("PUT", `${base}/:review_id/dismissals`, { ...write, role: "write" }, async (request) => {
    requiredText(await request.json(), "message", "PullRequestReview");
    const saved = save(context, request, { ...reviewOf(context, request), state: "DISMISSED" });
    emitReview(context, request, saved, "dismissed");
    return ok(renderReview(context, request.repository, saved));
  });
};
