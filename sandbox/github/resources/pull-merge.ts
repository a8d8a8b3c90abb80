import type { RouteModule, SandboxContext } from "../context.ts";
import type { Person } from "../git/git-repository.ts";
import { mergeTrees, rebaseCommits } from "../git/merge.ts";
import { ApiError, notFound } from "../http/api-error.ts";
import { choiceField, textField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { accepted, noContent, ok } from "../http/reply.ts";
import { mayPush } from "./branch-restrictions.ts";
import { findProtection } from "./branch-rules.ts";
import { findIssue } from "./issue-records.ts";
import { scopeOf } from "./issues.ts";
import { mustBeMergeable } from "./merge-rules.ts";
import type { PullRecord } from "./pull-records.ts";
import { markMerged } from "./pull-sync.ts";
import { pullOf } from "./pulls.ts";
import { announceRefUpdate, personOf } from "./ref-updates.ts";
import { refuseMergedWorkflow, refuseNewWorkflow } from "./workflow-rights.ts";

type Method = "merge" | "squash" | "rebase";

interface Merge {
  readonly pull: PullRecord;
  readonly base: string;
  readonly method: Method;
  readonly title: string;
  readonly message: string;
  readonly author: Person;
}

async function defaultMessage(
  context: SandboxContext,
  request: ApiRequest,
  pull: PullRecord,
  method: Method,
): Promise<{ title: string; message: string }> {
  const issue = findIssue(context, request.repository, pull.number);
  const owner = context.userById(pull.headOwnerId)?.login ?? "unknown";
  const title = issue?.title ?? "";
  if (method === "merge") {
    return { title: `Merge pull request #${pull.number} from ${owner}/${pull.headRef}`, message: title };
  }
  const git = context.git(request.repository);
  const out = await git.run(["log", "--reverse", "--format=* %B", pull.headSha, `^${pull.baseSha}`, "--"]);
  return { title: `${title} (#${pull.number})`, message: pull.size.commits > 1 ? out.toString().trim() : "" };
}

async function readMerge(context: SandboxContext, request: ApiRequest, body: JsonObject): Promise<Merge> {
  const { repository, actor } = request;
  const pull = pullOf(context, request);
  const method = choiceField(body, "merge_method", ["merge", "squash", "rebase"], "PullRequest") ?? "merge";
  const sha = textField(body, "sha", "PullRequest");
  const base = (await context.git(repository).readRef(`refs/heads/${pull.baseRef}`))?.sha;
  if (base === undefined) throw notFound();
  if (sha !== undefined && sha !== pull.headSha) {
    throw new ApiError(409, "Head branch was modified. Review and try the merge again.");
  }
  const { settings } = repository;
  const allowed = {
    merge: settings.allowMergeCommit,
    squash: settings.allowSquashMerge,
    rebase: settings.allowRebaseMerge,
  };
  if (!allowed[method])
    throw new ApiError(
      405,
      `${method[0]?.toUpperCase()}${method.slice(1)} merges are not allowed on this repository.`,
    );
  const fallback = await defaultMessage(context, request, pull, method);
  const title = textField(body, "commit_title", "PullRequest") || fallback.title;
  const message = textField(body, "commit_message", "PullRequest") ?? fallback.message;
  return { pull, base, method, title, message, author: personOf(context, actor) };
}

async function makeCommit(
  context: SandboxContext,
  request: ApiRequest,
  merge: Merge,
): Promise<string | undefined> {
  const git = context.git(request.repository);
  const { pull, base, method, author } = merge;
  const committer = { name: "GitHub", email: "noreply@github.com", date: context.timestamp() };
  if (method === "rebase") return rebaseCommits(git, { base, head: pull.headSha }, author);
  const tree = await mergeTrees(git, base, pull.headSha);
  if (tree === undefined) return undefined;
  const message = merge.message === "" ? merge.title : `${merge.title}\n\n${merge.message}`;
  const parents = method === "merge" ? [base, pull.headSha] : [base];
  return git.writeCommit({ tree, parents, message, author, committer });
}

/** @throws {ApiError} 405 when the base branch is restricted to others */
function mustBePusher(context: SandboxContext, { repository, actor }: ApiRequest, pull: PullRecord): void {
  const restrictions = findProtection(context, repository, pull.baseRef)?.restrictions ?? null;
  if (restrictions === null || mayPush(context, repository, restrictions, actor)) return;
  throw new ApiError(405, "You're not authorized to push to this branch.");
}

async function mergePull(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository, actor } = request;
  const merge = await readMerge(context, request, await request.json());
  const { pull, base } = merge;
  const isOpen = findIssue(context, repository, pull.number)?.state === "open";
  if (pull.merged || !isOpen || pull.draft) throw new ApiError(405, "Pull Request is not mergeable");
  mustBeMergeable(context, repository, pull);
  mustBePusher(context, request, pull);
  const sha = await makeCommit(context, request, merge);
  if (sha === undefined) throw new ApiError(405, "Pull Request is not mergeable");
  await refuseNewWorkflow(context, { repository, before: base, after: sha, actor });
  const ref = `refs/heads/${pull.baseRef}`;
  if (!(await context.git(repository).updateRef(ref, sha, base))) {
    throw new ApiError(409, "Base branch was modified. Review and try the merge again.");
  }
  const scope = scopeOf(context, request);
  await markMerged(scope, pull, sha, () =>
    announceRefUpdate(context, { repository, ref, before: base, after: sha, actor }),
  );
  if (repository.settings.deleteBranchOnMerge) await deleteHead(context, request, pull);
  return ok({ sha, merged: true, message: "Pull Request successfully merged" });
}

