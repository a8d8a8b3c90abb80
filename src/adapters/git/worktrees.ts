import { randomBytes } from "node:crypto";
import { mkdir, readdir, realpath, rm } from "node:fs/promises";
import { join, resolve as resolvePath } from "node:path";
import { PawlError } from "../../errors.ts";
import type { Worktree, Worktrees } from "../../ports/worktrees.ts";
import { checkRevision } from "./git-arguments.ts";
import { runGit } from "./run-git.ts";

/** Inside `.dvc/tmp`, which DVC keeps out of git. */
const folder = ".dvc/tmp/pawl/worktrees";

/** Worktrees of the repository at `root`. A folder's name begins with the id of the process that made it. */
export function openWorktrees(root: string): Worktrees {
  const top = resolvePath(root);
  return {
    add: async (revision) => {
      await removeLeftovers(top);
      return addWorktree(top, revision);
    },
  };
}

async function addWorktree(top: string, revision: string): Promise<Worktree> {
  const commit = (
    await runGit(top, [
      "rev-parse",
      "--verify",
      "--end-of-options",
      `${checkRevision(revision)}^{commit}`,
    ]).catch((cause: unknown) => {
      throw new PawlError("git.failed", { message: `${revision} names no commit in ${top}.`, cause });
    })
  ).trim();
  const home = join(top, folder);
  await mkdir(home, { recursive: true });
  const path = join(await realpath(home), `${process.pid}-${randomBytes(4).toString("hex")}`);
  await runGit(top, ["worktree", "add", "--quiet", "--detach", "--end-of-options", path, commit]);
  // The repository of data may be a folder of the git repository.
  const prefix = (await runGit(top, ["rev-parse", "--show-prefix"])).trim();
  return { root: join(path, prefix), commit, remove: () => removeWorktree(top, path) };
}

async function removeWorktree(top: string, path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await runGit(top, ["worktree", "prune"]);
}

async function removeLeftovers(top: string): Promise<void> {
  const home = join(top, folder);
  for (const name of await readdir(home).catch(() => [])) {
    const pid = Number(name.split("-")[0]);
    if (Number.isInteger(pid) && pid > 0 && !isRunning(pid)) await removeWorktree(top, join(home, name));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
