import { activeMembership, type MembershipRecord, type TeamRecord } from "../auth/roles.ts";
import type { RouteModule, SandboxContext } from "../context.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { choiceField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { listed, noContent, ok, redirect } from "../http/reply.ts";
import type { UserRecord } from "../records.ts";
import { renderOrganization, renderUser } from "../render/user.ts";
import { administeredOf, maySeeMembers, organizationOf } from "./team-records.ts";

function memberships(context: SandboxContext) {
  return context.store.collection<MembershipRecord>("memberships");
}

/** The user of `:username`. @throws {ApiError} 404 */
export function memberOf(context: SandboxContext, request: ApiRequest): UserRecord {
  const user = context.findUser(request.params["username"] ?? "");
  if (!user) throw notFound();
  return user;
}

/** Makes somebody who is no member yet a pending one; members and pending ones stay what they are. */
export function invite(context: SandboxContext, organization: UserRecord, user: UserRecord): void {
  if (user.type !== "User") {
    throw validationFailed({ resource: "TeamMember", field: "user", code: "unprocessable" });
  }
  if (memberships(context).get(organization.id, user.id)) return;
  memberships(context).put(organization.id, user.id, { userId: user.id, role: "member", state: "pending" });
}

function renderMembership(
  context: SandboxContext,
  organization: UserRecord,
  { userId, role, state }: MembershipRecord,
): JsonObject {
  const url = `${context.url}/orgs/${organization.login}`;
  const user = context.userById(userId);
  return {
    url: `${url}/memberships/${user?.login ?? ""}`,
    state: state ?? "active",
    role,
    organization_url: url,
    organization: renderOrganization(context.url, organization),
    user: user ? renderUser(context.url, user) : null,
  };
}

function isLastAdmin(context: SandboxContext, organization: UserRecord, userId: number): boolean {
  const admins = memberships(context)
    .list(organization.id)
    .filter(({ role, state }) => role === "admin" && state !== "pending");
  return admins.length === 1 && admins[0]?.userId === userId;
}

async function putMembership(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const organization = administeredOf(context, request);
  const user = memberOf(context, request);
  const role = choiceField(await request.json(), "role", ["admin", "member"], "Membership") ?? "member";
  invite(context, organization, user);
  if (role !== "admin" && isLastAdmin(context, organization, user.id)) {
    throw new ApiError(403, "You can't demote the last admin of the organization");
  }
  const found = memberships(context).get(organization.id, user.id);
  const saved = { userId: user.id, ...(found?.state === "pending" ? { state: found.state } : {}), role };
  return ok(
    renderMembership(context, organization, memberships(context).put(organization.id, user.id, saved)),
  );
}

/** Out of the organisation, and with it out of its teams. */
function remove(context: SandboxContext, request: ApiRequest): ApiResponse {
  const organization = administeredOf(context, request);
  const user = memberOf(context, request);
  if (isLastAdmin(context, organization, user.id)) {
    throw new ApiError(403, "Cannot remove the last owner of the organization");
  }
  if (!memberships(context).remove(organization.id, user.id)) throw notFound();
  const teams = context.store.collection<TeamRecord>("teams");
  for (const team of teams.list(organization.id)) {
    const members = team.members.filter((member) => member.userId !== user.id);
    if (members.length < team.members.length) teams.put(organization.id, team.slug, { ...team, members });
  }
  return noContent();
}

function find(context: SandboxContext, organization: UserRecord, user: UserRecord): MembershipRecord {
  const found = memberships(context).get(organization.id, user.id);
  if (!found) throw notFound();
  return found;
}

async function accept(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const organization = organizationOf(context, request);
  const { user } = request.actor;
  const found = find(context, organization, user);
  if ((await request.json())["state"] !== "active") {
    throw validationFailed({ resource: "Membership", field: "state", code: "invalid" });
  }
  const { userId, role } = found;
  const saved = memberships(context).put(organization.id, userId, { userId, role });
  return ok(renderMembership(context, organization, saved));
}

function listMembers(context: SandboxContext, request: ApiRequest): ApiResponse {
  const organization = organizationOf(context, request);
  const role = request.query.get("role") ?? "all";
  const users = memberships(context)
    .list(organization.id)
    .filter((one) => one.state !== "pending" && (role === "all" || one.role === role))
    .flatMap(({ userId }) => context.userById(userId) ?? []);
  // Members are private unless they say otherwise, so that others see none.
  const shown = maySeeMembers(context, request, organization) ? users : [];
  return listed(request, shown, (user) => renderUser(context.url, user));
}

function isMember(context: SandboxContext, request: ApiRequest): ApiResponse {
  const organization = organizationOf(context, request);
  const { username = "" } = request.params;
  if (!maySeeMembers(context, request, organization)) {
    return redirect(
      `${context.url}/orgs/${organization.login}/public_members/${encodeURIComponent(username)}`,
    );
  }
  if (!activeMembership(context.store, organization.id, memberOf(context, request).id)) throw notFound();
  return noContent();
}

/** Members of organisations: invited by an admin, active when they have accepted, removed by an admin. */
export const addMembershipRoutes: RouteModule = (app, context) => {
  const one = "/orgs/:org/memberships/:username";
  const write = { organizationPermission: "members:write" } as const;
  app.route("GET", "/orgs/:org/members", {}, (request) => listMembers(context, request));
  app.route("GET", "/orgs/:org/members/:username", {}, (request) => isMember(context, request));
  app.route("DELETE", "/orgs/:org/members/:username", write, (request) => remove(context, request));
  app.route("GET", one, { organizationPermission: "members:read" }, (request) => {
    const organization = organizationOf(context, request);
    if (!maySeeMembers(context, request, organization)) {
      const { login } = memberOf(context, request);
      const message = `You must be a member of ${organization.login} to see membership information for ${login}.`;
      throw new ApiError(403, message);
    }
    return ok(
      renderMembership(context, organization, find(context, organization, memberOf(context, request))),
    );
  });
  app.route("PUT", one, write, (request) => putMembership(context, request));
  app.route("DELETE", one, write, (request) => remove(context, request));
  const mine = "/user/memberships/orgs/:org";
  app.route("GET", mine, {}, (request) => {
    const organization = organizationOf(context, request);
    return ok(renderMembership(context, organization, find(context, organization, request.actor.user)));
  });
  app.route("PATCH", mine, {}, (request) => accept(context, request));
};
