import type { SandboxContext } from "../context.ts";
import { zeroSha, type Person, type TreeChange } from "../git/git-repository.ts";
import { ApiError } from "../http/api-error.ts";
import { isObject } from "../http/fields.ts";
import type { Actor, RepositoryRecord } from "../records.ts";
import { pushRefusals } from "./push-rules.ts";
import { announceRefUpdate, personOf } from "./ref-updates.ts";
import { refuseWorkflowPaths } from "./workflow-rights.ts";

/** A commit to be put on top of a branch. */
export interface CommitChanges {
  readonly repository: RepositoryRecord;
  readonly branch: string;
  /** The branch's commit that the change was made for; `undefined` for the first commit. */
  readonly parent: string | undefined;
  readonly changes: readonly TreeChange[];
  readonly message: string;
  readonly actor: Actor;
  readonly author?: Person;
  readonly committer?: Person;
}

/** Reads `{name, email, date}`; missing parts come from `fallback`. */
export function readPerson(value: unknown, fallback: Person): Person {
  if (!isObject(value)) return fallback;
  const text = (name: string, other: string): string => {
    const part = value[name];
    return typeof part === "string" && part.trim() !== "" ? part : other;
  };
  const date = text("date", fallback.date);
  if (Number.isNaN(Date.parse(date))) throw new ApiError(422, `Invalid date: ${date}`);
  return {
    name: text("name", fallback.name),
    email: text("email", fallback.email),
    date: new Date(date).toISOString(),
  };
}

const unborn = "f".repeat(40);

/** Writes the commit, moves the branch by compare-and-swap and tells of the push. @throws {ApiError} 403, 409 */
export async function commitChanges(context: SandboxContext, change: CommitChanges): Promise<string> {
  const { repository, branch, parent, changes, message, actor } = change;
  refuseWorkflowPaths(
    actor,
    changes.map(({ path }) => path),
  );
  const git = context.git(repository);
  const ref = `refs/heads/${branch}`;
  const before = parent ?? zeroSha;
  // The commit does not exist yet: no check has seen it, so that a required one refuses it.
  const [refusal] = pushRefusals(context, {
    repository,
    ref,
    before,
    after: unborn,
    actor,
    isSigned: true,
  }).filter((one) => !one.onlyForced);
  if (refusal) throw new ApiError(409, `Could not update file: ${refusal.message}`);
  const tree = await git.writeTree(parent, changes);
  const author = change.author ?? personOf(context, actor);
  const committer = change.committer ?? personOf(context, actor);
  const parents = parent === undefined ? [] : [parent];
  const sha = await git.writeCommit({ tree, parents, message, author, committer });
  if (!(await git.updateRef(ref, sha, before))) {
    throw new ApiError(409, `is at another commit but expected ${before}`);
  }
  await announceRefUpdate(context, { repository, ref, before, after: sha, actor });
  return sha;
}
