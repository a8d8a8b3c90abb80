import type { IgnoreRules } from "../../ports/ignore-rules.ts";
import type { Processes } from "../../ports/process.ts";
import { gitEnvironment } from "./git-environment.ts";

/** Git's own answer for the work tree at `root`; outside of one nothing is ignored, and nothing is kept. */
export function openIgnoreRules(root: string, processes: Processes): IgnoreRules {
  return {
    isIgnored: async (path) => {
      const { GIT_LITERAL_PATHSPECS: _, ...env } = gitEnvironment(process.env);
      const args = ["check-ignore", "--quiet", "--no-index", "--", plain(path)];
      return (await processes.run({ command: "git", args, cwd: root, env })).exitCode === 0;
    },
    isTracked: async (path) => {
      const args = ["ls-files", "--error-unmatch", "--", plain(path)];
      const env = gitEnvironment(process.env);
      return (await processes.run({ command: "git", args, cwd: root, env })).exitCode === 0;
    },
  };
}

/** An output may begin with `-` or `:`. */
function plain(path: string): string {
  return `./${path}`;
}
