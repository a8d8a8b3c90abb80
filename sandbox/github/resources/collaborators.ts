import { isAtLeast } from "../auth/rights.ts";
import type { CollaboratorRecord } from "../auth/roles.ts";
import type { RouteModule, SandboxContext } from "../context.ts";
import { notFound, validationFailed } from "../http/api-error.ts";
import { textField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { listed, noContent, ok } from "../http/reply.ts";
import type { RoleName, UserRecord } from "../records.ts";
import { renderUser } from "../render/user.ts";

const names: Readonly<Record<string, RoleName>> = {
  pull: "read",
  read: "read",
  triage: "triage",
  push: "write",
  write: "write",
  maintain: "maintain",
  admin: "admin",
};

function renderRights(role: RoleName): JsonObject {
  return {
    pull: isAtLeast(role, "read"),
    triage: isAtLeast(role, "triage"),
    push: isAtLeast(role, "write"),
    maintain: isAtLeast(role, "maintain"),
    admin: isAtLeast(role, "admin"),
  };
}

function userOf(context: SandboxContext, request: ApiRequest): UserRecord {
  const user = context.findUser(request.params["username"] ?? "");
  if (!user) throw notFound();
  return user;
}

function permissionOf(context: SandboxContext, request: ApiRequest): ApiResponse {
  const user = userOf(context, request);
  const role = context.roleOf(user, request.repository);
  // The old `permission` knows four words; `role_name` has them all.
  const legacy = role === "maintain" ? "write" : role === "triage" ? "read" : role;
  return ok({
    permission: legacy,
    user: { ...renderUser(context.url, user), permissions: renderRights(role), role_name: role },
    role_name: role,
  });
}

async function invite(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const user = userOf(context, request);
  const asked = textField(await request.json(), "permission", "Collaborator") ?? "push";
  const role = names[asked];
  if (!role)
    throw validationFailed({ resource: "Repository", field: "permission", code: "invalid", value: asked });
  const record = { userId: user.id, role };
  context.store.collection<CollaboratorRecord>("collaborators").put(request.repository.id, user.id, record);
  const { repository, actor } = request;
  const payload = { member: renderUser(context.url, user) };
  context.emit({ event: "member", action: "added", repository, actor, payload });
  return noContent();
}

function listAll(context: SandboxContext, request: ApiRequest): readonly UserRecord[] {
  const invited = context.store.collection<CollaboratorRecord>("collaborators").list(request.repository.id);
  const people = context.store
    .collection<UserRecord>("users")
    .list("")
    .filter((user) => user.type === "User");
  return people.filter(
    (user) =>
      invited.some((record) => record.userId === user.id) ||
      isAtLeast(context.roleOf(user, request.repository), "triage"),
  );
}

/** Collaborators and their roles; an invitation counts at once. */
export const addCollaboratorRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/collaborators";
  const one = `${base}/:username`;
  const write = { permission: "administration:write" } as const;
  app.route("GET", base, { role: "write" }, (request) =>
    listed(request, listAll(context, request), (user) => {
      const role = context.roleOf(user, request.repository);
      return { ...renderUser(context.url, user), permissions: renderRights(role), role_name: role };
    }),
  );
  app.route("GET", one, {}, (request) => {
    const user = userOf(context, request);
    if (!listAll(context, request).some((other) => other.id === user.id)) throw notFound();
    return noContent();
  });
  app.route("PUT", one, write, (request) => invite(context, request));
  app.route("DELETE", one, write, (request) => {
    context.store.collection("collaborators").remove(request.repository.id, userOf(context, request).id);
    return noContent();
  });
  app.route("GET", `${one}/permission`, {}, (request) => permissionOf(context, request));
  app.route(
    "GET",
    "/repos/:owner/:repo/assignees",
    { permission: "issues:read", orPullRequests: "always" },
    (request) => listed(request, listAll(context, request), (user) => renderUser(context.url, user)),
  );
};
