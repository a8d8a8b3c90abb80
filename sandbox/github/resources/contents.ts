import type { RouteModule, SandboxContext } from "../context.ts";
import type { TreeEntry } from "../git/parse-objects.ts";
import { isTreePath } from "../git/ref-grammar.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { requiredText, textField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { ok } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import { renderGitCommit } from "../render/commit.ts";
import { repositoryPage, repositoryUrl } from "../render/repository.ts";
import { commitChanges, readPerson } from "./commit-changes.ts";
import { personOf } from "./ref-updates.ts";

const maxInlineBytes = 1024 * 1024;

interface Place {
  readonly context: SandboxContext;
  readonly repository: RepositoryRecord;
  /** A commit id for reading, the ref as asked for in addresses. */
  readonly commit: string;
  readonly ref: string;
}

function renderEntry(place: Place, path: string, entry: TreeEntry, sizeBytes: number): JsonObject {
  const { context, repository, ref } = place;
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const self = `${repositoryUrl(context, repository)}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
  const kind = entry.type === "tree" ? "tree" : "blob";
  const git = `${repositoryUrl(context, repository)}/git/${kind}s/${entry.sha}`;
  const page = `${repositoryPage(context, repository)}/${kind}/${ref}/${encoded}`;
  const isFile = entry.type === "blob";
  return {
    name: path.split("/").at(-1) ?? "",
    path,
    sha: entry.sha,
    size: sizeBytes,
    url: self,
    html_url: page,
    git_url: git,
    download_url: isFile ? `${repositoryPage(context, repository)}/raw/${ref}/${encoded}` : null,
    type: entry.type === "tree" ? "dir" : entry.type === "commit" ? "submodule" : "file",
    _links: { self, git, html: page },
  };
}

async function findEntry(place: Place, path: string): Promise<TreeEntry | undefined> {
  const parent = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
  const name = path.slice(parent === "" ? 0 : parent.length + 1);
  const tree = await place.context.git(place.repository).readTree(`${place.commit}:${parent}`);
  return tree?.entries.find((entry) => entry.name === name);
}

async function listDirectory(place: Place, path: string): Promise<JsonObject[]> {
  const git = place.context.git(place.repository);
  const tree = await git.readTree(`${place.commit}:${path}`);
  if (!tree) throw notFound();
  return Promise.all(
    tree.entries.map(async (entry) => {
      const size = entry.type === "blob" ? ((await git.statObject(entry.sha))?.sizeBytes ?? 0) : 0;
      return renderEntry(place, path === "" ? entry.name : `${path}/${entry.name}`, entry, size);
    }),
  );
}

async function readFile(request: ApiRequest, place: Place, path: string): Promise<ApiResponse> {
  const entry = await findEntry(place, path);
  if (!entry) throw notFound();
  const accept = request.headers.accept ?? "";
  if (entry.type === "tree") {
    const entries = await listDirectory(place, path);
    return ok(accept.includes(".object") ? { ...renderEntry(place, path, entry, 0), entries } : entries);
  }
  const blob = await place.context.git(place.repository).readObject(entry.sha);
  if (!blob) throw notFound();
  if (/\.raw(\+json)?\b/.test(accept)) {
    return {
      status: 200,
      bytes: blob.bytes,
      headers: { "content-type": "application/vnd.github.raw; charset=utf-8" },
    };
  }
  const isInline = blob.sizeBytes <= maxInlineBytes;
  const content = blob.bytes.toString("base64").replaceAll(/.{60}/g, "$&\n");
  return ok({
    ...renderEntry(place, path, entry, blob.sizeBytes),
    content: isInline ? content : "",
    encoding: isInline ? "base64" : "none",
  });
}

function pathOf(request: ApiRequest, name = request.params["path"] ?? ""): string {
  const path = name.replace(/\/$/, "");
  if (path !== "" && !isTreePath(path)) throw new ApiError(422, "path contains a malformed path component");
  return path;
}

async function getContents(
  context: SandboxContext,
  request: ApiRequest,
  name?: string,
): Promise<ApiResponse> {
  const { repository } = request;
  const ref = request.query.get("ref") || repository.defaultBranch;
  const path = pathOf(request, name);
  const commit = await context.git(repository).resolveCommit(ref);
  if (commit === undefined) {
    throw request.query.get("ref") ? new ApiError(404, `No commit found for the ref ${ref}`) : notFound();
  }
  const place = { context, repository, commit, ref };
  return path === "" ? ok(await listDirectory(place, "")) : readFile(request, place, path);
}

interface Target extends Place {
  readonly branch: string;
  readonly parent: string | undefined;
  readonly path: string;
  readonly existing: TreeEntry | undefined;
}

async function findTarget(context: SandboxContext, request: ApiRequest, body: JsonObject): Promise<Target> {
  const { repository } = request;
  const path = pathOf(request);
  if (path === "") throw new ApiError(422, "path is missing");
  const asked =
    textField(body, "branch", "Commit") ?? request.query.get("branch") ?? repository.defaultBranch;
  const branch = asked.replace(/^refs\/heads\//, "");
  const git = context.git(repository);
  const parent = (await git.readRef(`refs/heads/${branch}`))?.sha;
  if (parent === undefined && branch !== repository.defaultBranch) {
    throw new ApiError(404, `Branch ${branch} not found`);
  }
  const place = { context, repository, commit: parent ?? "", ref: branch };
  const existing = parent === undefined ? undefined : await findEntry(place, path);
  return { ...place, branch, parent, path, existing };
}

function checkSha(target: Target, sha: string | undefined): void {
  const { existing, path } = target;
  if (existing && sha === undefined) throw new ApiError(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (sha !== undefined && sha !== existing?.sha) throw new ApiError(409, `${path} does not match ${sha}`);
}

async function write(
  request: ApiRequest,
  body: JsonObject,
  target: Target,
  blob: string | null,
): Promise<{ commit: JsonObject }> {
  const { context, repository, branch, parent, path } = target;
  const self = personOf(context, request.actor);
  const committer = readPerson(body["committer"], self);
  const mode = target.existing?.mode ?? "100644";
  const sha = await commitChanges(context, {
    repository,
    branch,
    parent,
    message: textField(body, "message", "Commit") ?? `Update ${path}`,
    changes: [{ path, mode: mode === "040000" ? "100644" : mode, sha: blob }],
    actor: request.actor,
    author: readPerson(body["author"], committer),
    committer,
  });
  const commit = await context.git(repository).readCommit(sha);
  if (!commit) throw notFound();
  return { commit: renderGitCommit(context, repository, commit) };
}

async function putContents(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const body = await request.json();
  const target = await findTarget(context, request, body);
  requiredText(body, "message", "Commit");
  const content = textField(body, "content", "Commit");
  if (content === undefined)
    throw validationFailed({ resource: "Commit", field: "content", code: "missing_field" });
  if (!/^[A-Za-z0-9+/=\s]*$/.test(content)) throw new ApiError(422, "content is not valid Base64");
  checkSha(target, textField(body, "sha", "Commit"));
  const bytes = Buffer.from(content, "base64");
  const blob = await context.git(target.repository).writeBlob(bytes);
  const written = await write(request, body, target, blob);
  const entry: TreeEntry = { mode: "100644", type: "blob", sha: blob, name: target.path };
  const file = renderEntry(target, target.path, entry, bytes.length);
  return { status: target.existing ? 200 : 201, body: { content: file, ...written } };
}

async function deleteContents(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const body = { ...Object.fromEntries(request.query), ...(await request.json()) };
  const target = await findTarget(context, request, body);
  requiredText(body, "message", "Commit");
  if (!target.existing) throw notFound();
  checkSha(target, textField(body, "sha", "Commit"));
  return ok({ content: null, ...(await write(request, body, target, null)) });
}

/** Files over the API. */
export const addContentsRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/contents";
  const write = { permission: "contents:write", changesWorkflows: true } as const;
  app.route("GET", base, { permission: "contents:read" }, (request) => getContents(context, request));
  app.route("GET", `${base}/*path`, { permission: "contents:read" }, (request) =>
    getContents(context, request),
  );
  app.route("PUT", `${base}/*path`, write, (request) => putContents(context, request));
  app.route("DELETE", `${base}/*path`, write, (request) => deleteContents(context, request));
  app.route("GET", "/repos/:owner/:repo/readme", { permission: "contents:read" }, (request) =>
    getContents(context, request, "README.md"),
  );
};
