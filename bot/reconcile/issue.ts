import type { BotContext } from "./context.ts";
import { dashboardKeys } from "./dashboard.ts";
import type { Outcome } from "./outcome.ts";
import { readPolicy } from "./policy.ts";
import { reconcileRequestLabels } from "./request-labels.ts";

/** Carries out the request labels of an issue. Opening, updating and closing drift issues is the monitor's. */
export async function reconcileIssue(number: number, context: BotContext): Promise<Outcome> {
  const { github } = context;
  const issue = await github.issues.get(number);
  if (issue === undefined || issue.state === "closed")
    return { decision: "ignored", reasonCode: "unknown.issue" };
  const policy = await readPolicy((await github.members.repository()).defaultBranch, context);
  if (policy === undefined) return { decision: "ignored", reasonCode: "config.missing" };
  const outcomes = await reconcileRequestLabels(
    { number, labels: issue.labels, pull: undefined },
    policy,
    context,
  );
  const outcome = outcomes[0] ?? { decision: "unchanged", reasonCode: "no.request" };
  return policy.dashboard ? { ...outcome, next: await dashboardKeys(policy, context) } : outcome;
}
