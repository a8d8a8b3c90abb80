import { isAtLeast } from "../auth/rights.ts";
import type { RouteModule, SandboxContext } from "../context.ts";
import { zeroSha } from "../git/git-repository.ts";
import { mergeTrees } from "../git/merge.ts";
import { isRefName } from "../git/ref-grammar.ts";
import { ApiError, validationFailed } from "../http/api-error.ts";
import { requiredText, textField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse } from "../http/messages.ts";
import { created, noContent } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import { renderCommit } from "../render/commit.ts";
import { findProtection, type ProtectionRecord } from "./branch-rules.ts";
import { renderBranch } from "./branches.ts";
import { findIssue } from "./issue-records.ts";
import { listPulls, savePull } from "./pull-records.ts";
import { refusePush } from "./push-rules.ts";
import { announceRefUpdate, personOf } from "./ref-updates.ts";
import { refuseNewWorkflow } from "./workflow-rights.ts";

async function merge(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository, actor } = request;
  const body = await request.json();
  const [baseName, headName] = [requiredText(body, "base", "Merge"), requiredText(body, "head", "Merge")];
  const git = context.git(repository);
  const ref = `refs/heads/${baseName}`;
  const base = (await git.readRef(ref))?.sha;
  if (base === undefined) throw new ApiError(404, "Base does not exist");
  const head = await git.resolveCommit(headName);
  if (head === undefined) throw new ApiError(404, "Head does not exist");
  if (await git.isAncestor(head, base)) return noContent();
  const tree = await mergeTrees(git, base, head);
  if (tree === undefined) throw new ApiError(409, "Merge conflict");
  const message = textField(body, "commit_message", "Merge") || `Merge ${headName} into ${baseName}`;
  const person = personOf(context, actor);
  const parents = [base, head];
  const after = await git.writeCommit({ tree, parents, message, author: person, committer: person });
  const push = { repository, ref, before: base, after, actor };
  refusePush(context, { ...push, isForced: false, isSigned: true });
  await refuseNewWorkflow(context, push);
  if (!(await git.updateRef(ref, after, base))) throw new ApiError(409, "Base branch was modified");
  await announceRefUpdate(context, push);
  const commit = await git.readCommit(after);
  return created(commit ? renderCommit(context, repository, commit) : {});
}

/** Protection and the base of open pull requests go with the branch. */
function moveFollowers(
  context: SandboxContext,
  repository: RepositoryRecord,
  from: string,
  to: string,
): void {
  const protections = context.store.collection<ProtectionRecord>("protections");
  const rule = findProtection(context, repository, from);
  if (rule) {
    protections.remove(repository.id, from);
    protections.put(repository.id, to, { ...rule, branch: to });
  }
  for (const pull of listPulls(context, repository)) {
    const isOpen = findIssue(context, repository, pull.number)?.state === "open";
    if (isOpen && pull.baseRef === from) savePull(context, repository, { ...pull, baseRef: to });
  }
}

async function moveDefault(
  context: SandboxContext,
  request: ApiRequest,
  to: string,
): Promise<RepositoryRecord> {
  const { repository, actor } = request;
  if (actor.kind === "user" && !isAtLeast(context.roleOf(actor.user, repository), "admin")) {
    throw new ApiError(403, "Must have admin rights to Repository.");
  }
  await context.git(repository).run(["symbolic-ref", "HEAD", `refs/heads/${to}`]);
  const repositories = context.store.collection<RepositoryRecord>("repositories");
  return repositories.put("", repository.id, { ...repository, defaultBranch: to });
}

/** A new name: base and protection follow, pull requests whose head it is are closed, as GitHub does. */
async function rename(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { actor } = request;
  const from = request.params["branch"] ?? "";
  const to = requiredText(await request.json(), "new_name", "Branch");
  const git = context.git(request.repository);
  const [before, after] = [`refs/heads/${from}`, `refs/heads/${to}`];
  const sha = (await git.readRef(before))?.sha;
  if (sha === undefined) throw new ApiError(404, "Branch not found");
  if (!isRefName(after))
    throw validationFailed({ resource: "Branch", field: "new_name", code: "invalid", value: to });
  const isDefault = request.repository.defaultBranch === from;
  if (isDefault) await moveDefault(context, request, to);
  if (!(await git.updateRef(after, sha, zeroSha))) {
    throw validationFailed({ resource: "Branch", field: "new_name", code: "already_exists", value: to });
  }
  const repository = context.repositoryById(request.repository.id) ?? request.repository;
  moveFollowers(context, repository, from, to);
  await announceRefUpdate(context, { repository, ref: after, before: zeroSha, after: sha, actor });
  if (await git.deleteRef(before, sha)) {
    await announceRefUpdate(context, { repository, ref: before, before: sha, after: zeroSha, actor });
  }
  return created(await renderBranch(context, repository, to));
}

/** Merging one branch into another without a pull request, and new names for branches. */
export const addBranchChangeRoutes: RouteModule = (app, context) => {
  const write = { permission: "contents:write" } as const;
  app.route("POST", "/repos/:owner/:repo/merges", write, (request) => merge(context, request));
  app.route("POST", "/repos/:owner/:repo/branches/*branch/rename", write, (request) =>
    rename(context, request),
  );
};
