import type { RouteModule, SandboxContext } from "../context.ts";
import { diffTrees } from "../git/diff.ts";
import { notFound, validationFailed, type ApiError } from "../http/api-error.ts";
import { booleanField, requiredText, textField, textListField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { created, listed, listedLater, numberParam, ok } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import { renderCommit, renderDiffFile } from "../render/commit.ts";
import { emitIssue } from "./issue-changes.ts";
import { findIssue, saveIssue, type IssueRecord } from "./issue-records.ts";
import { renderUserById } from "./issue-render.ts";
import { applyIssueEdit, scopeOf, userIds } from "./issues.ts";
import { mergeableState } from "./merge-rules.ts";
import { findPull, listPulls, savePull, type PullRecord } from "./pull-records.ts";
import { renderFullPull, renderPullOf } from "./pull-render.ts";
import { fetchHead, refreshPull } from "./pull-sync.ts";

/** The pull request of `:pull_number`. @throws {ApiError} 404 */
export function pullOf(context: SandboxContext, request: ApiRequest): PullRecord {
  const pull = findPull(context, request.repository, numberParam(request, "pull_number"));
  if (!pull) throw notFound();
  return pull;
}

interface Head {
  readonly repository: RepositoryRecord;
  readonly ref: string;
  readonly sha: string;
}

function invalid(field: string, value?: unknown): ApiError {
  return validationFailed({
    resource: "PullRequest",
    field,
    code: "invalid",
    ...(value === undefined ? {} : { value }),
  });
}

async function findHead(context: SandboxContext, request: ApiRequest, body: JsonObject): Promise<Head> {
  const { repository } = request;
  const text = requiredText(body, "head", "PullRequest");
  const [owner, ref] = text.includes(":")
    ? (text.split(":", 2) as [string, string])
    : [repository.ownerLogin, text];
  const name = textField(body, "head_repo", "PullRequest") ?? repository.name;
  const isOwn = owner.toLowerCase() === repository.ownerLogin.toLowerCase();
  const source = isOwn ? repository : context.findRepository(owner, name);
  const found = source ? await context.git(source).readRef(`refs/heads/${ref}`) : undefined;
  if (!source || !found) throw invalid("head");
  return { repository: source, ref, sha: found.sha };
}

function custom(message: string): ApiError {
  return validationFailed({ resource: "PullRequest", field: "head", code: "custom", message });
}

async function checkNew(
  context: SandboxContext,
  repository: RepositoryRecord,
  head: Head,
  base: string,
): Promise<string> {
  const baseSha = (await context.git(repository).readRef(`refs/heads/${base}`))?.sha;
  if (baseSha === undefined) throw invalid("base");
  const twin = listPulls(context, repository).find(
    (pull) =>
      pull.headRepositoryId === head.repository.id &&
      pull.headRef === head.ref &&
      pull.baseRef === base &&
      findIssue(context, repository, pull.number)?.state === "open",
  );
  const label = `${head.repository.ownerLogin}:${head.ref}`;
  if (twin) throw custom(`A pull request already exists for ${label}.`);
  const isMerged =
    head.repository.id === repository.id && (await context.git(repository).isAncestor(head.sha, baseSha));
  if (isMerged) throw custom(`No commits between ${base} and ${head.ref}`);
  return baseSha;
}

function draftIssue(context: SandboxContext, request: ApiRequest, body: JsonObject): IssueRecord {
  const { repository, actor } = request;
  const at = context.timestamp();
  return {
    id: context.store.nextId(),
    number: context.store.nextNumber(`issues ${repository.id}`),
    title: requiredText(body, "title", "PullRequest"),
    body: textField(body, "body", "PullRequest") ?? null,
    state: "open",
    stateReason: null,
    userId: actor.user.id,
    appId: actor.appId,
    labelIds: [],
    assigneeIds: [],
    milestone: null,
    locked: false,
    isPull: true,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    closedById: null,
  };
}

async function createPull(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository } = request;
  const body = await request.json();
  requiredText(body, "title", "PullRequest");
  const baseRef = requiredText(body, "base", "PullRequest");
  const head = await findHead(context, request, body);
  const baseSha = await checkNew(context, repository, head, baseRef);
  const issue = draftIssue(context, request, body);
  const pull: PullRecord = {
    id: issue.id,
    number: issue.number,
    headRepositoryId: head.repository.id,
    headOwnerId: head.repository.ownerId,
    headRef: head.ref,
    headSha: head.sha,
    baseRef,
    baseSha,
    draft: booleanField(body, "draft", "PullRequest") ?? false,
    merged: false,
    mergedAt: null,
    mergedById: null,
    mergeCommitSha: null,
    maintainerCanModify: booleanField(body, "maintainer_can_modify", "PullRequest") ?? false,
    reviewerIds: [],
    size: { commits: 0, additions: 0, deletions: 0, changedFiles: 0 },
    test: null,
  };
  await fetchHead(context, repository, pull);
  savePull(context, repository, pull);
  saveIssue(context, repository, issue);
  const tested = await refreshPull(context, repository, pull);
  emitIssue(scopeOf(context, request), issue, "opened");
  return created(renderFullPull(context, repository, tested, mergeableState(context, repository, tested)));
}

function diffResponse(bytes: Buffer, kind: "diff" | "patch"): ApiResponse {
  return {
    status: 200,
    bytes,
    headers: { "content-type": `application/vnd.github.v3.${kind}; charset=utf-8` },
  };
}

async function mergeBaseOf(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
): Promise<string> {
  const found = await context.git(repository).try(["merge-base", pull.baseSha, pull.headSha]);
  return found.stdout.toString().trim() || pull.baseSha;
}

