import type { RouteModule, SandboxContext } from "../context.ts";
import { diffTrees, emptyTreeSha, type DiffFile } from "../git/diff.ts";
import { isSha, isTreePath } from "../git/ref-grammar.ts";
import { ApiError, notFound } from "../http/api-error.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { listed, listedLater, ok, pageOf } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import { renderCommit, renderDiffFile } from "../render/commit.ts";
import { repositoryPage, repositoryUrl } from "../render/repository.ts";
import { findPullsOfCommit } from "./pull-records.ts";
import { renderPullOf } from "./pull-render.ts";

async function renderSha(
  context: SandboxContext,
  repository: RepositoryRecord,
  sha: string,
): Promise<JsonObject> {
  const commit = await context.git(repository).readCommit(sha);
  if (!commit) throw notFound();
  return renderCommit(context, repository, commit);
}

async function listCommits(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository, query } = request;
  const git = context.git(repository);
  const start = await git.resolveCommit(query.get("sha") || repository.defaultBranch);
  if (start === undefined) {
    throw query.get("sha") ? notFound() : new ApiError(409, "Git Repository is empty.");
  }
  const path = query.get("path") ?? "";
  if (path !== "" && !isTreePath(path)) return ok([]);
  const date = (name: "since" | "until"): string[] => {
    const value = Date.parse(query.get(name) ?? "");
    return Number.isNaN(value) ? [] : [`--${name}=${new Date(value).toISOString()}`];
  };
  const flags = [...date("since"), ...date("until"), start, "--", ...(path === "" ? [] : [path])];
  const out = await git.run(["--literal-pathspecs", "rev-list", ...flags]);
  const shas = out.toString().split("\n").filter(Boolean);
  const author = query.get("author")?.toLowerCase();
  const kept = author ? await byAuthor(context, repository, shas, author) : shas;
  return listedLater(request, kept, (sha) => renderSha(context, repository, sha));
}

async function byAuthor(
  context: SandboxContext,
  repository: RepositoryRecord,
  shas: readonly string[],
  author: string,
): Promise<readonly string[]> {
  const git = context.git(repository);
  const email = context.findUser(author)?.email?.toLowerCase() ?? author;
  const commits = await Promise.all(shas.map((sha) => git.readCommit(sha)));
  return commits.flatMap((commit) =>
    commit && commit.author.email.toLowerCase() === email ? [commit.sha] : [],
  );
}

function stats(files: readonly DiffFile[]): JsonObject {
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return { additions, deletions, total: additions + deletions };
}

function diffText(bytes: Buffer, kind: "diff" | "patch"): ApiResponse {
  return { status: 200, bytes, headers: { "content-type": `application/vnd.github.${kind}; charset=utf-8` } };
}

async function getCommit(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository } = request;
  const git = context.git(repository);
  const name = request.params["ref"] ?? "";
  const commit = await git.readCommit(name);
  if (!commit) throw isSha(name) ? new ApiError(422, `No commit found for SHA: ${name}`) : notFound();
  const accept = request.headers.accept ?? "";
  if (accept.includes(".sha"))
    return { status: 200, bytes: commit.sha, headers: { "content-type": "text/plain" } };
  const base = commit.parents[0] ?? emptyTreeSha;
  if (accept.includes(".diff")) return diffText(await git.run(["diff", base, commit.sha, "--"]), "diff");
  if (accept.includes(".patch")) {
    return diffText(await git.run(["format-patch", "--stdout", "-1", commit.sha]), "patch");
  }
  const files = await diffTrees(git, base, commit.sha);
  const page = pageOf(request, files);
  return ok({
    ...renderCommit(context, repository, commit),
    stats: stats(files),
    files: page.items.map((file) => renderDiffFile(context, repository, file, commit.sha)),
  });
}

interface Comparison {
  readonly base: string;
  readonly head: string;
  readonly mergeBase: string;
}

async function resolveComparison(context: SandboxContext, request: ApiRequest): Promise<Comparison> {
  const text = request.params["basehead"] ?? "";
  const [baseName = "", headName = ""] = text.includes("...") ? text.split("...") : [];
  const git = context.git(request.repository);
  const short = (name: string): string => name.slice(name.indexOf(":") + 1);
  const [base, head] = await Promise.all([
    git.resolveCommit(short(baseName)),
    git.resolveCommit(short(headName)),
  ]);
  if (base === undefined || head === undefined) throw notFound();
  const found = await git.try(["merge-base", base, head]);
  const mergeBase = found.stdout.toString().trim();
  if (mergeBase === "") throw new ApiError(404, `No common ancestor between ${baseName} and ${headName}.`);
  return { base, head, mergeBase };
}

async function compare(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository } = request;
  const git = context.git(repository);
  const { base, head, mergeBase } = await resolveComparison(context, request);
  const accept = request.headers.accept ?? "";
  if (accept.includes(".diff")) return diffText(await git.run(["diff", mergeBase, head, "--"]), "diff");
  const [ahead, behind, files] = await Promise.all([
    git.run(["rev-list", "--reverse", head, `^${base}`]),
    git.run(["rev-list", "--count", base, `^${head}`]),
    diffTrees(git, mergeBase, head),
  ]);
  const shas = ahead.toString().split("\n").filter(Boolean);
  const behindBy = Number(behind.toString());
  const isAhead = shas.length > 0;
  const status = isAhead ? (behindBy > 0 ? "diverged" : "ahead") : behindBy > 0 ? "behind" : "identical";
  const page = pageOf(request, shas);
  const isPaged = request.query.has("page") || request.query.has("per_page");
  const kept = isPaged ? page.items : shas.slice(-250);
  const name = `${base.slice(0, 12)}...${head.slice(0, 12)}`;
  const html = `${repositoryPage(context, repository)}/compare/${request.params["basehead"] ?? ""}`;
  const body = {
    url: `${repositoryUrl(context, repository)}/compare/${request.params["basehead"] ?? ""}`,
    html_url: html,
    permalink_url: `${repositoryPage(context, repository)}/compare/${name}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: await renderSha(context, repository, base),
    merge_base_commit: await renderSha(context, repository, mergeBase),
    status,
    ahead_by: shas.length,
    behind_by: behindBy,
    total_commits: shas.length,
    commits: await Promise.all(kept.map((sha) => renderSha(context, repository, sha))),
    files: files.slice(0, 300).map((file) => renderDiffFile(context, repository, file, head)),
  };
  return { status: 200, body, headers: isPaged ? page.headers : {} };
}

/** Commits, comparisons, and the pull requests of a commit. */
export const addCommitRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo";
  const read = { permission: "contents:read" } as const;
  app.route("GET", `${base}/commits`, read, (request) => listCommits(context, request));
  app.route("GET", `${base}/commits/:sha/pulls`, { permission: "pull_requests:read" }, async (request) => {
    const sha = await context.git(request.repository).resolveCommit(request.params["sha"] ?? "");
    if (sha === undefined) throw new ApiError(422, `No commit found for SHA: ${request.params["sha"] ?? ""}`);
    const pulls = await findPullsOfCommit(context, request.repository, sha);
    return listed(request, pulls, (pull) => renderPullOf(context, request.repository, pull));
  });
  app.route("GET", `${base}/compare/*basehead`, read, (request) => compare(context, request));
};

/** `commits/:ref`, which must be registered after all longer routes below `commits/`. */
export const addCommitRoute: RouteModule = (app, context) => {
  app.route("GET", "/repos/:owner/:repo/commits/*ref", { permission: "contents:read" }, (request) =>
    getCommit(context, request),
  );
};
