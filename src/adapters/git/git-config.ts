import { PawlError } from "../../errors.ts";
import type { GitConfig } from "../../ports/git-config.ts";
import type { Processes } from "../../ports/process.ts";
import { gitEnvironment } from "./git-environment.ts";

/** The settings of the repository that the directory `root` is in. */
export function openGitConfig(root: string, processes: Processes): GitConfig {
  const run = async (args: readonly string[]) => {
    const lines: string[] = [];
    const result = await processes.run({
      command: "git",
      args: ["config", "--local", ...args],
      cwd: root,
      env: gitEnvironment(process.env),
      onLine: (line) => lines.push(line),
    });
    return { ...result, text: lines.join("\n") };
  };
  return {
    get: async (key) => {
      const { exitCode, text } = await run(["--get", key]);
      return exitCode === 0 ? text : undefined;
    },
    set: async (key, value) => {
      const { exitCode, text } = await run(["--replace-all", key, value]);
      if (exitCode === 0) return;
      throw new PawlError("git.failed", { message: `git config ${key} failed in ${root}: ${text}` });
    },
  };
}
