import type { HeadCommit } from "./host.ts";
import { runGit } from "../github/git/run-git.ts";

const zeros = /^0+$/;

async function readText(gitDirectory: string, args: readonly string[]): Promise<string | undefined> {
  const result = await runGit(gitDirectory, args);
  return result.status === 0 ? result.stdout.toString() : undefined;
}

/** The commit behind a ref or sha; `undefined` when there is none. */
export async function resolveCommit(gitDirectory: string, name: string): Promise<string | undefined> {
  if (name.startsWith("-") || zeros.test(name)) return undefined;
  return (await readText(gitDirectory, ["rev-parse", "--verify", "--quiet", `${name}^{commit}`]))?.trim();
}

/** A file's text at a commit; `undefined` when it is not there. */
export function readFileAt(gitDirectory: string, sha: string, path: string): Promise<string | undefined> {
  return readText(gitDirectory, ["cat-file", "blob", `${sha}:${path}`]);
}

/** A file of a commit. */
export interface CommittedFile {
  readonly path: string;
  readonly text: string;
}

const workflowFiles = new Map<string, Promise<readonly CommittedFile[]>>();
const maxCommits = 200;

/** The workflow files of a commit, sorted by path. Those of one commit are read once: every event asks for them. */
export function readWorkflowFiles(gitDirectory: string, sha: string): Promise<readonly CommittedFile[]> {
  const key = `${gitDirectory}\0${sha}`;
  const found = workflowFiles.get(key);
  if (found !== undefined) return found;
  if (workflowFiles.size >= maxCommits) workflowFiles.clear();
  const read = listWorkflowFiles(gitDirectory, sha);
  workflowFiles.set(key, read);
  read.catch(() => workflowFiles.delete(key));
  return read;
}

async function listWorkflowFiles(gitDirectory: string, sha: string): Promise<readonly CommittedFile[]> {
  const listed = await readText(gitDirectory, ["ls-tree", "--name-only", "-z", sha, ".github/workflows/"]);
  const paths = (listed ?? "").split("\0").filter((path) => /\.ya?ml$/.test(path));
  const files = await Promise.all(
    paths.map(async (path) => ({ path, text: (await readFileAt(gitDirectory, sha, path)) ?? "" })),
  );
  return files.sort((a, b) => a.path.localeCompare(b.path));
}

/** Paths that differ between two commits; all paths of `after` when `before` is no commit (a new branch). */
export async function readChangedPaths(
  gitDirectory: string,
  before: string,
  after: string,
): Promise<readonly string[]> {
  const base = await resolveCommit(gitDirectory, before);
  const args =
    base === undefined
      ? ["ls-tree", "-r", "--name-only", "-z", after]
      : ["diff", "--name-only", "--no-renames", "-z", base, after];
  return ((await readText(gitDirectory, args)) ?? "").split("\0").filter((path) => path !== "");
}

/** The commit that two commits share; the first when they share none. */
export async function readMergeBase(gitDirectory: string, base: string, head: string): Promise<string> {
  return (await readText(gitDirectory, ["merge-base", base, head]))?.trim() ?? base;
}

/** The whole message of a commit; "" when it is not there. */
export async function readCommitMessage(gitDirectory: string, sha: string): Promise<string> {
  return ((await readText(gitDirectory, ["log", "-1", "--format=%B", sha, "--"])) ?? "").trim();
}

/** What `workflow_run.head_commit` says of a commit; `null` when it is not there. */
export async function readHeadCommit(gitDirectory: string, sha: string): Promise<HeadCommit | null> {
  const format = "%H%x00%T%x00%aI%x00%an%x00%ae%x00%cn%x00%ce%x00%B";
  const text = await readText(gitDirectory, ["log", "-1", `--format=${format}`, sha, "--"]);
  const [id, tree, time, author, authorEmail, committer, committerEmail, message] = (text ?? "").split("\0");
  if (id === undefined || tree === undefined || message === undefined) return null;
  return {
    id,
    tree_id: tree,
    message: message.trimEnd(),
    timestamp: time ?? "",
    author: { name: author ?? "", email: authorEmail ?? "" },
    committer: { name: committer ?? "", email: committerEmail ?? "" },
  };
}
