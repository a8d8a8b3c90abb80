import { rm } from "node:fs/promises";
import { activeMembership } from "../auth/roles.ts";
import type { RouteModule, SandboxContext } from "../context.ts";
import { isRefName } from "../git/ref-grammar.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { booleanField, requiredText, textField, textListField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { accepted, created, listed, noContent, ok } from "../http/reply.ts";
import type { Actor, RepositoryRecord, RepositorySettings, UserRecord } from "../records.ts";
import { renderFullRepository, renderRepository } from "../render/repository.ts";
import { takeName } from "../repository-names.ts";
import { commitChanges } from "./commit-changes.ts";
import { moveRepository, tellRename } from "./repository-moves.ts";
import { checkRepositoryName } from "./repository-name.ts";

const defaults: RepositorySettings = {
  hasIssues: true,
  hasProjects: true,
  hasWiki: true,
  allowSquashMerge: true,
  allowMergeCommit: true,
  allowRebaseMerge: true,
  allowAutoMerge: false,
  deleteBranchOnMerge: false,
};

const switches: Readonly<Record<keyof RepositorySettings, string>> = {
  hasIssues: "has_issues",
  hasProjects: "has_projects",
  hasWiki: "has_wiki",
  allowSquashMerge: "allow_squash_merge",
  allowMergeCommit: "allow_merge_commit",
  allowRebaseMerge: "allow_rebase_merge",
  allowAutoMerge: "allow_auto_merge",
  deleteBranchOnMerge: "delete_branch_on_merge",
};

function readSettings(body: JsonObject, old: RepositorySettings): RepositorySettings {
  const entries = Object.entries(switches).map(
    ([name, field]) =>
      [name, booleanField(body, field, "Repository") ?? old[name as keyof RepositorySettings]] as const,
  );
  return { ...old, ...Object.fromEntries(entries) };
}

function repositories(context: SandboxContext) {
  return context.store.collection<RepositoryRecord>("repositories");
}

/** What a new repository needs. */
export interface NewRepository {
  readonly owner: UserRecord;
  readonly name: string;
  readonly body?: JsonObject;
  readonly parentId?: number;
}

/** Makes a repository, empty. @throws {ApiError} 422 for a bad or taken name */
export async function createRepository(
  context: SandboxContext,
  { owner, name, body = {}, parentId }: NewRepository,
): Promise<RepositoryRecord> {
  checkRepositoryName(context, owner, name);
  takeName(context.store, owner.login, name);
  const at = context.timestamp();
  const id = context.store.nextId();
  const repository: RepositoryRecord = {
    id,
    name,
    ownerId: owner.id,
    ownerLogin: owner.login,
    fullName: `${owner.login}/${name}`,
    description: textField(body, "description", "Repository") ?? null,
    homepage: textField(body, "homepage", "Repository") ?? null,
    private: booleanField(body, "private", "Repository") ?? false,
    defaultBranch: "main",
    archived: false,
    topics: [],
    parentId: parentId ?? null,
    settings: readSettings(body, defaults),
    createdAt: at,
    updatedAt: at,
    pushedAt: at,
  };
  await context.git(repository).create(repository.defaultBranch);
  return repositories(context).put("", id, repository);
}

async function createFor(
  context: SandboxContext,
  request: ApiRequest,
  owner: UserRecord,
): Promise<ApiResponse> {
  const body = await request.json();
  const { actor } = request;
  const repository = await createRepository(context, {
    owner,
    name: requiredText(body, "name", "Repository"),
    body,
  });
  context.emit({ event: "repository", action: "created", repository, actor, payload: {} });
  if (booleanField(body, "auto_init", "Repository")) {
    const text = `# ${repository.name}\n${repository.description ?? ""}`;
    const sha = await context.git(repository).writeBlob(Buffer.from(text));
    await commitChanges(context, {
      repository,
      branch: repository.defaultBranch,
      parent: undefined,
      message: "Initial commit",
      changes: [{ path: "README.md", mode: "100644", sha }],
      actor,
    });
  }
  return created(renderFullRepository(context, context.repositoryById(repository.id) ?? repository, actor));
}

function organizationOf(context: SandboxContext, request: ApiRequest): UserRecord {
  const organization = context.findUser(request.params["org"] ?? "");
  if (organization?.type !== "Organization") throw notFound();
  const membership = activeMembership(context.store, organization.id, request.actor.user.id);
  const mayCreate = membership || request.actor.kind === "installation";
  if (!mayCreate && request.method !== "GET") {
    throw new ApiError(403, "You need admin access to the organization before adding a repository to it.");
  }
  return organization;
}

interface Update {
  readonly old: RepositoryRecord;
  readonly saved: RepositoryRecord;
  readonly actor: Actor;
  readonly isEdited: boolean;
}

function tellUpdate(context: SandboxContext, { old, saved, actor, isEdited }: Update): void {
  if (saved.name !== old.name) tellRename(context, { old, repository: saved, actor });
  if (!isEdited) return;
  context.emit({ event: "repository", action: "edited", repository: saved, actor, payload: { changes: {} } });
}

