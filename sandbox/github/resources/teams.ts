import type { TeamRecord } from "../auth/roles.ts";
import type { RouteModule, SandboxContext } from "../context.ts";
import { notFound, validationFailed } from "../http/api-error.ts";
import { choiceField, requiredText, textField, textListField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { created, listed, noContent, ok } from "../http/reply.ts";
import type { RepositoryRecord, RoleName } from "../records.ts";
import { renderRepository } from "../render/repository.ts";
import {
  administeredOf,
  maintainedOf,
  maySeeMembers,
  organizationOf,
  renderFullTeam,
  renderTeam,
  saveTeam,
  teamOf,
} from "./team-records.ts";

const roles: Readonly<Record<string, RoleName>> = {
  pull: "read",
  triage: "triage",
  push: "write",
  maintain: "maintain",
  admin: "admin",
};

function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "-")
    .replace(/^-/, "")
    .replace(/-$/, "");
  if (slug === "") throw validationFailed({ resource: "Team", field: "name", code: "invalid", value: name });
  return slug;
}

/** @throws {ApiError} 422 when the organisation has another team of that name */
function checkSlug(context: SandboxContext, organizationId: number, slug: string): void {
  if (!context.store.collection<TeamRecord>("teams").get(organizationId, slug)) return;
  const message = "Name must be unique for this org";
  throw validationFailed({ resource: "Team", field: "name", code: "already_exists", message });
}

function readPrivacy(body: JsonObject): "closed" | "secret" | undefined {
  return choiceField(body, "privacy", ["closed", "secret"], "Team");
}

async function createTeam(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const organization = administeredOf(context, request);
  const body = await request.json();
  const name = requiredText(body, "name", "Team");
  const slug = slugOf(name);
  checkSlug(context, organization.id, slug);
  const maintainers = (textListField(body, "maintainers", "Team") ?? []).flatMap(
    (login) => context.findUser(login) ?? [],
  );
  const repositories = (textListField(body, "repo_names", "Team") ?? []).flatMap((fullName) => {
    const [owner = "", repo = ""] = fullName.split("/");
    const found = context.findRepository(owner, repo);
    return found?.ownerId === organization.id ? [{ repositoryId: found.id, role: "read" } as const] : [];
  });
  const team: TeamRecord = {
    id: context.store.nextId(),
    slug,
    name,
    description: textField(body, "description", "Team") ?? null,
    privacy: readPrivacy(body) ?? "secret",
    members: maintainers.map(({ id }) => ({ userId: id, role: "maintainer" })),
    repositories,
  };
  const place = { organization, team };
  saveTeam(context, place, team);
  return created(renderFullTeam(context, place));
}

async function updateTeam(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const place = maintainedOf(context, request);
  const { organization, team } = place;
  const body = await request.json();
  const name = textField(body, "name", "Team") ?? team.name;
  const slug = slugOf(name);
  const teams = context.store.collection<TeamRecord>("teams");
  if (slug !== team.slug) {
    checkSlug(context, organization.id, slug);
    teams.remove(organization.id, team.slug);
  }
  const description =
    "description" in body ? (textField(body, "description", "Team") ?? null) : team.description;
  const privacy = readPrivacy(body) ?? team.privacy ?? "closed";
  const saved = saveTeam(context, place, { ...team, name, slug, description, privacy });
  return ok(renderFullTeam(context, { organization, team: saved }));
}

function repositoryOf(context: SandboxContext, request: ApiRequest): RepositoryRecord {
  const { team_owner: owner = "", team_repo: name = "" } = request.params;
  const repository = context.findRepository(owner, name);
  if (!repository) throw notFound();
  return repository;
}

async function putRepository(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const place = maintainedOf(context, request);
  const repository = repositoryOf(context, request);
  if (repository.ownerId !== place.organization.id) {
    const message = "Only repositories of the organization can be added to its teams";
    throw validationFailed({ resource: "TeamMember", field: "repository", code: "unprocessable", message });
  }
  const asked = textField(await request.json(), "permission", "Team") ?? "pull";
  const role = roles[asked];
  if (!role) throw validationFailed({ resource: "Team", field: "permission", code: "invalid", value: asked });
  const others = place.team.repositories.filter((entry) => entry.repositoryId !== repository.id);
  saveTeam(context, place, {
    ...place.team,
    repositories: [...others, { repositoryId: repository.id, role }],
  });
  return noContent();
}

function removeRepository(context: SandboxContext, request: ApiRequest): ApiResponse {
  const place = maintainedOf(context, request);
  const { id } = repositoryOf(context, request);
  const repositories = place.team.repositories.filter((entry) => entry.repositoryId !== id);
  saveTeam(context, place, { ...place.team, repositories });
  return noContent();
}

function addTeamRepositoryRoutes(...[app, context]: Parameters<RouteModule>): void {
  const base = "/orgs/:org/teams/:team_slug/repos";
  const one = `${base}/:team_owner/:team_repo`;
  app.route("GET", base, {}, (request) => {
    const found = teamOf(context, request).team.repositories.flatMap(
      ({ repositoryId }) => context.repositoryById(repositoryId) ?? [],
    );
    return listed(request, found, (repository) => renderRepository(context, repository));
  });
  app.route("GET", one, {}, (request) => {
    const { id } = repositoryOf(context, request);
    if (!teamOf(context, request).team.repositories.some((entry) => entry.repositoryId === id))
      throw notFound();
    return noContent();
  });
  app.route("PUT", one, {}, (request) => putRepository(context, request));
  app.route("DELETE", one, {}, (request) => removeRepository(context, request));
  app.route("GET", "/repos/:owner/:repo/teams", { permission: "administration:read" }, (request) => {
    const organization = context.userById(request.repository.ownerId);
    if (organization?.type !== "Organization") return listed(request, [], (team) => team);
    const teams = context.store
      .collection<TeamRecord>("teams")
      .list(organization.id)
      .filter((team) => team.repositories.some((entry) => entry.repositoryId === request.repository.id));
    return listed(request, teams, (team) => renderTeam(context, { organization, team }));
  });
}

/** Teams: making and editing them, and their rights in repositories. */
export const addTeamRoutes: RouteModule = (app, context) => {
  const base = "/orgs/:org/teams";
  const one = `${base}/:team_slug`;
  app.route("POST", base, { organizationPermission: "members:write" }, (request) =>
    createTeam(context, request),
  );
  app.route("GET", base, { organizationPermission: "members:read" }, (request) => {
    const organization = organizationOf(context, request);
    const all = context.store.collection<TeamRecord>("teams").list(organization.id);
    const teams = maySeeMembers(context, request, organization) ? all : [];
    return listed(request, teams, (team) => renderTeam(context, { organization, team }));
  });
  app.route("GET", one, {}, (request) => ok(renderFullTeam(context, teamOf(context, request))));
  app.route("PATCH", one, {}, (request) => updateTeam(context, request));
  app.route("DELETE", one, {}, (request) => {
    const { organization, team } = maintainedOf(context, request);
    context.store.collection("teams").remove(organization.id, team.slug);
    return noContent();
  });
  addTeamRepositoryRoutes(app, context);
};
