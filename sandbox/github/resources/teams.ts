import type { MembershipRecord, TeamRecord } from "../auth/roles.ts";
import type { RouteModule, SandboxContext } from "../context.ts";
import { ApiError, notFound } from "../http/api-error.ts";
import { requiredText, textField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { created, listed, noContent, ok } from "../http/reply.ts";
import type { RoleName, UserRecord } from "../records.ts";
import { nodeId } from "../render/node-id.ts";
import { renderFullOrganization, renderUser } from "../render/user.ts";

const roles: Readonly<Record<string, RoleName>> = {
  pull: "read",
  triage: "triage",
  push: "write",
  maintain: "maintain",
  admin: "admin",
};

interface Place {
  readonly organization: UserRecord;
  readonly team: TeamRecord;
}

function organizationOf(context: SandboxContext, request: ApiRequest): UserRecord {
  const organization = context.findUser(request.params["org"] ?? "");
  if (organization?.type !== "Organization") throw notFound();
  if (request.method === "GET") return organization;
  const memberships = context.store.collection<MembershipRecord>("memberships");
  const isAdmin = memberships.get(organization.id, request.actor.user.id)?.role === "admin";
  if (!isAdmin) throw new ApiError(403, "You must be an admin of the organization.");
  return organization;
}

function placeOf(context: SandboxContext, request: ApiRequest): Place {
  const organization = organizationOf(context, request);
  const slug = request.params["team_slug"] ?? "";
  const team = context.store.collection<TeamRecord>("teams").get(organization.id, slug);
  if (!team) throw notFound();
  return { organization, team };
}

function renderTeam(context: SandboxContext, { organization, team }: Place): JsonObject {
  const url = `${context.url}/orgs/${organization.login}/teams/${team.slug}`;
  return {
    id: team.id,
    node_id: nodeId("T", team.id),
    name: team.name,
    slug: team.slug,
    description: team.description,
    privacy: "closed",
    notification_setting: "notifications_enabled",
    permission: "pull",
    type: "organization",
    organization_id: organization.id,
    url,
    html_url: url,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    parent: null,
    members_count: team.members.length,
    repos_count: team.repositories.length,
    created_at: organization.createdAt,
    updated_at: organization.createdAt,
    organization: renderFullOrganization(context.url, organization),
  };
}

function save(context: SandboxContext, { organization }: Place, team: TeamRecord): TeamRecord {
  return context.store.collection<TeamRecord>("teams").put(organization.id, team.slug, team);
}

async function createTeam(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const organization = organizationOf(context, request);
  const body = await request.json();
  const name = requiredText(body, "name", "Team");
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const description = textField(body, "description", "Team") ?? null;
  const team: TeamRecord = {
    id: context.store.nextId(),
    slug,
    name,
    description,
    members: [],
    repositories: [],
  };
  const place = { organization, team };
  save(context, place, team);
  return created(renderTeam(context, place));
}

async function putMember(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const place = placeOf(context, request);
  const user = context.findUser(request.params["username"] ?? "");
  if (!user) throw notFound();
  const role = textField(await request.json(), "role", "Team") === "maintainer" ? "maintainer" : "member";
  const others = place.team.members.filter((member) => member.userId !== user.id);
  save(context, place, { ...place.team, members: [...others, { userId: user.id, role }] });
  const memberships = context.store.collection<MembershipRecord>("memberships");
  if (!memberships.get(place.organization.id, user.id)) {
    memberships.put(place.organization.id, user.id, { userId: user.id, role: "member" });
  }
  return ok({ url: request.href, role, state: "active" });
}

function getMember(context: SandboxContext, request: ApiRequest): ApiResponse {
  const { team } = placeOf(context, request);
  const user = context.findUser(request.params["username"] ?? "");
  const member = team.members.find((candidate) => candidate.userId === user?.id);
  if (!member) throw notFound();
  return ok({ url: request.href, role: member.role, state: "active" });
}

async function putRepository(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const place = placeOf(context, request);
  const { team_owner: owner = "", team_repo: name = "" } = request.params;
  const repository = context.findRepository(owner, name);
  if (!repository) throw notFound();
  const role = roles[textField(await request.json(), "permission", "Team") ?? "pull"] ?? "read";
  const others = place.team.repositories.filter((entry) => entry.repositoryId !== repository.id);
  save(context, place, { ...place.team, repositories: [...others, { repositoryId: repository.id, role }] });
  return noContent();
}

/** Teams: making them, their members and their rights in repositories. */
export const addTeamRoutes: RouteModule = (app, context) => {
  const base = "/orgs/:org/teams";
  const one = `${base}/:team_slug`;
  app.route("POST", base, {}, (request) => createTeam(context, request));
  app.route("GET", base, {}, (request) => {
    const organization = organizationOf(context, request);
    const teams = context.store.collection<TeamRecord>("teams").list(organization.id);
    return listed(request, teams, (team) => renderTeam(context, { organization, team }));
  });
  app.route("GET", one, {}, (request) => ok(renderTeam(context, placeOf(context, request))));
  app.route("DELETE", one, {}, (request) => {
    const { organization, team } = placeOf(context, request);
    context.store.collection("teams").remove(organization.id, team.slug);
    return noContent();
  });
  app.route("GET", `${one}/members`, {}, (request) => {
    const users = placeOf(context, request).team.members.flatMap(
      (member) => context.userById(member.userId) ?? [],
    );
    return listed(request, users, (user) => renderUser(context.url, user));
  });
  app.route("PUT", `${one}/memberships/:username`, {}, (request) => putMember(context, request));
  app.route("GET", `${one}/memberships/:username`, {}, (request) => getMember(context, request));
  app.route("DELETE", `${one}/memberships/:username`, {}, (request) => {
    const place = placeOf(context, request);
    const user = context.findUser(request.params["username"] ?? "");
    const members = place.team.members.filter((member) => member.userId !== user?.id);
    if (members.length === place.team.members.length) throw notFound();
    save(context, place, { ...place.team, members });
    return noContent();
  });
  app.route("DELETE", `${one}/repos/:team_owner/:team_repo`, {}, (request) => {
    const place = placeOf(context, request);
    const { team_owner: owner = "", team_repo: name = "" } = request.params;
    const id = context.findRepository(owner, name)?.id;
    const repositories = place.team.repositories.filter((entry) => entry.repositoryId !== id);
    save(context, place, { ...place.team, repositories });
    return noContent();
  });
  app.route("GET", "/repos/:owner/:repo/teams", { permission: "administration:read" }, (request) => {
    const organization = context.userById(request.repository.ownerId);
    if (organization?.type !== "Organization") return listed(request, [], (team) => team);
    const teams = context.store
      .collection<TeamRecord>("teams")
      .list(organization.id)
      .filter((team) => team.repositories.some((entry) => entry.repositoryId === request.repository.id));
    return listed(request, teams, (team) => renderTeam(context, { organization, team }));
  });
  app.route("GET", "/orgs/:org/members", {}, (request) => {
    const memberships = context.store.collection<MembershipRecord>("memberships");
    const users = memberships
      .list(organizationOf(context, request).id)
      .flatMap((membership) => context.userById(membership.userId) ?? []);
    return listed(request, users, (user) => renderUser(context.url, user));
  });
  app.route("PUT", `${one}/repos/:team_owner/:team_repo`, {}, (request) => putRepository(context, request));
};