async function update(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const old = request.repository;
  const body = await request.json();
  const name = textField(body, "name", "Repository") ?? old.name;
  const owner = context.userById(old.ownerId);
  if (owner && name.toLowerCase() !== old.name.toLowerCase()) checkRepositoryName(context, owner, name);
  const branch = textField(body, "default_branch", "Repository") ?? old.defaultBranch;
  if (branch !== old.defaultBranch) {
    const found = isRefName(branch) ? await context.git(old).readRef(`refs/heads/${branch}`) : undefined;
    if (!found) throw validationFailed({ resource: "Repository", field: "default_branch", code: "invalid" });
    await context.git(old).run(["symbolic-ref", "HEAD", `refs/heads/${branch}`]);
  }
  const named = owner ? moveRepository(context, old, { owner, name }) : old;
  const saved = repositories(context).put("", old.id, {
    ...named,
    description: textField(body, "description", "Repository") ?? old.description,
    homepage: textField(body, "homepage", "Repository") ?? old.homepage,
    private: booleanField(body, "private", "Repository") ?? old.private,
    archived: booleanField(body, "archived", "Repository") ?? old.archived,
    defaultBranch: branch,
    settings: readSettings(body, old.settings),
    updatedAt: context.timestamp(),
  });
  tellUpdate(context, {
    old,
    saved,
    actor: request.actor,
    isEdited: Object.keys(body).some((key) => key !== "name"),
  });
  return ok(renderFullRepository(context, saved, request.actor));
}

async function remove(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository, actor } = request;
  context.emit({ event: "repository", action: "deleted", repository, actor, payload: {} });
  const git = context.git(repository);
  git.close();
  repositories(context).remove("", repository.id);
  await rm(git.directory, { recursive: true, force: true });
  return noContent();
}

async function fork(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository, actor } = request;
  const body = await request.json();
  const organization = textField(body, "organization", "Repository");
  const owner = organization === undefined ? actor.user : context.findUser(organization);
  if (!owner) throw notFound();
  const name = textField(body, "name", "Repository") ?? repository.name;
  const made = await createRepository(context, { owner, name, parentId: repository.id });
  const specs = ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"];
  await context.git(made).run(["fetch", "--quiet", context.git(repository).directory, ...specs]);
  const saved = repositories(context).put("", made.id, { ...made, defaultBranch: repository.defaultBranch });
  context.emit({ event: "fork", repository, actor, payload: { forkee: renderRepository(context, saved) } });
  return accepted(renderFullRepository(context, saved, actor));
}

/** Repositories that an account owns and the requester may see. */
function visible(
  context: SandboxContext,
  request: ApiRequest,
  ownerId?: number,
): readonly RepositoryRecord[] {
  return repositories(context)
    .list("")
    .filter((one) => ownerId === undefined || one.ownerId === ownerId)
    .filter(
      (one) => !one.private || (!request.isAnonymous && context.roleOf(request.actor.user, one) !== "none"),
    );
}

/** Repositories. */
export const addRepositoryRoutes: RouteModule = (app, context) => {
  const one = "/repos/:owner/:repo";
  const admin = { permission: "administration:write" } as const;
  const render = (request: ApiRequest) => (repository: RepositoryRecord) =>
    renderFullRepository(context, repository, request.isAnonymous ? undefined : request.actor);
  app.route("POST", "/user/repos", {}, (request) => createFor(context, request, request.actor.user));
  app.route("GET", "/user/repos", {}, (request) => {
    const { user } = request.actor;
    const mine = visible(context, request).filter(
      (repository) => context.roleOf(user, repository) === "admin",
    );
    return listed(request, mine, render(request));
  });
  app.route("POST", "/orgs/:org/repos", {}, (request) =>
    createFor(context, request, organizationOf(context, request)),
  );
  app.route("GET", "/orgs/:org/repos", {}, (request) =>
    listed(request, visible(context, request, organizationOf(context, request).id), render(request)),
  );
  app.route("GET", "/users/:login/repos", {}, (request) => {
    const user = context.findUser(request.params["login"] ?? "");
    if (!user) throw notFound();
    return listed(request, visible(context, request, user.id), render(request));
  });
  app.route("GET", one, {}, (request) => ok(render(request)(request.repository)));
  app.route("PATCH", one, admin, (request) => update(context, request));
  app.route("DELETE", one, admin, (request) => remove(context, request));
  app.route("POST", `${one}/forks`, { permission: "administration:write", role: "read" }, (request) =>
    fork(context, request),
  );
  app.route("GET", `${one}/forks`, {}, (request) =>
    listed(
      request,
      visible(context, request).filter((other) => other.parentId === request.repository.id),
      render(request),
    ),
  );
  app.route("GET", `${one}/languages`, {}, () => ok({}));
  app.route("GET", `${one}/topics`, {}, (request) => ok({ names: request.repository.topics }));
  app.route("PUT", `${one}/topics`, admin, async (request) => {
    const topics = textListField(await request.json(), "names", "Repository") ?? [];
    repositories(context).put("", request.repository.id, { ...request.repository, topics });
    return ok({ names: topics });
  });
};
