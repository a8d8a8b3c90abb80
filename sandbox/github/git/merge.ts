import type { GitRepository, Person } from "./git-repository.ts";

/** The tree of merging two commits; `undefined` on conflicts. */
export async function mergeTrees(
  git: GitRepository,
  ours: string,
  theirs: string,
): Promise<string | undefined> {
  const result = await git.try(["merge-tree", "--write-tree", "--no-messages", ours, theirs]);
  return result.status === 0 ? result.stdout.toString().split("\n")[0] : undefined;
}

/** Commits of `head` that `base` lacks, oldest first, merges left out. */
export async function listOwnCommits(
  git: GitRepository,
  base: string,
  head: string,
): Promise<readonly string[]> {
  const out = await git.run(["rev-list", "--reverse", "--topo-order", "--no-merges", head, `^${base}`]);
  return out.toString().split("\n").filter(Boolean);
}

/** Puts the own commits of `head` on top of `base`, one by one; the new tip, or `undefined` on conflicts. */
export async function rebaseCommits(
  git: GitRepository,
  range: { readonly base: string; readonly head: string },
  committer: Person,
): Promise<string | undefined> {
  let tip = range.base;
  for (const sha of await listOwnCommits(git, range.base, range.head)) {
    const commit = await git.readCommit(sha);
    const tipTree = (await git.readCommit(tip))?.tree;
    if (!commit || tipTree === undefined) return undefined;
    // merge-tree takes the common ancestor from history: a stand-in for the tip whose parent is the commit's parent.
    const standIn = await git.writeCommit({
      tree: tipTree,
      parents: commit.parents.slice(0, 1),
      message: "stand-in",
      author: committer,
      committer,
    });
    const tree = await mergeTrees(git, standIn, sha);
    if (tree === undefined) return undefined;
    tip = await git.writeCommit({
      tree,
      parents: [tip],
      message: commit.message,
      author: commit.author,
      committer,
    });
  }
  return tip;
}
