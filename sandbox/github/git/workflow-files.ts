import type { GitRepository } from "./git-repository.ts";

/** The folder whose files GitHub runs. */
const folder = ".github/workflows";

/** Whether a change of this path is one of the workflow files, or may replace them all. */
export function isWorkflowPath(path: string): boolean {
  return path === ".github" || path === folder || path.startsWith(`${folder}/`);
}

interface WorkflowFile {
  readonly path: string;
  readonly blob: string;
}

async function listFiles(git: GitRepository, commit: string): Promise<readonly WorkflowFile[]> {
  const out = await git.run(["ls-tree", "-r", "-z", commit, "--", `${folder}/`]);
  return out
    .toString()
    .split("\0")
    .flatMap((line) => {
      const match = /^\d+ blob ([0-9a-f]+)\t([^]+)$/.exec(line);
      return match ? [{ blob: match[1] ?? "", path: match[2] ?? "" }] : [];
    });
}

/** Whether a branch or tag has, or had, these bytes at this path. */
async function isKnown(git: GitRepository, { path, blob }: WorkflowFile): Promise<boolean> {
  const log = ["log", "-1", "-m", "--full-history", "--format=%H", `--find-object=${blob}`];
  return (await git.run([...log, "--branches", "--tags", "--", path])).length > 0;
}

/**
 * The first workflow file of a commit whose bytes no branch or tag of the repository has, or had, at its path; `undefined`
 * without one. `bases` are commits whose workflow files are known to be in order.
 */
export async function findNewWorkflow(
  git: GitRepository,
  commit: string,
  bases: readonly string[],
): Promise<string | undefined> {
  const tree = (await git.statObject(`${commit}^{commit}:${folder}`))?.sha;
  if (tree === undefined) return undefined;
  for (const base of bases) {
    if ((await git.statObject(`${base}^{commit}:${folder}`))?.sha === tree) return undefined;
  }
  for (const file of await listFiles(git, commit)) if (!(await isKnown(git, file))) return file.path;
  return undefined;
}

/** Whether the workflow files of two commits differ. */
export async function haveSameWorkflows(git: GitRepository, one: string, other: string): Promise<boolean> {
  const trees = await Promise.all(
    [one, other].map((commit) => git.statObject(`${commit}^{commit}:${folder}`)),
  );
  return trees[0]?.sha === trees[1]?.sha;
}
