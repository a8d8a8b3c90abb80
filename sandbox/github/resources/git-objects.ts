import type { RouteModule, SandboxContext } from "../context.ts";
import type { GitRepository, TreeChange } from "../git/git-repository.ts";
import type { TreeEntry } from "../git/parse-objects.ts";
import { isRefName, isSha, isTreePath } from "../git/ref-grammar.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { choiceField, objectListField, requiredText, textField, textListField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { created, ok } from "../http/reply.ts";
import { renderGitCommit, renderTag } from "../render/commit.ts";
import { nodeId } from "../render/node-id.ts";
import { repositoryUrl } from "../render/repository.ts";
import { readPerson } from "./commit-changes.ts";
import { personOf } from "./ref-updates.ts";
import { refuseWorkflowPaths } from "./workflow-rights.ts";

async function createBlob(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const body = await request.json();
  const content = textField(body, "content", "Blob");
  if (content === undefined)
    throw validationFailed({ resource: "Blob", field: "content", code: "missing_field" });
  const encoding = choiceField(body, "encoding", ["utf-8", "base64"], "Blob") ?? "utf-8";
  const bytes = Buffer.from(content, encoding === "base64" ? "base64" : "utf8");
  const sha = await context.git(request.repository).writeBlob(bytes);
  return created({ sha, url: `${repositoryUrl(context, request.repository)}/git/blobs/${sha}` });
}

async function getBlob(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const sha = request.params["sha"] ?? "";
  const blob = isSha(sha) ? await context.git(request.repository).readObject(sha) : undefined;
  if (blob?.type !== "blob") throw notFound();
  if (request.headers.accept?.includes("raw")) {
    return { status: 200, bytes: blob.bytes, headers: { "content-type": "application/octet-stream" } };
  }
  return ok({
    sha,
    node_id: nodeId("B", sha),
    size: blob.sizeBytes,
    url: `${repositoryUrl(context, request.repository)}/git/blobs/${sha}`,
    content: blob.bytes.toString("base64").replaceAll(/.{60}/g, "$&\n"),
    encoding: "base64",
  });
}

interface ListedEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: string;
}

/** Entries whose sizes are asked for one by one, without a process. */
const fewEntries = 100;

async function listFlat(
  git: GitRepository,
  entries: readonly TreeEntry[],
): Promise<readonly ListedEntry[] | undefined> {
  if (entries.length > fewEntries || entries.some(({ name }) => name.includes("\uFFFD"))) return undefined;
  return Promise.all(
    entries.map(async ({ name: path, mode, type, sha }) => {
      const size = type === "blob" ? String((await git.statObject(sha))?.sizeBytes ?? "-") : "-";
      return { path, mode: mode.padStart(6, "0"), type, sha, size };
    }),
  );
}

async function listByGit(git: GitRepository, sha: string, isDeep: boolean): Promise<readonly ListedEntry[]> {
  const out = await git.run(["ls-tree", ...(isDeep ? ["-r", "-t"] : []), "-l", "-z", sha]);
  return out
    .toString()
    .split("\0")
    .flatMap((line): ListedEntry[] => {
      const match = /^(\d+) (\w+) ([0-9a-f]+) +(\S+)\t([^]*)$/.exec(line);
      if (!match) return [];
      const [, mode = "", type = "", id = "", size = "-", path = ""] = match;
      return [{ path, mode, type, sha: id, size }];
    });
}

async function listTree(context: SandboxContext, request: ApiRequest, name: string): Promise<JsonObject> {
  const { repository } = request;
  const git = context.git(repository);
  const commit = isSha(name) ? name : await git.resolveCommit(name);
  const tree = commit === undefined ? undefined : await git.readTree(commit);
  if (!tree) throw notFound();
  const api = `${repositoryUrl(context, repository)}/git`;
  const recursive = request.query.get("recursive");
  const isDeep = recursive !== null && recursive !== "";
  const listed =
    (isDeep ? undefined : await listFlat(git, tree.entries)) ?? (await listByGit(git, tree.sha, isDeep));
  const entries = listed.map(({ size, ...entry }) => ({
    ...entry,
    ...(size === "-" ? {} : { size: Number(size) }),
    ...(entry.type === "commit" ? {} : { url: `${api}/${entry.type}s/${entry.sha}` }),
  }));
  return { sha: tree.sha, url: `${api}/trees/${tree.sha}`, tree: entries, truncated: false };
}

const modes = ["100644", "100755", "040000", "160000", "120000"] as const;

