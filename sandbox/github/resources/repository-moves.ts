import { activeMembership, type CollaboratorRecord, type TeamRecord } from "../auth/roles.ts";
import type { RouteModule, SandboxContext } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import { requiredText, textField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { accepted, redirect } from "../http/reply.ts";
import type { Actor, RepositoryRecord, UserRecord } from "../records.ts";
import { renderOrganization, renderUser } from "../render/user.ts";
import { renderRepository } from "../render/repository.ts";
import { idBehindOldName, keepOldName, takeName } from "../repository-names.ts";
import { checkRepositoryName } from "./repository-name.ts";

/** Where a repository goes. */
export interface Move {
  readonly owner: UserRecord;
  readonly name: string;
}

/** Gives a repository another owner or name. Its id stays, and the old name leads to it. */
export function moveRepository(context: SandboxContext, old: RepositoryRecord, to: Move): RepositoryRecord {
  const { owner, name } = to;
  const fullName = `${owner.login}/${name}`;
  if (fullName === old.fullName) return old;
  if (fullName.toLowerCase() !== old.fullName.toLowerCase()) keepOldName(context.store, old);
  takeName(context.store, owner.login, name);
  return context.store.collection<RepositoryRecord>("repositories").put("", old.id, {
    ...old,
    name,
    ownerId: owner.id,
    ownerLogin: owner.login,
    fullName,
    updatedAt: context.timestamp(),
  });
}

/** Tells that a repository has another name. */
export function tellRename(
  context: SandboxContext,
  moved: { readonly old: RepositoryRecord; readonly repository: RepositoryRecord; readonly actor: Actor },
): void {
  const { old, repository, actor } = moved;
  const payload = { changes: { repository: { name: { from: old.name } } } };
  context.emit({ event: "repository", action: "renamed", repository, actor, payload });
}

function invalid(message: string): ApiError {
  return new ApiError(422, "Validation Failed", { errors: [message] });
}

function mayReceive(context: SandboxContext, request: ApiRequest, owner: UserRecord): boolean {
  const { user } = request.actor;
  if (owner.type === "User") return true;
  return activeMembership(context.store, owner.id, user.id) !== undefined;
}

function readTarget(context: SandboxContext, request: ApiRequest, body: JsonObject): Move {
  const { repository } = request;
  const owner = context.findUser(requiredText(body, "new_owner", "Repository"));
  if (!owner || owner.type === "Bot") throw invalid("Could not find the new owner");
  if (owner.id === repository.ownerId) {
    throw invalid("Repositories cannot be transferred to the original owner");
  }
  if (!mayReceive(context, request, owner)) {
    throw new ApiError(403, "You don't have the permission to create repositories on this organization");
  }
  const name = textField(body, "new_name", "Repository") ?? repository.name;
  checkRepositoryName(context, owner, name);
  return { owner, name };
}

/** Teams of the old owner lose the repository; those that are named in the new one get it for reading. */
function moveTeams(
  context: SandboxContext,
  old: RepositoryRecord,
  to: UserRecord,
  ids: readonly number[],
): void {
  const teams = context.store.collection<TeamRecord>("teams");
  for (const team of teams.list(old.ownerId)) {
    const repositories = team.repositories.filter((entry) => entry.repositoryId !== old.id);
    if (repositories.length < team.repositories.length) {
      teams.put(old.ownerId, team.slug, { ...team, repositories });
    }
  }
  for (const team of teams.list(to.id).filter(({ id }) => ids.includes(id))) {
    const repositories = [...team.repositories, { repositoryId: old.id, role: "read" } as const];
    teams.put(to.id, team.slug, { ...team, repositories });
  }
}

function tellTransfer(
  context: SandboxContext,
  moved: { readonly old: RepositoryRecord; readonly repository: RepositoryRecord; readonly actor: Actor },
): void {
  const { old, repository, actor } = moved;
  const owner = context.userById(old.ownerId);
  const from =
    owner?.type === "Organization"
      ? { organization: renderOrganization(context.url, owner) }
      : { user: owner ? renderUser(context.url, owner) : null };
  const payload = { changes: { owner: { from } } };
  context.emit({ event: "repository", action: "transferred", repository, actor, payload });
}

async function transfer(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository: old, actor } = request;
  const body = await request.json();
  const to = readTarget(context, request, body);
  const ids = Array.isArray(body["team_ids"]) ? body["team_ids"].map(Number) : [];
  // GitHub moves it after the answer, which still has the old owner.
  const answer = accepted(renderRepository(context, old));
  moveTeams(context, old, to.owner, ids);
  const repository = moveRepository(context, old, to);
  const owner = context.userById(old.ownerId);
  if (owner?.type === "User") {
    const collaborators = context.store.collection<CollaboratorRecord>("collaborators");
    collaborators.put(old.id, owner.id, { userId: owner.id, role: "admin" });
  }
  tellTransfer(context, { old, repository, actor });
  return answer;
}

/** A page under an old name of a public repository leads to the new one; `undefined` for other addresses. */
export function answerOldPage(context: SandboxContext, request: ApiRequest): ApiResponse | undefined {
  const [, owner = "", name = "", ...rest] = request.path.split("/");
  if (request.method !== "GET" || name === "" || context.findRepository(owner, name)) return undefined;
  const moved = context.repositoryById(idBehindOldName(context.store, owner, name) ?? -1);
  if (!moved || moved.private) return undefined;
  return redirect(["", moved.fullName, ...rest].join("/"), 301);
}

/** Transfer to another owner; a user who gets a repository need not accept it. */
export const addRepositoryMoveRoutes: RouteModule = (app, context) => {
  const options = { permission: "administration:write" } as const;
  app.route("POST", "/repos/:owner/:repo/transfer", options, (request) => transfer(context, request));
};
