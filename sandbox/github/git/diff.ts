import { changedPaths } from "./changed-paths.ts";
import type { GitRepository } from "./git-repository.ts";

/** A path that differs between two trees. */
export interface DiffFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: "added" | "removed" | "modified" | "renamed" | "copied" | "changed";
  readonly sha: string | null;
  readonly additions: number;
  readonly deletions: number;
  /** Hunks, from the first `@@` on; absent for binary files and pure renames. */
  readonly patch: string | undefined;
}

const statuses: Readonly<Record<string, DiffFile["status"]>> = {
  A: "added",
  D: "removed",
  M: "modified",
  R: "renamed",
  C: "copied",
  T: "changed",
};

type RawFile = Omit<DiffFile, "additions" | "deletions" | "patch">;

function takeRaw(tokens: string[]): RawFile {
  const [, , oldSha = "", newSha = "", letter = "M"] = (tokens.shift() ?? "").split(" ");
  const first = tokens.shift() ?? "";
  const status = statuses[letter.charAt(0)] ?? "modified";
  const isMoved = status === "renamed" || status === "copied";
  const path = isMoved ? (tokens.shift() ?? "") : first;
  const sha = status === "removed" ? oldSha : newSha;
  return { path, previousPath: isMoved ? first : null, status, sha };
}

function takeCounts(tokens: string[]): { additions: number; deletions: number } {
  const [added = "0", removed = "0", path = ""] = (tokens.shift() ?? "").split("\t");
  if (path === "") tokens.splice(0, 2);
  return { additions: Number(added) || 0, deletions: Number(removed) || 0 };
}

function splitPatches(text: string): readonly (string | undefined)[] {
  return text
    .split(/^diff --git /m)
    .slice(1)
    .map((part) => {
      const at = part.indexOf("\n@@ ");
      return at < 0 ? undefined : part.slice(at + 1).replace(/\n$/, "");
    });
}

type Differences = Promise<readonly DiffFile[]>;

const known = new WeakMap<GitRepository, Map<string, Differences>>();
const maxKnown = 100;
const sha = /^[0-9a-f]{40}$/;

/** The differing paths of two commits or trees, sorted as git sorts them. Of two ids they are found once: objects never change. */
export function diffTrees(git: GitRepository, from: string, to: string): Differences {
  if (!sha.test(from) || !sha.test(to)) return findDifferences(git, from, to);
  const ofRepository = known.get(git) ?? new Map<string, Differences>();
  known.set(git, ofRepository);
  const key = `${from} ${to}`;
  const found = ofRepository.get(key);
  if (found !== undefined) return found;
  if (ofRepository.size >= maxKnown) ofRepository.clear();
  const finding = findDifferences(git, from, to);
  ofRepository.set(key, finding);
  finding.catch(() => ofRepository.delete(key));
  return finding;
}

async function findDifferences(git: GitRepository, from: string, to: string): Differences {
  const flags = ["diff", "-M", "--no-abbrev", "--no-color", "--no-ext-diff"];
  const [summary, patch] = await Promise.all([
    git.run([...flags, "--raw", "--numstat", "-z", from, to, "--"]),
    git.run([...flags, "-p", from, to, "--"]),
  ]);
  const tokens = summary.toString().split("\0");
  const raw: RawFile[] = [];
  while (tokens[0]?.startsWith(":")) raw.push(takeRaw(tokens));
  const patches = splitPatches(patch.toString());
  const isAligned = patches.length === raw.length;
  return raw.map((file, index) => {
    const counts = takeCounts(tokens);
    return { ...file, ...counts, patch: isAligned ? patches[index] : undefined };
  });
}

/** The empty tree's id: a side of a difference that has no commit. */
export const emptyTreeSha = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** Paths added, removed and modified by each commit, newest first. */
export interface CommitPaths {
  readonly sha: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly modified: readonly string[];
}

/** Commits reachable from `to` and not from `from` (all, when `from` is undefined), newest first, with their paths. */
export async function listCommitPaths(
  git: GitRepository,
  range: { readonly from?: string; readonly to: string; readonly limit: number },
): Promise<readonly CommitPaths[]> {
  if (range.from === range.to) return [];
  const single = await findSingleCommit(git, range);
  if (single !== undefined) return [single];
  const out = await git.run([
    "log",
    `--max-count=${range.limit}`,
    "--format=%x01%H",
    "--name-status",
    "--no-renames",
    "--first-parent",
    "-m",
    "-z",
    range.to,
    ...(range.from === undefined ? [] : [`^${range.from}`]),
    "--",
  ]);
  return out
    .toString()
    .split("\u0001")
    .slice(1)
    .map((part) => {
      const [head = "", ...rest] = part.split("\0").map((text) => text.replace(/^\n/, ""));
      const paths: Record<string, string[]> = { A: [], D: [], M: [] };
      for (let at = 0; at + 1 < rest.length; at += 2) {
        const letter = rest[at] === "T" ? "M" : (rest[at] ?? "");
        paths[letter]?.push(rest[at + 1] ?? "");
      }
      return {
        sha: head.trim(),
        added: paths["A"] ?? [],
        removed: paths["D"] ?? [],
        modified: paths["M"] ?? [],
      };
    });
}

/** The one commit of a range whose only parent is where the range begins; `undefined` for all other ranges. */
async function findSingleCommit(
  git: GitRepository,
  { from, to }: { readonly from?: string; readonly to: string },
): Promise<CommitPaths | undefined> {
  if (from === undefined || !sha.test(from) || !sha.test(to)) return undefined;
  const [commit, parent] = [await git.readCommit(to), await git.readCommit(from)];
  if (commit === undefined || parent === undefined) return undefined;
  if (commit.parents.length !== 1 || commit.parents[0] !== parent.sha) return undefined;
  return { sha: commit.sha, ...(await changedPaths(git, parent.tree, commit.tree)) };
}
