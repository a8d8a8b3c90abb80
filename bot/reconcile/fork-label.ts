import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { BotContext } from "./context.ts";
import { findForkApproval } from "./fork-approval.ts";
import { applyLabelFamily } from "./label-family.ts";

/** Brings the family `ml/fork:` to what the live head is: not of a fork, not let run yet, or let run. */
export async function applyForkLabel(pull: PullRequest, context: Pick<BotContext, "github">): Promise<void> {
  const { id } = await context.github.members.repository();
  const isFork = pull.headRepositoryId !== id;
  const approval = isFork ? await findForkApproval(pull, context) : undefined;
  const wanted = isFork ? (approval === undefined ? "ml/fork:needs-ok" : "ml/fork:ok") : undefined;
  await applyLabelFamily(pull.number, { prefix: "ml/fork:", wanted }, context);
}
