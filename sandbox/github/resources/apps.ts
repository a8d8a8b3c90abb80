import { appById } from "../app-records.ts";
import { suspendedInstallation, type Tokens } from "../auth/tokens.ts";
import type { SandboxContext } from "../context.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { isObject, objectField, textListField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject, Router } from "../http/messages.ts";
import { counted, created, listed, noContent, numberParam, ok } from "../http/reply.ts";
import type {
  AppRecord,
  InstallationRecord,
  Permissions,
  RepositoryRecord,
  TokenRecord,
  UserRecord,
} from "../records.ts";
import { renderApp } from "../render/app.ts";
import { renderFullRepository, renderRepository } from "../render/repository.ts";
import { renderUser } from "../render/user.ts";

const hourMs = 3_600_000;

// GitHub's description asks for the members of an enterprise here, beside those of a user.
function renderInstalledAccount(url: string, account: UserRecord): JsonObject {
  const { login: slug, name, createdAt } = account;
  return {
    ...renderUser(url, account),
    slug,
    name: name ?? slug,
    created_at: createdAt,
    updated_at: createdAt,
  };
}

/** An installation as the App itself sees it. */
export function renderInstallation(context: SandboxContext, installation: InstallationRecord): JsonObject {
  const { url } = context;
  const app = appById(context, installation.appId);
  const account = context.userById(installation.accountId);
  const isOrganization = account?.type === "Organization";
  return {
    id: installation.id,
    account: account ? renderInstalledAccount(url, account) : null,
    repository_selection: "all",
    access_tokens_url: `${url}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${url}/installation/repositories`,
    html_url: `${url}/settings/installations/${installation.id}`,
    app_id: app.id,
    client_id: app.clientId,
    app_slug: app.slug,
    target_id: installation.accountId,
    target_type: isOrganization ? "Organization" : "User",
    permissions: app.permissions,
    events: app.events,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    created_at: installation.createdAt,
    updated_at: installation.createdAt,
    suspended_by: installation.suspendedAt && account ? renderUser(url, account) : null,
    suspended_at: installation.suspendedAt ?? null,
  };
}

function installations(context: SandboxContext) {
  return context.store.collection<InstallationRecord>("installations");
}

function repositoriesOf(
  context: SandboxContext,
  installation: InstallationRecord,
): readonly RepositoryRecord[] {
  return context.store
    .collection<RepositoryRecord>("repositories")
    .list("")
    .filter((repository) => repository.ownerId === installation.accountId);
}

function installationOf(context: SandboxContext, request: ApiRequest): InstallationRecord {
  const found = installations(context).get("", numberParam(request, "installation_id"));
  if (found?.appId !== request.actor.appId) throw notFound();
  return found;
}

/** Where the App that asks is installed. */
function installationsOf(context: SandboxContext, { actor }: ApiRequest): readonly InstallationRecord[] {
  return installations(context)
    .list("")
    .filter(({ appId }) => appId === actor.appId);
}

function installationOn(context: SandboxContext, request: ApiRequest, accountId: number): InstallationRecord {
  const found = installationsOf(context, request).find(
    (installation) => installation.accountId === accountId,
  );
  if (!found) throw notFound();
  return found;
}

function readPermissions({ permissions: held }: AppRecord, body: JsonObject): Permissions {
  const asked = objectField(body, "permissions", "Installation");
  // PyGithub sends an empty object for "all that the installation has".
  if (!asked || Object.keys(asked).length === 0) return held;
  const isMore = Object.entries(asked).some(
    ([name, level]) => !held[name] || (level === "write" && held[name] === "read"),
  );
  if (isMore) throw new ApiError(422, "The permissions requested are not granted to this installation.");
  return { metadata: "read", ...asked };
}