async function readChange(
  context: SandboxContext,
  request: ApiRequest,
  entry: JsonObject,
): Promise<TreeChange> {
  const path = requiredText(entry, "path", "Tree");
  if (!isTreePath(path)) throw new ApiError(422, "tree.path contains a malformed path component");
  const mode = choiceField(entry, "mode", modes, "Tree") ?? "100644";
  if (entry["sha"] === null) return { path, mode, sha: null };
  const git = context.git(request.repository);
  const content = textField(entry, "content", "Tree");
  if (content !== undefined) return { path, mode, sha: await git.writeBlob(Buffer.from(content)) };
  const sha = requiredText(entry, "sha", "Tree");
  if (mode !== "160000" && !(isSha(sha) && (await git.statObject(sha)))) {
    throw new ApiError(422, `tree.sha ${sha} is not a valid tree`);
  }
  return { path, mode, sha };
}

async function createTree(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const body = await request.json();
  const entries = objectListField(body, "tree", "Tree");
  if (!entries || entries.length === 0) throw new ApiError(422, "Invalid tree info");
  const git = context.git(request.repository);
  const base = textField(body, "base_tree", "Tree");
  if (base !== undefined && !(isSha(base) && (await git.readTree(base)))) {
    throw new ApiError(422, "base_tree is not a valid tree oid");
  }
  const changes: TreeChange[] = [];
  for (const entry of entries) changes.push(await readChange(context, request, entry));
  refuseWorkflowPaths(
    request.actor,
    changes.map(({ path }) => path),
  );
  const sha = await git.writeTree(base, changes);
  return created(await listTree(context, request, sha));
}

async function createCommit(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const body = await request.json();
  const git = context.git(request.repository);
  const message = requiredText(body, "message", "Commit");
  const tree = requiredText(body, "tree", "Commit");
  const parents = textListField(body, "parents", "Commit") ?? [];
  if (!isSha(tree) || (await git.statObject(tree))?.type !== "tree") {
    throw new ApiError(422, "Tree SHA does not exist");
  }
  for (const parent of parents) {
    if (!isSha(parent) || (await git.statObject(parent))?.type !== "commit") {
      throw new ApiError(422, "Parent SHA does not exist or is not a commit object");
    }
  }
  const author = readPerson(body["author"], personOf(context, request.actor));
  const committer = readPerson(body["committer"], author);
  const sha = await git.writeCommit({ tree, parents, message, author, committer });
  const commit = await git.readCommit(sha);
  return created(commit ? renderGitCommit(context, request.repository, commit) : {});
}

async function getCommit(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const sha = request.params["sha"] ?? "";
  const commit = isSha(sha) ? await context.git(request.repository).readCommit(sha) : undefined;
  if (!commit) throw notFound();
  return ok(renderGitCommit(context, request.repository, commit));
}

async function createTag(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const body = await request.json();
  const git = context.git(request.repository);
  const name = requiredText(body, "tag", "Tag");
  const message = textField(body, "message", "Tag") ?? "";
  const object = requiredText(body, "object", "Tag");
  const type = choiceField(body, "type", ["commit", "tree", "blob"], "Tag") ?? "commit";
  if (!isRefName(name))
    throw validationFailed({ resource: "Tag", field: "tag", code: "invalid", value: name });
  if (!isSha(object) || (await git.statObject(object))?.type !== type) {
    throw new ApiError(422, `Could not verify object ${object}`);
  }
  const tagger = readPerson(body["tagger"], personOf(context, request.actor));
  const sha = await git.writeTag({ name, message, object, type, tagger });
  const tag = await git.readTag(sha);
  return created(tag ? renderTag(context, request.repository, tag) : {});
}

async function getTag(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const tag = await context.git(request.repository).readTag(request.params["sha"] ?? "");
  if (!tag) throw notFound();
  return ok(renderTag(context, request.repository, tag));
}

/** Blobs, trees, commits and tag objects. */
export const addGitObjectRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/git";
  const read = { permission: "contents:read" } as const;
  const write = { permission: "contents:write" } as const;
  app.route("POST", `${base}/blobs`, write, (request) => createBlob(context, request));
  app.route("GET", `${base}/blobs/:sha`, read, (request) => getBlob(context, request));
  app.route("POST", `${base}/trees`, write, (request) => createTree(context, request));
  app.route("GET", `${base}/trees/*sha`, read, async (request) =>
    ok(await listTree(context, request, request.params["sha"] ?? "")),
  );
  app.route("POST", `${base}/commits`, write, (request) => createCommit(context, request));
  app.route("GET", `${base}/commits/:sha`, read, (request) => getCommit(context, request));
  app.route("POST", `${base}/tags`, write, (request) => createTag(context, request));
  app.route("GET", `${base}/tags/:sha`, read, (request) => getTag(context, request));
};
