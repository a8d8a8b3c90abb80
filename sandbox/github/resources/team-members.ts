import type { RouteModule, SandboxContext } from "../context.ts";
import { notFound } from "../http/api-error.ts";
import { choiceField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { listed, noContent, ok } from "../http/reply.ts";
import type { UserRecord } from "../records.ts";
import { renderUser } from "../render/user.ts";
import { invite, memberOf } from "./memberships.ts";
import { activeMembers, maintainedOf, saveTeam, teamOf, type TeamPlace } from "./team-records.ts";

function renderMembership(context: SandboxContext, place: TeamPlace, user: UserRecord): JsonObject {
  const { organization, team } = place;
  const member = team.members.find(({ userId }) => userId === user.id);
  if (!member) throw notFound();
  const isActive = activeMembers(context, place).includes(member);
  return {
    url: `${context.url}/organizations/${organization.id}/team/${team.id}/memberships/${user.login}`,
    role: member.role,
    state: isActive ? "active" : "pending",
  };
}

/** A user who is not in the organisation is invited to it, and pending in the team until the invitation is accepted. */
async function putMember(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const refusal = "You must be an organization owner or team maintainer to add a team membership.";
  const place = maintainedOf(context, request, refusal);
  const user = memberOf(context, request);
  const role = choiceField(await request.json(), "role", ["member", "maintainer"], "Team") ?? "member";
  invite(context, place.organization, user);
  const others = place.team.members.filter((member) => member.userId !== user.id);
  const team = saveTeam(context, place, { ...place.team, members: [...others, { userId: user.id, role }] });
  return ok(renderMembership(context, { ...place, team }, user));
}

function removeMember(context: SandboxContext, request: ApiRequest): ApiResponse {
  const place = maintainedOf(context, request);
  const user = memberOf(context, request);
  const members = place.team.members.filter((member) => member.userId !== user.id);
  if (members.length === place.team.members.length) throw notFound();
  saveTeam(context, place, { ...place.team, members });
  return noContent();
}

/** Members of teams. */
export const addTeamMemberRoutes: RouteModule = (app, context) => {
  const team = "/orgs/:org/teams/:team_slug";
  const one = `${team}/memberships/:username`;
  const usersOf = (members: readonly { readonly userId: number }[]): readonly UserRecord[] =>
    members.flatMap(({ userId }) => context.userById(userId) ?? []);
  app.route("GET", `${team}/members`, {}, (request) => {
    const role = request.query.get("role") ?? "all";
    const members = activeMembers(context, teamOf(context, request));
    const kept = members.filter((member) => role === "all" || member.role === role);
    return listed(request, usersOf(kept), (user) => renderUser(context.url, user));
  });
  app.route("GET", one, {}, (request) =>
    ok(renderMembership(context, teamOf(context, request), memberOf(context, request))),
  );
  app.route("PUT", one, {}, (request) => putMember(context, request));
  app.route("DELETE", one, {}, (request) => removeMember(context, request));
};
