import type { RouteModule, SandboxContext } from "../context.ts";
import { zeroSha, type RefEntry } from "../git/git-repository.ts";
import { isRefName, isSha } from "../git/ref-grammar.ts";
import { ApiError } from "../http/api-error.ts";
import { booleanField, requiredText } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { created, listed, noContent, ok } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import { nodeId } from "../render/node-id.ts";
import { repositoryUrl } from "../render/repository.ts";
import { refusePush } from "./push-rules.ts";
import { announceRefUpdate } from "./ref-updates.ts";
import { refuseNewWorkflow } from "./workflow-rights.ts";

type RefFacts = Pick<RefEntry, "ref" | "sha" | "type">;

function renderRef(context: SandboxContext, repository: RepositoryRecord, entry: RefFacts): JsonObject {
  const api = `${repositoryUrl(context, repository)}/git`;
  return {
    ref: entry.ref,
    node_id: nodeId("REF", `${repository.id}:${entry.ref}`),
    url: `${api}/${entry.ref}`,
    object: { sha: entry.sha, type: entry.type, url: `${api}/${entry.type}s/${entry.sha}` },
  };
}

function fullName(request: ApiRequest): string {
  return `refs/${(request.params["ref"] ?? "").replace(/^refs\//, "")}`;
}

async function getRef(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const ref = fullName(request);
  const found = await context.git(request.repository).readRef(ref);
  if (!found) throw new ApiError(404, "Not Found");
  return ok(renderRef(context, request.repository, { ref, ...found }));
}

async function matchingRefs(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const refs = await context.git(request.repository).listRefs(fullName(request));
  return listed(request, refs, (entry) => renderRef(context, request.repository, entry));
}

async function createRef(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository, actor } = request;
  const body = await request.json();
  const ref = requiredText(body, "ref", "Reference");
  const sha = requiredText(body, "sha", "Reference");
  if (!/^refs\/[^/]+\/./.test(ref) || !isRefName(ref)) {
    throw new ApiError(422, "Reference name must start with 'refs/' and contain at least two slashes.");
  }
  const git = context.git(repository);
  const object = isSha(sha) ? await git.statObject(sha) : undefined;
  if (!object) throw new ApiError(422, "Object does not exist");
  if (ref.startsWith("refs/heads/") && object.type !== "commit") {
    throw new ApiError(422, "Reference update failed");
  }
  const isNew = (await git.readRef(ref)) === undefined;
  if (isNew) refusePush(context, { repository, ref, before: zeroSha, after: sha, isForced: false, actor });
  await refuseNewWorkflow(context, { repository, before: zeroSha, after: sha, actor });
  if (!(await git.updateRef(ref, sha, zeroSha))) {
    throw new ApiError(
      422,
      (await git.readRef(ref)) ? "Reference already exists" : "Reference cannot be created",
    );
  }
  await announceRefUpdate(context, { repository, ref, before: zeroSha, after: sha, actor });
  return created(renderRef(context, repository, { ref, sha, type: object.type }));
}

async function updateRef(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository, actor } = request;
  const body = await request.json();
  const ref = fullName(request);
  const sha = requiredText(body, "sha", "Reference");
  const force = booleanField(body, "force", "Reference") ?? false;
  const git = context.git(repository);
  const current = await git.readRef(ref);
  if (!current) throw new ApiError(422, "Reference does not exist");
  const object = isSha(sha) ? await git.statObject(sha) : undefined;
  if (!object) throw new ApiError(422, "Object does not exist");
  if (!force && !(await git.isAncestor(current.sha, sha)))
    throw new ApiError(422, "Update is not a fast forward");
  const isForced = force && !(await git.isAncestor(current.sha, sha));
  refusePush(context, { repository, ref, before: current.sha, after: sha, isForced, actor });
  await refuseNewWorkflow(context, { repository, before: current.sha, after: sha, actor });
  if (!(await git.updateRef(ref, sha, current.sha))) throw new ApiError(422, "Reference cannot be updated");
  await announceRefUpdate(context, { repository, ref, before: current.sha, after: sha, actor });
  return ok(renderRef(context, repository, { ref, sha, type: object.type }));
}

async function deleteRef(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository, actor } = request;
  const ref = fullName(request);
  const git = context.git(repository);
  const current = await git.readRef(ref);
  if (!current) throw new ApiError(422, "Reference does not exist");
  refusePush(context, { repository, ref, before: current.sha, after: zeroSha, isForced: false, actor });
  if (!(await git.deleteRef(ref, current.sha))) throw new ApiError(422, "Reference cannot be updated");
  await announceRefUpdate(context, { repository, ref, before: current.sha, after: zeroSha, actor });
  return noContent();
}

/** Refs, with compare-and-swap. */
export const addGitRefRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/git";
  const read = { permission: "contents:read" } as const;
  const write = { permission: "contents:write" } as const;
  const move = { ...write, changesWorkflows: true } as const;
  app.route("GET", `${base}/ref/*ref`, read, (request) => getRef(context, request));
  app.route("GET", `${base}/matching-refs/*ref`, read, (request) => matchingRefs(context, request));
  app.route("POST", `${base}/refs`, move, (request) => createRef(context, request));
  app.route("PATCH", `${base}/refs/*ref`, move, (request) => updateRef(context, request));
  app.route("DELETE", `${base}/refs/*ref`, write, (request) => deleteRef(context, request));
};