function readRepositories(
  context: SandboxContext,
  installation: InstallationRecord,
  body: JsonObject,
): readonly RepositoryRecord[] | null {
  const names = textListField(body, "repositories", "Installation");
  const ids = Array.isArray(body["repository_ids"]) ? body["repository_ids"].map(Number) : undefined;
  if (!names && !ids) return null;
  const all = repositoriesOf(context, installation);
  const kept = all.filter((one) => (names?.includes(one.name) ?? false) || (ids?.includes(one.id) ?? false));
  if (kept.length < (names?.length ?? 0) + (ids?.length ?? 0)) {
    throw validationFailed({ resource: "Installation", field: "repositories", code: "invalid" });
  }
  return kept;
}

async function createToken(
  context: SandboxContext,
  tokens: Tokens,
  request: ApiRequest,
): Promise<ApiResponse> {
  const installation = installationOf(context, request);
  if (installation.suspendedAt) throw suspendedInstallation();
  const body = await request.json();
  const app = appById(context, installation.appId);
  const permissions = readPermissions(app, body);
  const chosen = readRepositories(context, installation, body);
  const expiresAt = context.now().getTime() + hourMs;
  const { token } = tokens.issue({
    kind: "installation",
    userId: app.botId,
    appId: app.id,
    installationId: installation.id,
    accountId: installation.accountId,
    permissions,
    repositoryIds: chosen ? chosen.map((one) => one.id) : null,
    runId: null,
    expiresAt,
  });
  return created({
    token,
    expires_at: new Date(expiresAt).toISOString().replace(/\.\d+Z$/, "Z"),
    permissions,
    repository_selection: chosen ? "selected" : "all",
    ...(chosen ? { repositories: chosen.map((one) => renderFullRepository(context, one, undefined)) } : {}),
  });
}

function listReachable(context: SandboxContext, request: ApiRequest): ApiResponse {
  const { actor } = request;
  const installation =
    actor.installationId === null ? undefined : installations(context).get("", actor.installationId);
  if (!installation)
    throw new ApiError(
      403,
      "You must authenticate with an installation access token in order to list repositories.",
    );
  const kept = repositoriesOf(context, installation).filter(
    (one) => actor.repositoryIds?.includes(one.id) ?? true,
  );
  const answer = counted(request, "repositories", kept, (one) => renderRepository(context, one));
  if (answer === "handled" || !isObject(answer.body)) return answer;
  return {
    ...answer,
    body: { ...answer.body, repository_selection: actor.repositoryIds ? "selected" : "all" },
  };
}

/** Apps, installations and their tokens. */
export function addAppRoutes(app: Router, context: SandboxContext, tokens: Tokens): void {
  const byApp = { signedBy: "app" } as const;
  const render = (installation: InstallationRecord): JsonObject => renderInstallation(context, installation);
  app.route("GET", "/app", byApp, (request) =>
    ok({
      ...renderApp(context, request.actor.appId),
      installations_count: installationsOf(context, request).length,
    }),
  );
  app.route("GET", "/apps/:slug", {}, (request) => {
    const found = context.apps().find(({ slug }) => slug === request.params["slug"]);
    if (!found) throw notFound();
    return ok(renderApp(context, found.id));
  });
  app.route("GET", "/app/installations", byApp, (request) =>
    listed(request, installationsOf(context, request), render),
  );
  app.route("GET", "/app/installations/:installation_id", byApp, (request) =>
    ok(render(installationOf(context, request))),
  );
  app.route("POST", "/app/installations/:installation_id/access_tokens", byApp, (request) =>
    createToken(context, tokens, request),
  );
  app.route("GET", "/installation/repositories", {}, (request) => listReachable(context, request));
  app.route("DELETE", "/installation/token", {}, (request) => {
    const token = /^\w+ +(.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    if (request.actor.kind !== "installation") throw new ApiError(403, "Forbidden");
    context.store.collection<TokenRecord>("tokens").remove("", token);
    return noContent();
  });
  app.route("GET", "/repos/:owner/:repo/installation", byApp, (request) =>
    ok(render(installationOn(context, request, request.repository.ownerId))),
  );
  for (const pattern of ["/users/:username/installation", "/orgs/:username/installation"]) {
    app.route("GET", pattern, byApp, (request) => {
      const account = context.findUser(request.params["username"] ?? "");
      if (!account) throw notFound();
      return ok(render(installationOn(context, request, account.id)));
    });
  }
}
