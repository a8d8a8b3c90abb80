import { rerunEvaluation } from "../reconcile/rerun-evaluation.ts";
import { refusal } from "../requests.ts";
import { toResult } from "./choose-model.ts";
import type { Command } from "./command.ts";

/** `/ml baseline`. */
export const baselineCommand: Command = {
  name: "baseline",
  description:
    "Evaluates this pull request's model against the champion of now, on the same rows and seeds; needed when another version went live since.",
  permission: "write",
  arguments: [
    {
      name: "verb",
      description: "What to do with the baseline.",
      grammar: { values: ["refresh"] },
      isRequired: true,
    },
  ],
  places: { on: ["pull request"], pull: ["open"] },
  examples: ["/ml baseline refresh"],
  handle: async ({ issueNumber, asker }, context) => {
    const pull = await context.github.pullRequests.get(issueNumber);
    return toResult(
      pull === undefined
        ? refusal("denied.place", "this is no pull request")
        : await rerunEvaluation(pull, asker.requestId, context),
    );
  },
};
