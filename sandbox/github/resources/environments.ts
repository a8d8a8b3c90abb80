import type { RouteModule, SandboxContext } from "../context.ts";
import { notFound } from "../http/api-error.ts";
import { booleanField, integerField, objectField, objectListField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { noContent, ok, pageOf } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import { nodeId } from "../render/node-id.ts";
import { ensureEnvironment, type EnvironmentRecord, renderEnvironmentName } from "./deployment-records.ts";
import { renderUserById } from "./issue-render.ts";

function renderRules(context: SandboxContext, environment: EnvironmentRecord): readonly JsonObject[] {
  const rule = (kind: string): JsonObject => {
    const id = `${environment.id}${kind.length}`;
    return { id: Number(id), node_id: nodeId("GA", id), type: kind };
  };
  const reviewers = environment.reviewerIds.map((id) => ({
    type: "User",
    reviewer: renderUserById(context, id),
  }));
  return [
    ...(environment.waitMinutes > 0 ? [{ ...rule("wait_timer"), wait_timer: environment.waitMinutes }] : []),
    ...(reviewers.length > 0
      ? [{ ...rule("required_reviewers"), prevent_self_review: environment.preventSelfReview, reviewers }]
      : []),
    ...(environment.branchPolicy ? [rule("branch_policy")] : []),
  ];
}

function renderEnvironment(
  context: SandboxContext,
  repository: RepositoryRecord,
  environment: EnvironmentRecord,
): JsonObject {
  return {
    ...renderEnvironmentName(context, repository, environment),
    created_at: environment.createdAt,
    updated_at: environment.updatedAt,
    protection_rules: renderRules(context, environment),
    deployment_branch_policy: environment.branchPolicy,
  };
}

async function put(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository } = request;
  const body = await request.json();
  const old = ensureEnvironment(context, repository, request.params["environment_name"] ?? "");
  const reviewers = objectListField(body, "reviewers", "Environment") ?? [];
  const saved = context.store.collection<EnvironmentRecord>("environments").put(repository.id, old.name, {
    ...old,
    waitMinutes: integerField(body, "wait_timer", "Environment") ?? 0,
    preventSelfReview: booleanField(body, "prevent_self_review", "Environment") ?? false,
    reviewerIds: reviewers.filter((one) => one["type"] === "User").map((one) => Number(one["id"])),
    branchPolicy: objectField(body, "deployment_branch_policy", "Environment") ?? null,
    updatedAt: context.timestamp(),
  });
  return ok(renderEnvironment(context, repository, saved));
}

/** Environments with their protection rules. */
export const addEnvironmentRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/environments";
  const one = `${base}/:environment_name`;
  const environmentOf = (request: ApiRequest): EnvironmentRecord => {
    const environments = context.store.collection<EnvironmentRecord>("environments");
    const found = environments.get(request.repository.id, request.params["environment_name"] ?? "");
    if (!found) throw notFound();
    return found;
  };
  app.route("GET", base, { permission: "actions:read" }, (request) => {
    const all = context.store.collection<EnvironmentRecord>("environments").list(request.repository.id);
    const page = pageOf(request, all);
    const environments = page.items.map((environment) =>
      renderEnvironment(context, request.repository, environment),
    );
    return { status: 200, body: { total_count: all.length, environments }, headers: page.headers };
  });
  app.route("GET", one, { permission: "actions:read" }, (request) =>
    ok(renderEnvironment(context, request.repository, environmentOf(request))),
  );
  app.route("PUT", one, { permission: "administration:write" }, (request) => put(context, request));
  app.route("DELETE", one, { permission: "administration:write" }, (request) => {
    context.store.collection("environments").remove(request.repository.id, environmentOf(request).name);
    return noContent();
  });
};
