import { askApproval, askRejection } from "../requests.ts";
import { toResult } from "./choose-model.ts";
import type { Command, CommandArgument } from "./command.ts";
import { reasonOption } from "./grammars.ts";

const planArgument: CommandArgument = {
  name: "plan",
  description: "The id that the plan shows, whole: with what it is about.",
  grammar: { pattern: /^p-[a-z2-7]{10}-[0-9a-f]{10}$/, says: "the id of a plan, as the plan shows it" },
  isRequired: true,
};

/** `/ml approve`. */
export const approveCommand: Command = {
  name: "approve",
  description: "Approves the plan of a promotion; with the last approval that is missing, it is carried out.",
  permission: "write",
  alsoNeeds: "among the approvers of the policy; never who asked for it or wrote it",
  arguments: [planArgument],
  places: { on: ["pull request", "issue", "drift issue"], pull: ["open", "merged"] },
  examples: ["/ml approve p-abcdefghij-0123456789"],
  handle: async ({ command, policy, asker }, context) =>
    toResult(await askApproval(command.args[0] ?? "", policy, asker, context)),
};

/** `/ml reject`. */
export const rejectCommand: Command = {
  name: "reject",
  description: "Ends a promotion that waits for approvals.",
  permission: "write",
  alsoNeeds: "the right to approve it",
  arguments: [planArgument],
  options: [reasonOption(true)],
  places: { on: ["pull request", "issue", "drift issue"], pull: ["open", "merged"] },
  examples: ['/ml reject p-abcdefghij-0123456789 --reason "the canary is not over"'],
  handle: async ({ command, policy, asker }, context) => {
    const request = { plan: command.args[0] ?? "", reason: command.options["reason"] ?? "" };
    return toResult(await askRejection(request, policy, asker, context));
  },
};
