import { existsSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import type { RefHistory } from "../../ports/ref-history.ts";
import type { GcCommit, GcHistory, GcRef } from "../../versioning/gc-refs.ts";
import { runGit, runStrictGit } from "./run-git.ts";

/** The refs and commits of the repository at `root`. */
export function openRefHistory(root: string): RefHistory {
  const top = resolve(root);
  return {
    read: () => readHistory(top),
    otherWorkTrees: async () => {
      // The repository of data may be a folder of the git repository.
      const prefix = (await runGit(top, ["rev-parse", "--show-prefix"])).trim();
      const own = realpathSync((await runGit(top, ["rev-parse", "--show-toplevel"])).trim());
      const trees = (await listWorktrees(top)).filter((tree) => !tree.isBare && existsSync(tree.path));
      return trees.filter((tree) => realpathSync(tree.path) !== own).map((tree) => join(tree.path, prefix));
    },
  };
}

async function readHistory(top: string): Promise<GcHistory> {
  const refs = await listRefs(top);
  const stash = refs.some((ref) => ref.name === "refs/stash") ? await listStash(top) : [];
  const heads = (await listWorktrees(top)).flatMap(({ path, detached }): readonly GcRef[] =>
    detached === undefined ? [] : [{ kind: "commit", name: `HEAD of ${path}`, commit: detached }],
  );
  const shown = refs.filter((ref) => ref.name !== "refs/stash");
  return { refs: [...shown, ...stash, ...heads], commits: await listCommits(top) };
}

async function listRefs(top: string): Promise<readonly GcRef[]> {
  const format = "--format=%(refname)%00%(objecttype)%00%(objectname)%00%(symref)";
  const lines = (await runStrictGit(top, ["for-each-ref", format])).split("\n");
  const refs: GcRef[] = [];
  for (const line of lines) {
    const [name = "", type, oid = "", symbolic] = line.split("\0");
    if (name === "" || symbolic !== "") continue;
    const commit = type === "commit" ? oid : await peel(top, oid);
    if (commit !== undefined) refs.push({ ...kindOf(name), commit });
  }
  return refs;
}

/** The commit that an annotated tag means; `undefined` when it is of a file or a folder, which git allows. */
async function peel(top: string, oid: string): Promise<string | undefined> {
  const peeled = (await runGit(top, ["rev-parse", "--verify", "--end-of-options", `${oid}^{}`])).trim();
  const type = (await runGit(top, ["cat-file", "-t", peeled])).trim();
  return type === "commit" ? peeled : undefined;
}

function kindOf(name: string): Pick<GcRef, "kind" | "name"> {
  const [, folder, rest = name] = /^refs\/(heads|remotes|tags)\/(.+)$/s.exec(name) ?? [];
  if (folder === undefined) return { kind: "commit", name };
  return { kind: folder === "tags" ? "tag" : "branch", name: rest };
}

/** Each entry, and what it has of the index and of files that git did not know. */
async function listStash(top: string): Promise<readonly GcRef[]> {
  const listed = await runStrictGit(top, ["log", "--walk-reflogs", "--format=%H %P", "refs/stash", "--"]);
  return listed.split("\n").flatMap((line, index) => {
    const [id = "", , ...parts] = line.split(" ");
    const commits = id === "" ? [] : [id, ...parts];
    return commits.map((commit): GcRef => ({ kind: "commit", name: `stash@{${index}}`, commit }));
  });
}

interface WorktreeRecord {
  readonly path: string;
  /** HEAD, when it is on no branch. */
  readonly detached: string | undefined;
  readonly isBare: boolean;
}

async function listWorktrees(top: string): Promise<readonly WorktreeRecord[]> {
  const listed = await runStrictGit(top, ["worktree", "list", "--porcelain"]);
  return listed
    .split("\n\n")
    .filter((block) => block.startsWith("worktree "))
    .map((block) => {
      const lines = block.split("\n");
      const value = (key: string): string | undefined =>
        lines.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1);
      const detached = lines.includes("detached") ? value("HEAD") : undefined;
      return { path: value("worktree") ?? "", detached, isBare: lines.includes("bare") };
    });
}

async function listCommits(top: string): Promise<readonly GcCommit[]> {
  const listed = await runStrictGit(top, ["rev-list", "--all", "--timestamp", "--parents"]);
  return listed.split("\n").flatMap((line) => {
    const [seconds = "", id = "", ...parents] = line.split(" ");
    return id === "" ? [] : [{ id, parents, dateMs: Number(seconds) * 1000 }];
  });
}
