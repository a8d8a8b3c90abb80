import type { SandboxContext } from "../context.ts";
import type { RepositoryRecord } from "../records.ts";

/** The pull request side of an issue; the scope is the repository's id, the key its number. */
export interface PullRecord {
  readonly id: number;
  readonly number: number;
  /** `null` when the fork is gone. */
  readonly headRepositoryId: number | null;
  readonly headOwnerId: number;
  readonly headRef: string;
  readonly headSha: string;
  readonly baseRef: string;
  readonly baseSha: string;
  readonly draft: boolean;
  readonly merged: boolean;
  readonly mergedAt: string | null;
  readonly mergedById: number | null;
  readonly mergeCommitSha: string | null;
  readonly maintainerCanModify: boolean;
  readonly reviewerIds: readonly number[];
  readonly size: PullSize;
  readonly test: MergeTest | null;
}

/** How large the change is. */
export interface PullSize {
  readonly commits: number;
  readonly additions: number;
  readonly deletions: number;
  readonly changedFiles: number;
}

/** The last try to merge: for which commits, and what came out. */
export interface MergeTest {
  readonly base: string;
  readonly head: string;
  readonly mergeable: boolean;
  readonly mergeSha: string | null;
}

/** Pull requests of a repository, in order of their numbers. */
export function listPulls(context: SandboxContext, repository: RepositoryRecord): readonly PullRecord[] {
  return context.store.collection<PullRecord>("pulls").list(repository.id);
}

/** A pull request by its number. */
export function findPull(
  context: SandboxContext,
  repository: RepositoryRecord,
  number: number,
): PullRecord | undefined {
  return context.store.collection<PullRecord>("pulls").get(repository.id, number);
}

/** Writes a pull request. */
export function savePull(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
): PullRecord {
  return context.store.collection<PullRecord>("pulls").put(repository.id, pull.number, pull);
}

/** Pull requests that contain a commit: merged by it, or reaching it from their head and not from their base. */
export async function findPullsOfCommit(
  context: SandboxContext,
  repository: RepositoryRecord,
  sha: string,
): Promise<readonly PullRecord[]> {
  const git = context.git(repository);
  const found: PullRecord[] = [];
  for (const pull of listPulls(context, repository)) {
    if (pull.mergeCommitSha === sha || pull.headSha === sha) found.push(pull);
    else if (await git.isAncestor(sha, pull.headSha)) {
      const isInBase = await git.isAncestor(sha, pull.baseSha);
      if (!isInBase) found.push(pull);
    }
  }
  return found;
}
