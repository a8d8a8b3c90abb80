import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { commitAll, git, writeFiles } from "../support/git-world.ts";
import { peer } from "./peers.ts";

/** What a command left. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The same repository twice below one directory: for dvc and for Pawl. */
export interface Twins {
  readonly theirs: string;
  readonly ours: string;
}

const program = peer("dvc/bin/dvc");
const main = resolve("src/cli/main.ts");

/** Makes twins of the files below `directory`, with a git repository each. */
export function createTwins(directory: string, files: Readonly<Record<string, string>>): Twins {
  const [theirs, ours] = [join(directory, "theirs"), join(directory, "ours")];
  mkdirSync(theirs, { recursive: true });
  git(theirs, "init", "--quiet", "--initial-branch=main");
  const home = {
    ".dvc/config": "[core]\n    analytics = false\n",
    ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
  };
  writeFiles(theirs, { ...home, ".gitignore": "/runs.log\n", ...files });
  commitAll(theirs, "first");
  cpSync(theirs, ours, { recursive: true });
  return { theirs, ours };
}

function environment(directory: string): NodeJS.ProcessEnv {
  return { ...process.env, DVC_NO_ANALYTICS: "1", DVC_SITE_CACHE_DIR: join(directory, "site"), CI: "1" };
}

/** Runs dvc in a folder of the twin. */
export function dvc(repository: string, args: readonly string[], folder = ""): Ended {
  return ended(program, args, repository, folder);
}

/** Runs Pawl's command line in a folder of the twin. */
export function pawl(repository: string, args: readonly string[], folder = ""): Ended {
  return ended(process.execPath, [main, ...args], repository, folder);
}

function ended(command: string, args: readonly string[], repository: string, folder: string): Ended {
  const options = { cwd: join(repository, folder), env: environment(join(repository, "..")) };
  const { status, stdout, stderr } = spawnSync(command, args, { ...options, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** The stages that ran since the last call, by the lines that they added to runs.log. */
export function takeRuns(repository: string): readonly string[] {
  const path = join(repository, "runs.log");
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
  writeFileSync(path, "");
  return lines;
}

/** Text of every lock file, and names and texts of the run cache. */
export function recordsOf(repository: string): Readonly<Record<string, string>> {
  const found: [string, string][] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (![".git", "tmp", "files"].includes(entry.name)) walk(path);
      } else if (
        entry.name === "dvc.lock" ||
        path.includes("/.dvc/cache/runs/") ||
        entry.name.endsWith(".dvc")
      ) {
        found.push([relative(repository, path), readFileSync(path, "utf8")]);
      }
    }
  };
  walk(repository);
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names of the objects of the cache, with their modes. */
export function objectsOf(repository: string): readonly string[] {
  const root = join(repository, ".dvc/cache/files");
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(root, path)).isFile())
    .map((path) => `${path} ${(statSync(join(root, path)).mode & 0o777).toString(8)}`)
    .sort();
}

/** Does the same to both. */
export function inBoth(twins: Twins, edit: (repository: string) => void): void {
  edit(twins.theirs);
  edit(twins.ours);
}
