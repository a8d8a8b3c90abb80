import type { SandboxContext } from "../context.ts";
import { diffTrees } from "../git/diff.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";
import { findIssue, listLabels, type IssueRecord } from "../resources/issue-records.ts";
import { listPulls, type PullRecord } from "../resources/pull-records.ts";
import { connection, readSlice, type Slice } from "./connection.ts";
import type { QueryScope } from "./listed-query.ts";

async function pathsOf(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
): Promise<readonly string[]> {
  const git = context.git(repository);
  const found = await git.try(["merge-base", pull.baseSha, pull.headSha]);
  const base = found.stdout.toString().trim() || pull.baseSha;
  return (await diffTrees(git, base, pull.headSha)).map((file) => file.path);
}

function labelNames(
  context: SandboxContext,
  repository: RepositoryRecord,
  issue: IssueRecord | undefined,
): readonly string[] {
  const ids = issue?.labelIds ?? [];
  return listLabels(context, repository).flatMap((label) => (ids.includes(label.id) ? [label.name] : []));
}

/** A pull request as the listed queries select it. `files` says how many of its paths. */
export async function renderPullNode(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
  files: Slice,
): Promise<JsonObject> {
  const issue = findIssue(context, repository, pull.number);
  const names = labelNames(context, repository, issue).slice(0, 10);
  return {
    number: pull.number,
    title: issue?.title ?? "",
    baseRefName: pull.baseRef,
    headRefName: pull.headRef,
    labels: { nodes: names.map((name) => ({ name })) },
    body: issue?.body ?? "",
    mergeCommit: pull.mergeCommitSha === null ? null : { oid: pull.mergeCommitSha },
    files: await connection(await pathsOf(context, repository, pull), files, (path) => ({ path })),
  };
}

function stateOf(context: SandboxContext, repository: RepositoryRecord, pull: PullRecord): string {
  if (pull.merged) return "MERGED";
  return findIssue(context, repository, pull.number)?.state === "open" ? "OPEN" : "CLOSED";
}

/** `pullRequests` of a repository into one branch, newest first. */
export async function answerPulls(scope: QueryScope, repository: RepositoryRecord): Promise<JsonObject> {
  const { context, variables } = scope;
  const { num, cursor, states, targetBranch, maxFilesChanged } = variables;
  const place = ["repository", "pullRequests"];
  const slice = readSlice(place, num, cursor);
  const files = readSlice([...place, "nodes", "files"], maxFilesChanged);
  const wanted: unknown[] | undefined = states === undefined || states === null ? undefined : [states].flat();
  const kept = listPulls(context, repository)
    .filter((pull) => pull.baseRef === targetBranch)
    .filter((pull) => wanted?.includes(stateOf(context, repository, pull)) ?? true)
    .toReversed();
  const render = (pull: PullRecord) => renderPullNode(context, repository, pull, files);
  return { pullRequests: await connection(kept, slice, render) };
}
