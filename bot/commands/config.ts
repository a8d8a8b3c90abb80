import { lintHead } from "../reconcile/lint-head.ts";
import { renderConfigProblems } from "../views/config-problems.ts";
import type { Command } from "./command.ts";

/** `/ml config`. */
export const configCommand: Command = {
  name: "config",
  description:
    "Checks the policy and the pipeline: of this pull request's head, on an issue of the default branch.",
  permission: "read",
  arguments: [
    {
      name: "verb",
      description: "What to do with the configuration.",
      grammar: { values: ["check"] },
      isRequired: true,
    },
  ],
  places: { on: ["pull request", "issue", "drift issue"], pull: ["open"] },
  examples: ["/ml config check"],
  handle: async ({ pull }, { github }) => {
    const { defaultBranch, url } = await github.members.repository();
    const sha = pull?.headSha ?? (await github.gitData.resolveRef(`refs/heads/${defaultBranch}`));
    const lint = sha === undefined ? { files: [], problems: [] } : await lintHead(sha, { github });
    const text = renderConfigProblems(lint, { url, sha: sha ?? defaultBranch });
    const reasonCode = lint.problems.length === 0 ? "config.valid" : "config.invalid";
    return { outcome: "done", reasonCode, text };
  },
};
