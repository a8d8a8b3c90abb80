import { activeMembership, type TeamRecord } from "../auth/roles.ts";
import type { SandboxContext } from "../context.ts";
import { ApiError, notFound } from "../http/api-error.ts";
import type { ApiRequest, JsonObject } from "../http/messages.ts";
import type { UserRecord } from "../records.ts";
import { nodeId } from "../render/node-id.ts";
import { renderFullOrganization } from "../render/user.ts";

/** A team and the organisation that it is of. */
export interface TeamPlace {
  readonly organization: UserRecord;
  readonly team: TeamRecord;
}

/** The organisation of `:org`. @throws {ApiError} 404 */
export function organizationOf(context: SandboxContext, request: ApiRequest): UserRecord {
  const organization = context.findUser(request.params["org"] ?? "");
  if (organization?.type !== "Organization") throw notFound();
  return organization;
}

/** The organisation of `:org`, for who may change it: its admins. @throws {ApiError} 403, 404 */
export function administeredOf(
  context: SandboxContext,
  request: ApiRequest,
  refusal = "You must be an admin of the organization.",
): UserRecord {
  const organization = organizationOf(context, request);
  const { actor } = request;
  const isAdmin =
    actor.kind === "user"
      ? activeMembership(context.store, organization.id, actor.user.id)?.role === "admin"
      : actor.accountId === organization.id && actor.permissions?.["members"] === "write";
  if (isAdmin) return organization;
  throw actor.kind === "user"
    ? new ApiError(403, refusal)
    : new ApiError(403, "Resource not accessible by integration");
}

/** Whether the requester sees teams and members: a member, or an App with `members`; never the token of a job. */
export function maySeeMembers(
  context: SandboxContext,
  request: ApiRequest,
  organization: UserRecord,
): boolean {
  if (request.isAnonymous) return false;
  const { actor } = request;
  if (actor.kind === "user")
    return activeMembership(context.store, organization.id, actor.user.id) !== undefined;
  return actor.accountId === organization.id && actor.permissions?.["members"] !== undefined;
}

/** The team of `:team_slug`. @throws {ApiError} 404 also for who may not see it */
export function teamOf(context: SandboxContext, request: ApiRequest): TeamPlace {
  const organization = organizationOf(context, request);
  const slug = (request.params["team_slug"] ?? "").toLowerCase();
  const team = context.store.collection<TeamRecord>("teams").get(organization.id, slug);
  if (!team || !maySeeMembers(context, request, organization)) throw notFound();
  return { organization, team };
}

/**
 * The team of `:team_slug`, for who may change it: admins of the organisation, maintainers of the team.
 *
 * @throws {ApiError} 403, 404
 */
export function maintainedOf(
  context: SandboxContext,
  request: ApiRequest,
  refusal = "Must be an owner or maintainer of the team.",
): TeamPlace {
  const place = teamOf(context, request);
  const { actor } = request;
  const isMaintainer = activeMembers(context, place).some(
    (member) => actor.kind === "user" && member.userId === actor.user.id && member.role === "maintainer",
  );
  if (!isMaintainer) administeredOf(context, request, refusal);
  return place;
}

/** Members of a team who are active members of the organisation. */
export function activeMembers(
  context: SandboxContext,
  { organization, team }: TeamPlace,
): TeamRecord["members"] {
  return team.members.filter(({ userId }) => activeMembership(context.store, organization.id, userId));
}

/** Writes a team. */
export function saveTeam(context: SandboxContext, { organization }: TeamPlace, team: TeamRecord): TeamRecord {
  return context.store.collection<TeamRecord>("teams").put(organization.id, team.slug, team);
}

/** A team as lists and payloads have it. */
export function renderTeam(context: SandboxContext, { organization, team }: TeamPlace): JsonObject {
  const url = `${context.url}/orgs/${organization.login}/teams/${team.slug}`;
  return {
    id: team.id,
    node_id: nodeId("T", team.id),
    name: team.name,
    slug: team.slug,
    description: team.description,
    privacy: team.privacy ?? "closed",
    notification_setting: "notifications_enabled",
    permission: "pull",
    type: "organization",
    organization_id: organization.id,
    url,
    html_url: url,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    parent: null,
  };
}

/** A team as `GET /orgs/:org/teams/:team_slug` has it. */
export function renderFullTeam(context: SandboxContext, place: TeamPlace): JsonObject {
  const { organization, team } = place;
  return {
    ...renderTeam(context, place),
    members_count: activeMembers(context, place).length,
    repos_count: team.repositories.length,
    created_at: organization.createdAt,
    updated_at: organization.createdAt,
    organization: renderFullOrganization(context.url, organization),
  };
}
