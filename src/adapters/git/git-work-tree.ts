import { PawlError } from "../../errors.ts";
import type { GitWorkTree } from "../../ports/git-work-tree.ts";
import type { Processes } from "../../ports/process.ts";
import { checkPath } from "./git-arguments.ts";
import { gitEnvironment } from "./git-environment.ts";
import { openIgnoreRules } from "./ignore-rules.ts";

/** The git work tree around `directory`, or none. */
export function openGitWorkTree(directory: string, processes: Processes): GitWorkTree {
  const run = async (
    args: readonly string[],
  ): Promise<{ readonly isGood: boolean; readonly text: string }> => {
    const lines: string[] = [];
    const { exitCode } = await processes.run({
      command: "git",
      args,
      cwd: directory,
      env: gitEnvironment(process.env),
      onLine: (line) => lines.push(line),
    });
    return { isGood: exitCode === 0, text: lines.join("\n") };
  };
  const ask = async (args: readonly string[]): Promise<string | undefined> => {
    const { isGood, text } = await run(args);
    return isGood && text !== "" ? text : undefined;
  };
  return {
    top: () => ask(["rev-parse", "--show-toplevel"]),
    isIgnored: (path) => openIgnoreRules(directory, processes).isIgnored(path),
    defaultBranch: async () => {
      const ofOrigin = await ask(["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"]);
      const own =
        ofOrigin?.replace(/^origin\//, "") ?? (await ask(["symbolic-ref", "--quiet", "--short", "HEAD"]));
      return own ?? "main";
    },
    stage: async (paths) => {
      const { isGood, text } = await run(["add", "--", ...paths.map(checkPath)]);
      if (!isGood) throw new PawlError("git.failed", { message: `git add failed in ${directory}: ${text}` });
    },
  };
}
