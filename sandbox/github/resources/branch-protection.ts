import type { RouteModule, SandboxContext } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import { booleanField, integerField, objectField, objectListField, textListField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { noContent, ok } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import { repositoryUrl } from "../render/repository.ts";
import { readRestrictions, renderRestrictions } from "./branch-restrictions.ts";
import { findProtection, type ProtectionRecord } from "./branch-rules.ts";

function renderChecks(url: string, checks: NonNullable<ProtectionRecord["statusChecks"]>): JsonObject {
  return {
    url: `${url}/required_status_checks`,
    strict: checks.strict,
    contexts: checks.contexts,
    contexts_url: `${url}/required_status_checks/contexts`,
    checks: checks.contexts.map((context) => ({ context, app_id: null })),
  };
}

/** Protection of a branch. */
export function renderProtection(
  context: SandboxContext,
  repository: RepositoryRecord,
  rule: ProtectionRecord,
): JsonObject {
  const url = `${repositoryUrl(context, repository)}/branches/${encodeURIComponent(rule.branch)}/protection`;
  const reviews = {
    url: `${url}/required_pull_request_reviews`,
    dismiss_stale_reviews: rule.reviews?.["dismiss_stale_reviews"] === true,
    require_code_owner_reviews: rule.reviews?.["require_code_owner_reviews"] === true,
    require_last_push_approval: rule.reviews?.["require_last_push_approval"] === true,
    required_approving_review_count: rule.requiredApprovals,
  };
  return {
    url,
    ...(rule.statusChecks ? { required_status_checks: renderChecks(url, rule.statusChecks) } : {}),
    ...(rule.reviews ? { required_pull_request_reviews: reviews } : {}),
    ...(rule.restrictions
      ? {
          restrictions: renderRestrictions(context, repository, { ...rule, restrictions: rule.restrictions }),
        }
      : {}),
    required_signatures: { url: `${url}/required_signatures`, enabled: rule.signatures === true },
    enforce_admins: { url: `${url}/enforce_admins`, enabled: rule.enforceAdmins },
    required_linear_history: { enabled: rule.linearHistory },
    allow_force_pushes: { enabled: rule.allowForcePushes },
    allow_deletions: { enabled: rule.allowDeletions },
    block_creations: { enabled: false },
    required_conversation_resolution: { enabled: rule.conversationResolution },
    lock_branch: { enabled: false },
    allow_fork_syncing: { enabled: false },
  };
}

/** Required checks of a request, by `contexts` and `checks`; `null` for none. @throws {ApiError} 422 */
export function readChecks(body: JsonObject): ProtectionRecord["statusChecks"] {
  const given = objectField(body, "required_status_checks", "Protection");
  if (!given) return null;
  const named = textListField(given, "contexts", "Protection") ?? [];
  const checks = objectListField(given, "checks", "Protection") ?? [];
  const contexts = [...named, ...checks.map((check) => String(check["context"]))];
  return { strict: booleanField(given, "strict", "Protection") ?? false, contexts: [...new Set(contexts)] };
}

async function branchOf(context: SandboxContext, request: ApiRequest): Promise<string> {
  const branch = request.params["branch"] ?? "";
  const found = await context.git(request.repository).readRef(`refs/heads/${branch}`);
  if (!found) throw new ApiError(404, "Branch not found");
  return branch;
}

async function put(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository } = request;
  const branch = await branchOf(context, request);
  const body = await request.json();
  const required = [
    "required_status_checks",
    "enforce_admins",
    "required_pull_request_reviews",
    "restrictions",
  ];
  const missing = required.filter((name) => body[name] === undefined);
  if (missing.length > 0) {
    throw new ApiError(
      422,
      `Invalid request.\n\n${missing.map((name) => `"${name}"`).join(", ")} weren't supplied.`,
    );
  }
  const reviews = objectField(body, "required_pull_request_reviews", "Protection") ?? null;
  const flag = (name: string): boolean => booleanField(body, name, "Protection") ?? false;
  const rule: ProtectionRecord = {
    branch,
    statusChecks: readChecks(body),
    reviews,
    requiredApprovals: reviews
      ? (integerField(reviews, "required_approving_review_count", "Protection") ?? 1)
      : 0,
    enforceAdmins: flag("enforce_admins"),
    restrictions: readRestrictions(context, repository, body),
    signatures: findProtection(context, repository, branch)?.signatures === true,
    allowForcePushes: flag("allow_force_pushes"),
    allowDeletions: flag("allow_deletions"),
    linearHistory: flag("required_linear_history"),
    conversationResolution: flag("required_conversation_resolution"),
  };
  context.store.collection<ProtectionRecord>("protections").put(repository.id, branch, rule);
  return ok(renderProtection(context, repository, rule));
}

/** The protection of `:branch`. @throws {ApiError} 404 */
export async function protectionOf(context: SandboxContext, request: ApiRequest): Promise<ProtectionRecord> {
  const rule = findProtection(context, request.repository, await branchOf(context, request));
  if (!rule) throw new ApiError(404, "Branch not protected");
  return rule;
}

/** Branch protection; required checks and reviews hold back merges. */
export const addBranchProtectionRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/branches/*branch/protection";
  const read = { permission: "administration:read", role: "admin" } as const;
  const write = { permission: "administration:write" } as const;
  const ruleOf = (request: ApiRequest): Promise<ProtectionRecord> => protectionOf(context, request);
  app.route("GET", base, read, async (request) =>
    ok(renderProtection(context, request.repository, await ruleOf(request))),
  );
  app.route("PUT", base, write, (request) => put(context, request));
  app.route("DELETE", base, write, async (request) => {
    context.store.collection("protections").remove(request.repository.id, (await ruleOf(request)).branch);
    return noContent();
  });
  const enforcement = (request: ApiRequest, rule: ProtectionRecord): ApiResponse =>
    ok(renderProtection(context, request.repository, rule)["enforce_admins"]);
  app.route("GET", `${base}/enforce_admins`, read, async (request) =>
    enforcement(request, await ruleOf(request)),
  );
  for (const [method, enforceAdmins] of [
    ["POST", true],
    ["DELETE", false],
  ] as const) {
    app.route(method, `${base}/enforce_admins`, write, async (request) => {
      const rule = { ...(await ruleOf(request)), enforceAdmins };
      context.store.collection<ProtectionRecord>("protections").put(request.repository.id, rule.branch, rule);
      return enforceAdmins ? enforcement(request, rule) : noContent();
    });
  }
  app.route("GET", `${base}/required_status_checks`, read, async (request) => {
    const rule = await ruleOf(request);
    const body = renderProtection(context, request.repository, rule)["required_status_checks"];
    if (!body) throw new ApiError(404, "Required status checks not enabled");
    return ok(body);
  });
};
