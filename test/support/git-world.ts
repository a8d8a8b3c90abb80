import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A fixed identity and no configuration of the machine. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_SYSTEM: "/dev/null",
    GIT_AUTHOR_NAME: "Ada",
    GIT_AUTHOR_EMAIL: "ada@example.com",
    GIT_COMMITTER_NAME: "Ada",
    GIT_COMMITTER_EMAIL: "ada@example.com",
  };
}

/** Runs git for the set-up of a test, with {@link gitEnvironment}. */
export function git(directory: string, ...args: readonly string[]): string {
  return execFileSync("git", args, {
    cwd: directory,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: gitEnvironment(),
  }).trim();
}

/** Writes files below a directory. */
export function writeFiles(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
}

/** Commits everything in the work tree; the new commit's id. */
export function commitAll(directory: string, message: string): string {
  git(directory, "add", "--all");
  git(directory, "commit", "--quiet", "--message", message);
  return git(directory, "rev-parse", "HEAD");
}

/** A bare `origin.git` and a clone `work` of it, on branch main, with one commit, below `directory`. */
export function createOrigin(
  directory: string,
  files: Readonly<Record<string, string>>,
): { readonly origin: string; readonly work: string } {
  const origin = join(directory, "origin.git");
  const work = join(directory, "work");
  git(directory, "init", "--quiet", "--bare", "--initial-branch=main", origin);
  git(directory, "init", "--quiet", "--initial-branch=main", work);
  writeFiles(work, files);
  commitAll(work, "first");
  git(work, "remote", "add", "origin", origin);
  git(work, "push", "--quiet", "origin", "main");
  return { origin, work };
}
