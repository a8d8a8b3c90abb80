import { execFileSync, spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { commitAll, git, gitEnvironment, writeFiles } from "./git-world.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const entry = resolve("src/cli/main.ts");

/** Runs the command line; its standard output. @throws Error when it fails. */
export function pawl(directory: string, ...args: readonly string[]): string {
  return execFileSync(process.execPath, [entry, ...args], {
    cwd: directory,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: gitEnvironment(),
  });
}

/** Runs git, which may end in a conflict. */
export function tryGit(directory: string, ...args: readonly string[]) {
  return spawnSync("git", args, { cwd: directory, encoding: "utf8", env: gitEnvironment() });
}

/** A repository with `pawl install`, in which the branches `main` and `side` changed the folder `data`, and a remote beside it. */
export function forkDirectory(
  base: Readonly<Record<string, string>>,
  main: Readonly<Record<string, string>>,
  side: Readonly<Record<string, string>>,
): string {
  const work = join(temporaryDirectory(), "work");
  writeFiles(work, {
    ".dvc/config":
      "[core]\n    analytics = false\n    remote = r\n['remote \"r\"']\n    url = ../../remote\n",
    ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
  });
  git(work, "init", "--quiet", "--initial-branch=main");
  pawl(work, "install");
  const commit = (name: string, files: Readonly<Record<string, string>>): void => {
    writeFiles(work, files);
    pawl(work, "add", "data");
    commitAll(work, name);
  };
  commit("base", base);
  git(work, "switch", "--quiet", "--create", "side");
  commit("side", side);
  git(work, "switch", "--quiet", "main");
  pawl(work, "checkout");
  commit("main", main);
  return work;
}