async function getPull(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository } = request;
  const pull = pullOf(context, request);
  const git = context.git(repository);
  const accept = request.headers.accept ?? "";
  if (/\.diff\b/.test(accept)) {
    return diffResponse(
      await git.run(["diff", await mergeBaseOf(context, repository, pull), pull.headSha, "--"]),
      "diff",
    );
  }
  if (/\.patch\b/.test(accept)) {
    const base = await mergeBaseOf(context, repository, pull);
    return diffResponse(await git.run(["format-patch", "--stdout", `${base}..${pull.headSha}`]), "patch");
  }
  const fresh = await refreshPull(context, repository, pull);
  return ok(renderFullPull(context, repository, fresh, mergeableState(context, repository, fresh)));
}

async function updatePull(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository } = request;
  const pull = pullOf(context, request);
  const issue = findIssue(context, repository, pull.number);
  if (!issue) throw notFound();
  const body = await request.json();
  const base = textField(body, "base", "PullRequest");
  if (body["state"] === "open" && pull.merged) throw invalid("state");
  const scope = scopeOf(context, request);
  if (base !== undefined && base !== pull.baseRef) {
    const baseSha = (await context.git(repository).readRef(`refs/heads/${base}`))?.sha;
    if (baseSha === undefined) throw invalid("base", base);
    savePull(context, repository, { ...pull, baseRef: base, baseSha, test: null });
    emitIssue(scope, issue, "edited", {
      changes: { base: { ref: { from: pull.baseRef }, sha: { from: pull.baseSha } } },
    });
  }
  applyIssueEdit(scope, issue, body);
  const fresh = await refreshPull(context, repository, pullOf(context, request));
  return ok(renderFullPull(context, repository, fresh, mergeableState(context, repository, fresh)));
}

function listFiltered(context: SandboxContext, request: ApiRequest): readonly PullRecord[] {
  const { repository, query } = request;
  const state = query.get("state") ?? "open";
  const head = query.get("head");
  const base = query.get("base");
  const label = (pull: PullRecord): string =>
    `${context.userById(pull.headOwnerId)?.login ?? ""}:${pull.headRef}`;
  const kept = listPulls(context, repository)
    .filter((pull) => state === "all" || findIssue(context, repository, pull.number)?.state === state)
    .filter((pull) => !head?.includes(":") || label(pull).toLowerCase() === head.toLowerCase())
    .filter((pull) => base === null || pull.baseRef === base);
  const isUpdated = query.get("sort") === "updated";
  const at = (pull: PullRecord): string => findIssue(context, repository, pull.number)?.updatedAt ?? "";
  const sorted = isUpdated
    ? kept.toSorted((a, b) => at(a).localeCompare(at(b)) || a.number - b.number)
    : kept;
  return query.get("direction") === "asc" ? sorted : sorted.toReversed();
}

async function listFiles(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository } = request;
  const pull = pullOf(context, request);
  const base = await mergeBaseOf(context, repository, pull);
  const files = await diffTrees(context.git(repository), base, pull.headSha);
  return listed(request, files, (file) => renderDiffFile(context, repository, file, pull.headSha));
}

async function listPullCommits(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository } = request;
  const pull = pullOf(context, request);
  const git = context.git(repository);
  const base = await mergeBaseOf(context, repository, pull);
  const out = await git.run(["rev-list", "--reverse", pull.headSha, `^${base}`]);
  return listedLater(request, out.toString().split("\n").filter(Boolean), async (sha) => {
    const commit = await git.readCommit(sha);
    return commit ? renderCommit(context, repository, commit) : {};
  });
}

async function changeReviewers(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository } = request;
  const pull = pullOf(context, request);
  const ids = userIds(context, textListField(await request.json(), "reviewers", "PullRequest") ?? []);
  const others = pull.reviewerIds.filter((id) => !ids.includes(id));
  const isAdding = request.method === "POST";
  const saved = savePull(context, repository, {
    ...pull,
    reviewerIds: isAdding ? [...others, ...ids] : others,
  });
  const issue = findIssue(context, repository, pull.number);
  for (const id of issue ? ids : []) {
    const action = isAdding ? "review_requested" : "review_request_removed";
    const requested_reviewer = renderUserById(context, id);
    if (issue) emitIssue(scopeOf(context, request), issue, action, { requested_reviewer });
  }
  const body = renderPullOf(context, repository, saved);
  return isAdding ? created(body) : ok(body);
}

/** Pull requests: everything but reviews and merging. */
export const addPullRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/pulls";
  const one = `${base}/:pull_number`;
  const read = { permission: "pull_requests:read" } as const;
  const write = { permission: "pull_requests:write" } as const;
  app.route("GET", base, read, (request) =>
    listed(request, listFiltered(context, request), (pull) =>
      renderPullOf(context, request.repository, pull),
    ),
  );
  app.route("POST", base, write, (request) => createPull(context, request));
  app.route("GET", one, read, (request) => getPull(context, request));
  app.route("PATCH", one, write, (request) => updatePull(context, request));
  app.route("GET", `${one}/files`, read, (request) => listFiles(context, request));
  app.route("GET", `${one}/commits`, read, (request) => listPullCommits(context, request));
  app.route("GET", `${one}/requested_reviewers`, read, (request) => {
    const reviewers = pullOf(context, request).reviewerIds;
    return ok({ users: reviewers.map((id) => renderUserById(context, id)), teams: [] });
  });
  app.route("POST", `${one}/requested_reviewers`, write, (request) => changeReviewers(context, request));
  app.route("DELETE", `${one}/requested_reviewers`, write, (request) => changeReviewers(context, request));
};
