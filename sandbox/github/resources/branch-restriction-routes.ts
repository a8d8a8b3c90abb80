import type { RouteModule, SandboxContext } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiRequest, ApiResponse } from "../http/messages.ts";
import { noContent, ok } from "../http/reply.ts";
import { protectionOf } from "./branch-protection.ts";
import {
  pushers,
  readPushers,
  renderPushers,
  renderRestrictions,
  type Pusher,
} from "./branch-restrictions.ts";
import type { ProtectionRecord, PushRestrictions } from "./branch-rules.ts";

const base = "/repos/:owner/:repo/branches/*branch/protection/restrictions";
const read = { permission: "administration:read", role: "admin" } as const;
const write = { permission: "administration:write" } as const;

interface Found {
  readonly rule: ProtectionRecord;
  readonly restrictions: PushRestrictions;
}

async function restrictionsOf(context: SandboxContext, request: ApiRequest): Promise<Found> {
  const rule = await protectionOf(context, request);
  if (rule.restrictions === null) throw new ApiError(404, "Push restrictions not enabled");
  return { rule, restrictions: rule.restrictions };
}

/** Names come as `{ "users": […] }`; a bare list is taken by GitHub and not here. */
async function change(context: SandboxContext, request: ApiRequest, kind: Pusher): Promise<ApiResponse> {
  const { repository, method } = request;
  const { rule, restrictions } = await restrictionsOf(context, request);
  const given = readPushers(context, repository, await request.json(), kind);
  const old = restrictions[kind];
  const changes: Readonly<Record<string, readonly string[]>> = {
    POST: [...new Set([...old, ...given])],
    PUT: given,
    DELETE: old.filter((name) => !given.includes(name)),
  };
  const changed = { ...restrictions, [kind]: changes[method] ?? old };
  const protections = context.store.collection<ProtectionRecord>("protections");
  protections.put(repository.id, rule.branch, { ...rule, restrictions: changed });
  return ok(renderPushers(context, repository, changed, kind));
}

/** Who may push to a protected branch. */
export const addBranchRestrictionRoutes: RouteModule = (app, context) => {
  app.route("GET", base, read, async (request) => {
    const { rule, restrictions } = await restrictionsOf(context, request);
    return ok(renderRestrictions(context, request.repository, { branch: rule.branch, restrictions }));
  });
  app.route("DELETE", base, write, async (request) => {
    const { rule } = await restrictionsOf(context, request);
    const protections = context.store.collection<ProtectionRecord>("protections");
    protections.put(request.repository.id, rule.branch, { ...rule, restrictions: null });
    return noContent();
  });
  for (const kind of pushers) {
    app.route("GET", `${base}/${kind}`, read, async (request) => {
      const { restrictions } = await restrictionsOf(context, request);
      return ok(renderPushers(context, request.repository, restrictions, kind));
    });
    for (const method of ["POST", "PUT", "DELETE"]) {
      app.route(method, `${base}/${kind}`, write, (request) => change(context, request, kind));
    }
  }
};
