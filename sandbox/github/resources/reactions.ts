import type { RouteModule, SandboxContext } from "../context.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { choiceField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { created, listed, noContent, numberParam, ok } from "../http/reply.ts";
import { nodeId } from "../render/node-id.ts";
import { reactionContents, type ReactionRecord } from "../render/reactions.ts";
import { renderUserById } from "./issue-render.ts";
import { issueOf } from "./issues.ts";

function renderReaction(context: SandboxContext, reaction: ReactionRecord): JsonObject {
  return {
    id: reaction.id,
    node_id: nodeId("REA", reaction.id),
    user: renderUserById(context, reaction.userId),
    content: reaction.content,
    created_at: reaction.createdAt,
  };
}

async function react(context: SandboxContext, request: ApiRequest, subject: string): Promise<ApiResponse> {
  const reactions = context.store.collection<ReactionRecord>("reactions");
  const content = choiceField(await request.json(), "content", reactionContents, "Reaction");
  if (!content) throw validationFailed({ resource: "Reaction", field: "content", code: "missing_field" });
  const userId = request.actor.user.id;
  const found = reactions.list(subject).find((entry) => entry.userId === userId && entry.content === content);
  if (found) return ok(renderReaction(context, found));
  const id = context.store.nextId();
  const reaction = { id, content, userId, createdAt: context.timestamp() };
  return created(renderReaction(context, reactions.put(subject, id, reaction)));
}

function remove(context: SandboxContext, request: ApiRequest, subject: string): ApiResponse {
  const reactions = context.store.collection<ReactionRecord>("reactions");
  const reaction = reactions.get(subject, numberParam(request, "reaction_id"));
  if (!reaction) throw notFound();
  if (reaction.userId !== request.actor.user.id) throw new ApiError(403, "Forbidden");
  reactions.remove(subject, reaction.id);
  return noContent();
}

/** Reactions on issues, comments and review comments. */
export const addReactionRoutes: RouteModule = (app, context) => {
  const repo = "/repos/:owner/:repo";
  const comment = (collection: string, prefix: string) => (request: ApiRequest) => {
    const id = numberParam(request, "comment_id");
    if (!context.store.collection(collection).get(request.repository.id, id)) throw notFound();
    return `${prefix} ${id}`;
  };
  const subjects: readonly [string, (request: ApiRequest) => string][] = [
    [`${repo}/issues/comments/:comment_id/reactions`, comment("comments", "comment")],
    [`${repo}/pulls/comments/:comment_id/reactions`, comment("review-comments", "review-comment")],
    [`${repo}/issues/:issue_number/reactions`, (request) => `issue ${issueOf(context, request).id}`],
  ];
  for (const [pattern, subjectOf] of subjects) {
    // GitHub's table has these of issues under `issues` only, on pull requests too.
    const name = pattern.includes("/pulls/") ? "pull_requests" : "issues";
    const write = { permission: `${name}:write` } as const;
    app.route("GET", pattern, { permission: `${name}:read` }, (request) => {
      const content = request.query.get("content");
      const all = context.store.collection<ReactionRecord>("reactions").list(subjectOf(request));
      const kept = all.filter((reaction) => content === null || reaction.content === content);
      return listed(request, kept, (reaction) => renderReaction(context, reaction));
    });
    app.route("POST", pattern, write, (request) => react(context, request, subjectOf(request)));
    app.route("DELETE", `${pattern}/:reaction_id`, write, (request) =>
      remove(context, request, subjectOf(request)),
    );
  }
};
