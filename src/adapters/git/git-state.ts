import { resolve } from "node:path";
import type { GitState } from "../../ports/git-state.ts";
import { runGit } from "./run-git.ts";

/** The state of the work tree at `root`. */
export function openGitState(root: string): GitState {
  const top = resolve(root);
  return {
    branch: () =>
      runGit(top, ["symbolic-ref", "--quiet", "--short", "HEAD"]).then(
        (name) => name.trim(),
        () => undefined,
      ),
    untracked: async () => {
      const listed = await runGit(top, ["ls-files", "--others", "--exclude-standard", "-z"]);
      return listed
        .split("\0")
        .filter((path) => path !== "")
        .sort();
    },
    isDirty: async () => (await runGit(top, ["status", "--porcelain", "--untracked-files=no", "-z"])) !== "",
  };
}
