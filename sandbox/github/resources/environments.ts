import type { TeamRecord } from "../auth/roles.ts";
import type { RouteModule, SandboxContext } from "../context.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { booleanField, integerField, objectField, objectListField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { noContent, ok, pageOf } from "../http/reply.ts";
import type { RepositoryRecord, UserRecord } from "../records.ts";
import { nodeId } from "../render/node-id.ts";
import { ensureEnvironment, type EnvironmentRecord, renderEnvironmentName } from "./deployment-records.ts";
import { renderUserById } from "./issue-render.ts";
import { renderTeam } from "./team-records.ts";

/** Users and teams that may review what goes to an environment. */
export function renderReviewers(
  context: SandboxContext,
  { reviewerIds, reviewerTeamIds = [] }: EnvironmentRecord,
): readonly JsonObject[] {
  const teams = context.store.collection<TeamRecord>("teams");
  const organizations = context.store.collection<UserRecord>("users").list("");
  const places = organizations.flatMap((organization) =>
    teams.list(organization.id).map((team) => ({ organization, team })),
  );
  return [
    ...reviewerIds.map((id) => ({ type: "User", reviewer: renderUserById(context, id) })),
    ...places
      .filter(({ team }) => reviewerTeamIds.includes(team.id))
      .map((place) => ({ type: "Team", reviewer: renderTeam(context, place) })),
  ];
}

function renderRules(context: SandboxContext, environment: EnvironmentRecord): readonly JsonObject[] {
  const rule = (kind: string): JsonObject => {
    const id = `${environment.id}${kind.length}`;
    return { id: Number(id), node_id: nodeId("GA", id), type: kind };
  };
  const reviewers = renderReviewers(context, environment);
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

interface Reviewers {
  readonly reviewerIds: readonly number[];
  readonly reviewerTeamIds: readonly number[];
}

const maxReviewers = 6;
const maxWaitMinutes = 43_200;

/** @throws {ApiError} 422 for more than six reviewers, or one that cannot read the repository */
function readReviewers(context: SandboxContext, repository: RepositoryRecord, body: JsonObject): Reviewers {
  const given = objectListField(body, "reviewers", "Environment") ?? [];
  if (given.length > maxReviewers) {
    throw new ApiError(422, `An environment has at most ${maxReviewers} reviewers.`);
  }
  const ids = (type: "User" | "Team"): number[] =>
    given.filter((one) => one["type"] === type).map((one) => Number(one["id"]));
  const canRead = (id: number): boolean => {
    const user = context.userById(id);
    return user !== undefined && context.roleOf(user, repository) !== "none";
  };
  const known = context.store.collection<TeamRecord>("teams").list(repository.ownerId);
  const [users, teams] = [ids("User"), ids("Team")];
  const areGood = users.every(canRead) && teams.every((id) => known.some((team) => team.id === id));
  if (!areGood || users.length + teams.length < given.length) {
    throw validationFailed({ resource: "Environment", field: "reviewers", code: "invalid" });
  }
  return { reviewerIds: users, reviewerTeamIds: teams };
}

/** @throws {ApiError} 422 when both kinds of rule are asked for, or neither */
function readBranchPolicy(body: JsonObject): JsonObject | null {
  const policy = objectField(body, "deployment_branch_policy", "Environment") ?? null;
  if (policy && policy["protected_branches"] === policy["custom_branch_policies"]) {
    throw new ApiError(422, "protected_branches and custom_branch_policies cannot have the same value");
  }
  return policy;
}

/** Minutes. @throws {ApiError} 422 for less than none, or more than 30 days */
function readWaitTimer(body: JsonObject): number {
  const minutes = integerField(body, "wait_timer", "Environment") ?? 0;
  if (minutes >= 0 && minutes <= maxWaitMinutes) return minutes;
  throw validationFailed({ resource: "Environment", field: "wait_timer", code: "invalid" });
}

async function put(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository } = request;
  const body = await request.json();
  const rules = { ...readReviewers(context, repository, body), branchPolicy: readBranchPolicy(body) };
  const waitMinutes = readWaitTimer(body);
  const old = ensureEnvironment(context, repository, request.params["environment_name"] ?? "");
  const saved = context.store.collection<EnvironmentRecord>("environments").put(repository.id, old.name, {
    ...old,
    waitMinutes,
    preventSelfReview: booleanField(body, "prevent_self_review", "Environment") ?? false,
    ...rules,
    updatedAt: context.timestamp(),
  });
  return ok(renderEnvironment(context, repository, saved));
}

/** The environment of `:environment_name`. @throws {ApiError} 404 */
export function environmentOf(context: SandboxContext, request: ApiRequest): EnvironmentRecord {
  const environments = context.store.collection<EnvironmentRecord>("environments");
  const found = environments.get(request.repository.id, request.params["environment_name"] ?? "");
  if (!found) throw notFound();
  return found;
}

/** Environments with their protection rules. */
export const addEnvironmentRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/environments";
  const one = `${base}/:environment_name`;
  app.route("GET", base, { permission: "actions:read" }, (request) => {
    const all = context.store.collection<EnvironmentRecord>("environments").list(request.repository.id);
    const page = pageOf(request, all);
    const environments = page.items.map((environment) =>
      renderEnvironment(context, request.repository, environment),
    );
    return { status: 200, body: { total_count: all.length, environments }, headers: page.headers };
  });
  app.route("GET", one, { permission: "actions:read" }, (request) =>
    ok(renderEnvironment(context, request.repository, environmentOf(context, request))),
  );
  app.route("PUT", one, { permission: "administration:write" }, (request) => put(context, request));
  app.route("DELETE", one, { permission: "administration:write" }, (request) => {
    context.store
      .collection("environments")
      .remove(request.repository.id, environmentOf(context, request).name);
    return noContent();
  });
};
