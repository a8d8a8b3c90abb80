import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** git as a person on a laptop, without that person's configuration. */
export async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_AUTHOR_NAME: "Ana",
    GIT_AUTHOR_EMAIL: "ana@example.org",
    GIT_COMMITTER_NAME: "Ana",
    GIT_COMMITTER_EMAIL: "ana@example.org",
  };
  const { stdout } = await execute("git", [...args], { cwd, env, maxBuffer: 1 << 26 });
  return stdout.trim();
}
