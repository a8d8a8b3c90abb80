import type { Issue } from "../../src/ports/github/issues.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import { parseDriftMarker } from "../../src/monitoring/drift-marker.ts";
import type { Place } from "../commands/command.ts";
import type { BotContext } from "./context.ts";

/** The monitor of a workflow writes as this one, whoever the bot is. */
const workflowLogin = "github-actions[bot]";

/** What kind of thing bears a number. A drift issue is one that the monitor wrote: anybody can copy its marker. */
export async function findPlace(
  number: number,
  pull: PullRequest | undefined,
  { github }: Pick<BotContext, "github">,
): Promise<Place> {
  if (pull !== undefined) return "pull request";
  const issue = await github.issues.get(number);
  const marker = issue === undefined ? undefined : parseDriftMarker(issue.body);
  if (issue === undefined || marker === undefined || !issue.labels.includes("ml/drift")) return "issue";
  return (await isMonitorIssue(issue, { github })) ? "drift issue" : "issue";
}

/** Whether an issue with the marker of a drift is one that the monitor wrote here. */
export async function isMonitorIssue(issue: Issue, { github }: Pick<BotContext, "github">): Promise<boolean> {
  const { login } = await github.members.self();
  if (issue.authorLogin !== login && issue.authorLogin !== workflowLogin) return false;
  const { id } = await github.members.repository();
  return parseDriftMarker(issue.body)?.repositoryId === id;
}
