import type { SandboxContext } from "../context.ts";
import { diffTrees } from "../git/diff.ts";
import { zeroSha } from "../git/git-repository.ts";
import { mergeTrees } from "../git/merge.ts";
import type { Actor, RepositoryRecord } from "../records.ts";
import { emitIssue, setState } from "./issue-changes.ts";
import { addTimeline, findIssue, saveIssue } from "./issue-records.ts";
import {
  findPull,
  listPulls,
  savePull,
  type MergeTest,
  type PullRecord,
  type PullSize,
} from "./pull-records.ts";

/** A branch that has moved. */
export interface BranchMove {
  readonly repository: RepositoryRecord;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly actor: Actor;
}

async function measure(
  context: SandboxContext,
  repository: RepositoryRecord,
  base: string,
  head: string,
): Promise<PullSize> {
  const git = context.git(repository);
  const [found, count] = await Promise.all([
    git.try(["merge-base", base, head]),
    git.run(["rev-list", "--count", head, `^${base}`]),
  ]);
  const mergeBase = found.stdout.toString().trim() || base;
  const files = await diffTrees(git, mergeBase, head);
  return {
    commits: Number(count.toString()),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: files.length,
  };
}

async function testMerge(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
  base: string,
): Promise<MergeTest> {
  const git = context.git(repository);
  const tree = await mergeTrees(git, base, pull.headSha);
  if (tree === undefined) return { base, head: pull.headSha, mergeable: false, mergeSha: null };
  const person = { name: "GitHub", email: "noreply@github.com", date: context.timestamp() };
  const mergeSha = await git.writeCommit({
    tree,
    parents: [base, pull.headSha],
    message: `Merge ${pull.headSha} into ${base}`,
    author: person,
    committer: person,
  });
  await git.updateRef(`refs/pull/${pull.number}/merge`, mergeSha);
  return { base, head: pull.headSha, mergeable: true, mergeSha };
}

/** Brings size, mergeability and `refs/pull/<n>/merge` up to date; cheap when neither side moved. */
export async function refreshPull(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
): Promise<PullRecord> {
  if (pull.merged) return pull;
  const base = (await context.git(repository).readRef(`refs/heads/${pull.baseRef}`))?.sha ?? pull.baseSha;
  if (pull.test?.base === base && pull.test.head === pull.headSha) return pull;
  const [size, test] = await Promise.all([
    measure(context, repository, base, pull.headSha),
    testMerge(context, repository, pull, base),
  ]);
  const current = findPull(context, repository, pull.number) ?? pull;
  const isStale = current.headSha !== pull.headSha || current.merged;
  return isStale ? current : savePull(context, repository, { ...current, size, test });
}

/** Copies the head's objects into the base repository when they live in a fork, and writes `refs/pull/<n>/head`. */
export async function fetchHead(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: Pick<PullRecord, "number" | "headRepositoryId" | "headRef" | "headSha">,
): Promise<void> {
  const git = context.git(repository);
  const ref = `refs/pull/${pull.number}/head`;
  const fork = pull.headRepositoryId === null ? undefined : context.repositoryById(pull.headRepositoryId);
  if (fork && fork.id !== repository.id) {
    await git.run([
      "fetch",
      "--quiet",
      "--no-tags",
      context.git(fork).directory,
      `+refs/heads/${pull.headRef}:${ref}`,
    ]);
    return;
  }
  await git.updateRef(ref, pull.headSha);
}

/** What a pushed head is compared with: the base branch as it is now, unless that holds the head already. */
async function baseFor(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
): Promise<string> {
  const git = context.git(repository);
  const tip = (await git.readRef(`refs/heads/${pull.baseRef}`))?.sha;
  return tip === undefined || (await git.isAncestor(pull.headSha, tip)) ? pull.baseSha : tip;
}

async function synchronize(
  context: SandboxContext,
  move: BranchMove,
  pull: PullRecord,
  base: RepositoryRecord,
): Promise<void> {
  const { actor, before, after } = move;
  const scope = { context, repository: base, actor };
  const issue = findIssue(context, base, pull.number);
  if (!issue) return;
  if (after === zeroSha) {
    addTimeline(context, base, pull.number, { event: "head_ref_deleted", actor });
    setState(scope, issue, "closed");
    return;
  }
  await fetchHead(context, base, { ...pull, headSha: after });
  const baseSha = await baseFor(context, base, { ...pull, headSha: after });
  const saved = savePull(context, base, { ...pull, headSha: after, baseSha });
  await refreshPull(context, base, saved);
  emitIssue(scope, saveIssue(context, base, issue), "synchronize", { before, after });
}

async function followBase(context: SandboxContext, move: BranchMove, pull: PullRecord): Promise<void> {
  const { repository, after, actor } = move;
  const git = context.git(repository);
  if (after === zeroSha || !(await git.isAncestor(pull.headSha, after))) return;
  await markMerged({ context, repository, actor }, pull, after);
}

/** Closes a pull request as merged and tells of it. */
export async function markMerged(
  scope: { readonly context: SandboxContext; readonly repository: RepositoryRecord; readonly actor: Actor },
  pull: PullRecord,
  mergeCommitSha: string,
  announce: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { context, repository, actor } = scope;
  const at = context.timestamp();
  savePull(context, repository, {
    ...pull,
    merged: true,
    mergedAt: at,
    mergedById: actor.user.id,
    mergeCommitSha,
  });
  const issue = findIssue(context, repository, pull.number);
  if (!issue) return;
  const closed = { ...issue, state: "closed", closedAt: at, closedById: actor.user.id } as const;
  const saved = saveIssue(context, repository, closed);
  addTimeline(context, repository, pull.number, { event: "merged", actor, commitId: mergeCommitSha });
  addTimeline(context, repository, pull.number, { event: "closed", actor });
  await announce();
  emitIssue(scope, saved, "closed");
  closeMentioned(scope, saved.body ?? "");
}

function closeMentioned(
  scope: { readonly context: SandboxContext; readonly repository: RepositoryRecord; readonly actor: Actor },
  body: string,
): void {
  for (const match of body.matchAll(/\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):? #(\d+)\b/gi)) {
    const issue = findIssue(scope.context, scope.repository, Number(match[1]));
    if (issue && !issue.isPull) setState(scope, issue, "closed");
  }
}

/** What a moved branch means for pull requests: `synchronize` for its heads, merged or a new base for the others. */
export async function followBranch(context: SandboxContext, move: BranchMove): Promise<void> {
  const branch = move.ref.replace(/^refs\/heads\//, "");
  const isOpen = (repository: RepositoryRecord, pull: PullRecord): boolean =>
    findIssue(context, repository, pull.number)?.state === "open";
  for (const base of context.store.collection<RepositoryRecord>("repositories").list("")) {
    for (const pull of listPulls(context, base).filter((pull) => isOpen(base, pull))) {
      if (pull.headRepositoryId === move.repository.id && pull.headRef === branch) {
        await synchronize(context, move, pull, base);
      } else if (base.id === move.repository.id && pull.baseRef === branch) {
        await followBase(context, move, pull);
      }
    }
  }
}
