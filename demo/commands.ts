import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Programs that the demo runs itself, as a person on a laptop would. */
export interface Commands {
  /** Runs Pawl's command line in a folder; throws with what it said when it fails. */
  readonly pawl: (
    cwd: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => Promise<void>;
  /** Runs git in a folder and returns its trimmed output. */
  readonly git: (cwd: string, ...args: readonly string[]) => Promise<string>;
}

/** git without the person's own configuration. */
const gitEnvironment = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: "Ana",
  GIT_AUTHOR_EMAIL: "ana@example.org",
  GIT_COMMITTER_NAME: "Ana",
  GIT_COMMITTER_EMAIL: "ana@example.org",
};

/** Commands that end, and are refused, once `signal` is aborted. `root` is Pawl's own folder. */
export function createCommands(root: string, signal: AbortSignal): Commands {
  const common = { signal, maxBuffer: 1 << 26 };
  return {
    pawl: async (cwd, args, env = {}) => {
      await execute(process.execPath, [join(root, "dist", "pawl.js"), ...args], {
        ...common,
        cwd,
        env: { ...process.env, ...env },
      });
    },
    git: async (cwd, ...args) => {
      const env = { ...process.env, ...gitEnvironment };
      const { stdout } = await execute("git", [...args], { ...common, cwd, env });
      return stdout.trim();
    },
  };
}