async function deleteHead(context: SandboxContext, request: ApiRequest, pull: PullRecord): Promise<void> {
  const { repository, actor } = request;
  const ref = `refs/heads/${pull.headRef}`;
  if (pull.headRepositoryId !== repository.id) return;
  const after = "0".repeat(40);
  if (await context.git(repository).deleteRef(ref, pull.headSha)) {
    await announceRefUpdate(context, { repository, ref, before: pull.headSha, after, actor });
  }
}

async function updateBranch(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository, actor } = request;
  const pull = pullOf(context, request);
  const git = context.git(repository);
  const base = await git.resolveCommit(`refs/heads/${pull.baseRef}`);
  const tree = base === undefined ? undefined : await mergeTrees(git, pull.headSha, base);
  if (base === undefined || tree === undefined)
    throw new ApiError(422, "merge conflict between base and head");
  const author = personOf(context, actor);
  const message = `Merge branch '${pull.baseRef}' into ${pull.headRef}`;
  const sha = await git.writeCommit({
    tree,
    parents: [pull.headSha, base],
    message,
    author,
    committer: author,
  });
  await refuseMergedWorkflow(context, { repository, before: pull.headSha, after: sha, actor });
  const ref = `refs/heads/${pull.headRef}`;
  if (!(await git.updateRef(ref, sha, pull.headSha))) throw new ApiError(422, "Head branch was modified");
  await announceRefUpdate(context, { repository, ref, before: pull.headSha, after: sha, actor });
  return accepted({ message: "Updating pull request branch.", url: request.href });
}

/** Merging of pull requests. */
export const addPullMergeRoutes: RouteModule = (app, context) => {
  const one = "/repos/:owner/:repo/pulls/:pull_number";
  app.route("GET", `${one}/merge`, { permission: "pull_requests:read" }, (request) => {
    if (!pullOf(context, request).merged) throw notFound();
    return noContent();
  });
  app.route("PUT", `${one}/merge`, { permission: "contents:write" }, (request) =>
    mergePull(context, request),
  );
  app.route("PUT", `${one}/update-branch`, { permission: "pull_requests:write", role: "write" }, (request) =>
    updateBranch(context, request),
  );
};
