import { ApiError, notFound } from "../http/api-error.ts";
import type { RouteOptions } from "../http/messages.ts";
import { roleNames, type Actor, type RepositoryRecord, type RoleName, type UserRecord } from "../records.ts";

/** Whether `role` is `least` or more. */
export function isAtLeast(role: RoleName, least: RoleName): boolean {
  return roleNames.indexOf(role) >= roleNames.indexOf(least);
}

/** The role that a user needs for a permission. Writing issues and reviews is open to readers; labels need triage. */
function roleFor(permission: string): RoleName {
  const [name, level] = permission.split(":");
  if (level === "read") return "read";
  if (name === "administration" || name === "secrets" || name === "repository_hooks") return "admin";
  if (name === "issues" || name === "pull_requests") return "read";
  return "write";
}

/** Whether the permissions of an App or workflow token hold `name:level`; `metadata:read` always does. */
export function hasPermission(actor: Actor, permission: string): boolean {
  if (actor.permissions === null) return true;
  const [name = "", level] = permission.split(":");
  if (name === "metadata" && level === "read") return true;
  const held = actor.permissions[name];
  return level === "read" ? held !== undefined : held === "write" || held === "admin";
}

/** GitHub's refusal of a token of an App or of a workflow. */
export function notAccessible(): ApiError {
  return new ApiError(403, "Resource not accessible by integration");
}

function needsInstallation(): ApiError {
  return new ApiError(401, "A JSON web token is not enough here; use an installation access token");
}

/** The permissions of which one is enough for a route of a repository. */
export function acceptedPermissions(options: RouteOptions): readonly string[] {
  const permission = options.permission ?? "metadata:read";
  return options.orPullRequests === undefined
    ? [permission]
    : [permission, permission.replace("issues", "pull_requests")];
}

/** `x-accepted-github-permissions` of a route: sets of permissions, of which one is enough. */
export function acceptedHeader(options: RouteOptions): string {
  const { organizationPermission, changesWorkflows } = options;
  const accepted = organizationPermission ? [organizationPermission] : acceptedPermissions(options);
  const named = accepted.map((permission) => permission.replace(":", "="));
  return [...named, ...(changesWorkflows ? named.map((one) => `${one},workflows=write`) : [])].join("; ");
}

/** @throws {ApiError} 403 when an App lacks what a route asks for in an organisation; users are the handler's to check */
export function checkOrganizationRights(
  actor: Actor | undefined,
  { organizationPermission }: RouteOptions,
  organization: UserRecord | undefined,
): void {
  if (organizationPermission === undefined || actor === undefined || actor.kind === "user") return;
  if (actor.kind === "app") throw needsInstallation();
  const isOwn = organization !== undefined && actor.accountId === organization.id;
  if (!isOwn || !hasPermission(actor, organizationPermission)) throw notAccessible();
}

function checkToken(actor: Actor, options: RouteOptions, repository: RepositoryRecord): void {
  const permission = options.permission ?? "metadata:read";
  const isOwn = (actor.accountId ?? repository.ownerId) === repository.ownerId;
  const inReach = isOwn && (actor.repositoryIds?.includes(repository.id) ?? true);
  if (!inReach && (repository.private || permission.endsWith(":write"))) {
    throw repository.private ? notFound() : notAccessible();
  }
  const isOpen = !repository.private && permission.endsWith(":read");
  if (!isOpen && !acceptedPermissions(options).some((one) => hasPermission(actor, one)))
    throw notAccessible();
}

/** @throws {ApiError} when the actor may not call the route on this repository. */
export function checkRights(
  actor: Actor | undefined,
  options: RouteOptions,
  repository: RepositoryRecord,
  roleOf: (user: UserRecord, repository: RepositoryRecord) => RoleName,
): void {
  const permission = options.permission ?? "metadata:read";
  if (!actor) {
    if (repository.private) throw notFound();
    if (permission.endsWith(":write")) throw new ApiError(401, "Requires authentication");
    return;
  }
  if (actor.kind === "app") throw needsInstallation();
  if (actor.kind !== "user") {
    checkToken(actor, options, repository);
    return;
  }
  const role = roleOf(actor.user, repository);
  if (role === "none") throw notFound();
  const needed = options.role ?? roleFor(permission);
  if (isAtLeast(role, needed)) return;
  throw needed === "admin"
    ? new ApiError(403, "Must have admin rights to Repository.")
    : new ApiError(403, "You must have push access to the repository.");
}
