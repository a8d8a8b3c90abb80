import type { RouteModule, SandboxContext } from "../context.ts";
import { isSha } from "../git/ref-grammar.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { choiceField, textField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { created, listed, pageOf } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import { renderCommit } from "../render/commit.ts";
import { nodeId } from "../render/node-id.ts";
import { renderRepository, repositoryUrl } from "../render/repository.ts";
import { latestStatuses, type StatusRecord } from "./check-records.ts";
import { renderUserById } from "./issue-render.ts";

interface Place {
  readonly context: SandboxContext;
  readonly repository: RepositoryRecord;
  readonly sha: string;
}

function renderStatus({ context, repository, sha }: Place, status: StatusRecord): JsonObject {
  const creator = renderUserById(context, status.creatorId);
  return {
    url: `${repositoryUrl(context, repository)}/statuses/${sha}`,
    avatar_url: creator?.["avatar_url"] ?? null,
    id: status.id,
    node_id: nodeId("SC", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    required: null,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator,
  };
}

async function createStatus(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository, actor } = request;
  const sha = request.params["sha"] ?? "";
  const commit = isSha(sha) ? await context.git(repository).readCommit(sha) : undefined;
  if (!commit) throw new ApiError(422, `No commit found for SHA: ${sha}`);
  const body = await request.json();
  const state = choiceField(body, "state", ["error", "failure", "pending", "success"], "Status");
  if (!state) throw validationFailed({ resource: "Status", field: "state", code: "missing_field" });
  const id = context.store.nextId();
  const status = context.store.collection<StatusRecord>("statuses").put(`${repository.id} ${sha}`, id, {
    id,
    state,
    context: textField(body, "context", "Status") ?? "default",
    description: textField(body, "description", "Status") ?? null,
    targetUrl: textField(body, "target_url", "Status") ?? null,
    creatorId: actor.user.id,
    createdAt: context.timestamp(),
  });
  context.emit({
    event: "status",
    repository,
    actor,
    payload: {
      id,
      sha,
      name: repository.fullName,
      target_url: status.targetUrl,
      avatar_url: null,
      context: status.context,
      description: status.description,
      state,
      commit: renderCommit(context, repository, commit),
      branches: [],
      created_at: status.createdAt,
      updated_at: status.createdAt,
    },
  });
  return created(renderStatus({ context, repository, sha }, status));
}

async function placeOf(context: SandboxContext, request: ApiRequest): Promise<Place> {
  const { repository } = request;
  const sha = await context.git(repository).resolveCommit(request.params["ref"] ?? "");
  if (sha === undefined) throw notFound();
  return { context, repository, sha };
}

function combinedState(statuses: readonly StatusRecord[]): string {
  if (statuses.some((status) => status.state === "failure" || status.state === "error")) return "failure";
  return statuses.length > 0 && statuses.every((status) => status.state === "success")
    ? "success"
    : "pending";
}

async function combined(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const place = await placeOf(context, request);
  const { repository, sha } = place;
  const statuses = latestStatuses(context, repository, sha);
  const page = pageOf(request, statuses);
  const api = repositoryUrl(context, repository);
  const body = {
    state: combinedState(statuses),
    statuses: page.items.map((status) => renderStatus(place, status)),
    sha,
    total_count: statuses.length,
    repository: renderRepository(context, repository),
    commit_url: `${api}/commits/${sha}`,
    url: `${api}/commits/${sha}/status`,
  };
  return { status: 200, body, headers: page.headers };
}

/** Commit statuses. */
export const addStatusRoutes: RouteModule = (app, context) => {
  const repo = "/repos/:owner/:repo";
  const read = { permission: "statuses:read" } as const;
  app.route("POST", `${repo}/statuses/:sha`, { permission: "statuses:write" }, (request) =>
    createStatus(context, request),
  );
  app.route("GET", `${repo}/commits/*ref/status`, read, (request) => combined(context, request));
  app.route("GET", `${repo}/commits/*ref/statuses`, read, async (request) => {
    const place = await placeOf(context, request);
    const scope = `${place.repository.id} ${place.sha}`;
    const statuses = context.store.collection<StatusRecord>("statuses").list(scope).toReversed();
    return listed(request, statuses, (status) => renderStatus(place, status));
  });
};
