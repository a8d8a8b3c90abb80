import { activeMembership, type TeamRecord } from "../auth/roles.ts";
import { isAtLeast } from "../auth/rights.ts";
import type { SandboxContext } from "../context.ts";
import { actionsAppId } from "../accounts.ts";
import { ApiError } from "../http/api-error.ts";
import { objectField, textListField } from "../http/fields.ts";
import type { JsonObject } from "../http/messages.ts";
import type { Actor, RepositoryRecord } from "../records.ts";
import { renderApp } from "../render/app.ts";
import { repositoryUrl } from "../render/repository.ts";
import { renderUser } from "../render/user.ts";
import type { ProtectionRecord, PushRestrictions } from "./branch-rules.ts";
import { renderTeam } from "./team-records.ts";

/** Who may be let push. */
export const pushers = ["users", "teams", "apps"] as const;

/** One of {@link pushers}. */
export type Pusher = (typeof pushers)[number];

function appId(context: SandboxContext, slug: string): number | undefined {
  if (slug === "github-actions") return actionsAppId;
  return context.apps().find((app) => app.slug === slug)?.id;
}

function teamsOf(context: SandboxContext, { ownerId }: RepositoryRecord): readonly TeamRecord[] {
  return context.store.collection<TeamRecord>("teams").list(ownerId);
}

function renderOne(
  context: SandboxContext,
  repository: RepositoryRecord,
  kind: Pusher,
  name: string,
): JsonObject | undefined {
  if (kind === "users") {
    const user = context.findUser(name);
    return user === undefined ? undefined : renderUser(context.url, user);
  }
  if (kind === "apps") return renderApp(context, appId(context, name) ?? null) ?? undefined;
  const organization = context.userById(repository.ownerId);
  const team = teamsOf(context, repository).find(({ slug }) => slug === name);
  return organization && team ? renderTeam(context, { organization, team }) : undefined;
}

/** The users, teams or Apps of restrictions. */
export function renderPushers(
  context: SandboxContext,
  repository: RepositoryRecord,
  restrictions: PushRestrictions,
  kind: Pusher,
): readonly JsonObject[] {
  return restrictions[kind].flatMap((name) => {
    const found = renderOne(context, repository, kind, name);
    return found === undefined ? [] : [found];
  });
}

/** Who may push to a branch, as the API shows it. Whoever is gone since is left out. */
export function renderRestrictions(
  context: SandboxContext,
  repository: RepositoryRecord,
  { branch, restrictions }: Pick<ProtectionRecord, "branch"> & { readonly restrictions: PushRestrictions },
): JsonObject {
  const branchUrl = `${repositoryUrl(context, repository)}/branches/${encodeURIComponent(branch)}`;
  const url = `${branchUrl}/protection/restrictions`;
  const lists = pushers.map(
    (kind) => [kind, renderPushers(context, repository, restrictions, kind)] as const,
  );
  return {
    url,
    users_url: `${url}/users`,
    teams_url: `${url}/teams`,
    apps_url: `${url}/apps`,
    ...Object.fromEntries(lists),
  };
}

/** Names of a request. @throws {ApiError} 422 for one that is not known */
export function readPushers(
  context: SandboxContext,
  repository: RepositoryRecord,
  body: JsonObject,
  kind: Pusher,
): readonly string[] {
  const names = textListField(body, kind, "Protection") ?? [];
  const bad = names.find((name) => renderOne(context, repository, kind, name) === undefined);
  if (bad !== undefined) throw new ApiError(422, `Invalid request.\n\n"${bad}" is not among the ${kind}.`);
  return [...new Set(names)];
}

/** `restrictions` of a request; `null` for none. @throws {ApiError} 422 for somebody unknown, or outside organisations */
export function readRestrictions(
  context: SandboxContext,
  repository: RepositoryRecord,
  body: JsonObject,
): PushRestrictions | null {
  const given = objectField(body, "restrictions", "Protection");
  if (!given) return null;
  if (context.userById(repository.ownerId)?.type !== "Organization")
    throw new ApiError(422, "Only organization repositories can have users and team restrictions");
  const [users = [], teams = [], apps = []] = pushers.map((kind) =>
    readPushers(context, repository, given, kind),
  );
  return { users, teams, apps };
}

/** Whether the restrictions of a branch let an actor push. Who may not write at all is stopped elsewhere. */
export function mayPush(
  context: SandboxContext,
  repository: RepositoryRecord,
  { users, teams, apps }: PushRestrictions,
  actor: Actor,
): boolean {
  const { id, login } = actor.user;
  if (actor.kind !== "user") return apps.some((slug) => appId(context, slug) === actor.appId);
  if (isAtLeast(context.roleOf(actor.user, repository), "admin")) return true;
  const isMember = activeMembership(context.store, repository.ownerId, id) !== undefined;
  const mine = teamsOf(context, repository).filter(({ members }) =>
    members.some(({ userId }) => isMember && userId === id),
  );
  return users.includes(login) || mine.some(({ slug }) => teams.includes(slug));
}
