import type { SandboxContext } from "../context.ts";
import { listCommitPaths, type CommitPaths } from "../git/diff.ts";
import { zeroSha, type GitRepository, type Person } from "../git/git-repository.ts";
import type { CommitObject, Signature } from "../git/parse-objects.ts";
import type { JsonObject } from "../http/messages.ts";
import type { Actor, RepositoryRecord } from "../records.ts";
import { findCommitUser } from "../render/commit.ts";
import { repositoryPage } from "../render/repository.ts";
import { followBranch } from "./pull-sync.ts";

/** A ref that has moved. */
export interface RefUpdate {
  readonly repository: RepositoryRecord;
  /** Full name. */
  readonly ref: string;
  /** {@link zeroSha} when it was made. */
  readonly before: string;
  /** {@link zeroSha} when it was deleted. */
  readonly after: string;
  readonly actor: Actor;
}

/** The actor as author of commits and tags, now. */
export function personOf(context: SandboxContext, actor: Actor): Person {
  const { user } = actor;
  const email = user.email ?? `${user.login}@users.noreply.github.com`;
  return { name: user.name ?? user.login, email, date: context.timestamp() };
}

function renderPerson(context: SandboxContext, signature: Signature): JsonObject {
  const user = findCommitUser(context, signature);
  const { name, email, date } = signature;
  return { name, email, date, ...(user ? { username: user.login } : {}) };
}

function renderPushCommit(
  context: SandboxContext,
  repository: RepositoryRecord,
  commit: CommitObject,
  paths: Pick<CommitPaths, "added" | "removed" | "modified">,
): JsonObject {
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${repositoryPage(context, repository)}/commit/${commit.sha}`,
    author: renderPerson(context, commit.author),
    committer: renderPerson(context, commit.committer),
    added: paths.added,
    removed: paths.removed,
    modified: paths.modified,
  };
}

interface PushCommits {
  readonly commits: readonly JsonObject[];
  readonly head: JsonObject | null;
  readonly forced: boolean;
}

async function readPush(
  context: SandboxContext,
  update: RefUpdate,
  git: GitRepository,
): Promise<PushCommits> {
  const { repository, before, after, ref } = update;
  if (after === zeroSha) return { commits: [], head: null, forced: false };
  const head = await git.readCommit(after);
  if (!head) return { commits: [], head: null, forced: false };
  const isNew = before === zeroSha;
  const base = isNew ? await git.resolveCommit(`refs/heads/${repository.defaultBranch}`) : before;
  const isOwnBase = ref === `refs/heads/${repository.defaultBranch}` && isNew;
  const range = { to: head.sha, limit: 20, ...(base === undefined || isOwnBase ? {} : { from: base }) };
  const [paths, isForward] = await Promise.all([
    listCommitPaths(git, range),
    isNew ? true : git.isAncestor(before, head.sha),
  ]);
  const commits = await Promise.all(
    paths.toReversed().map(async (entry) => {
      const commit = await git.readCommit(entry.sha);
      return commit ? renderPushCommit(context, repository, commit, entry) : {};
    }),
  );
  const last =
    commits.at(-1) ?? renderPushCommit(context, repository, head, { added: [], removed: [], modified: [] });
  return { commits: ref.startsWith("refs/tags/") ? [] : commits, head: last, forced: !isForward };
}

function emitRefLife(context: SandboxContext, update: RefUpdate): void {
  const { repository, ref, before, after, actor } = update;
  const match = /^refs\/(heads|tags)\/(.+)$/.exec(ref);
  const isCreated = before === zeroSha;
  if (!match || (!isCreated && after !== zeroSha)) return;
  const refType = match[1] === "heads" ? "branch" : "tag";
  const shared = { ref: match[2], ref_type: refType, pusher_type: "user" };
  const payload = isCreated
    ? { ...shared, master_branch: repository.defaultBranch, description: repository.description }
    : shared;
  context.emit({ event: isCreated ? "create" : "delete", repository, actor, payload });
}

async function emitPush(context: SandboxContext, update: RefUpdate): Promise<void> {
  const { repository, ref, before, after, actor } = update;
  const { commits, head, forced } = await readPush(context, update, context.git(repository));
  const page = repositoryPage(context, repository);
  context.emit({
    event: "push",
    repository,
    actor,
    payload: {
      ref,
      before,
      after,
      created: before === zeroSha,
      deleted: after === zeroSha,
      forced,
      base_ref: null,
      compare: `${page}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
      commits,
      head_commit: head,
      pusher: { name: actor.user.login, email: actor.user.email },
    },
  });
}

/** Tells the world that a branch or tag moved: `create`/`delete`, `push`, then what follows for pull requests. */
export async function announceRefUpdate(context: SandboxContext, update: RefUpdate): Promise<void> {
  if (!/^refs\/(heads|tags)\//.test(update.ref) || update.before === update.after) return;
  const repositories = context.store.collection<RepositoryRecord>("repositories");
  const current = repositories.get("", update.repository.id) ?? update.repository;
  const at = context.timestamp();
  const repository = repositories.put("", current.id, { ...current, pushedAt: at, updatedAt: at });
  const fresh = { ...update, repository };
  emitRefLife(context, fresh);
  await emitPush(context, fresh);
  if (update.ref.startsWith("refs/heads/")) await followBranch(context, fresh);
}
