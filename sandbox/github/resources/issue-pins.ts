import type { SandboxContext } from "../context.ts";
import { nodeId } from "../render/node-id.ts";
import type { RepositoryRecord } from "../records.ts";
import { emitIssue, type ChangeScope } from "./issue-changes.ts";
import {
  addTimeline,
  findIssue,
  listIssues,
  type IssueRecord,
  type TimelineRecord,
} from "./issue-records.ts";

/** A pinned issue; the scope is the repository's id, the key the issue's number. */
interface PinRecord {
  readonly number: number;
}

/** Most pinned issues of a repository. */
export const mostPinned = 3;

function pins(context: SandboxContext) {
  return context.store.collection<PinRecord>("pinned-issues");
}

/** The pinned issues of a repository. */
export function listPinned(context: SandboxContext, repository: RepositoryRecord): readonly IssueRecord[] {
  return pins(context)
    .list(repository.id)
    .flatMap(({ number }) => findIssue(context, repository, number) ?? []);
}

/** Whether an issue is pinned. */
export function isPinned(context: SandboxContext, repository: RepositoryRecord, issue: IssueRecord): boolean {
  return pins(context).get(repository.id, issue.number) !== undefined;
}

/** What was pinned and unpinned on an issue, oldest first. */
export function listPinEvents(
  context: SandboxContext,
  repository: RepositoryRecord,
  issue: IssueRecord,
): readonly TimelineRecord[] {
  const scope = `${repository.id} ${issue.number}`;
  const entries = context.store.collection<TimelineRecord>("timeline").list(scope);
  return entries.filter(({ event }) => event === "pinned" || event === "unpinned");
}

/** The issue, no pull request, of a global node id, wherever it is. */
export function findIssueByNodeId(
  context: SandboxContext,
  id: string,
): { readonly repository: RepositoryRecord; readonly issue: IssueRecord } | undefined {
  const repositories = context.store.collection<RepositoryRecord>("repositories").list("");
  for (const repository of repositories) {
    const issue = listIssues(context, repository).find((one) => !one.isPull && nodeId("I", one.id) === id);
    if (issue !== undefined) return { repository, issue };
  }
  return undefined;
}

/** Pins an issue or takes its pin away: in the timeline, and told as `issues` with that action. */
export function settlePin(scope: ChangeScope, issue: IssueRecord, event: "pinned" | "unpinned"): void {
  const { context, repository, actor } = scope;
  if (event === "pinned") pins(context).put(repository.id, issue.number, { number: issue.number });
  else pins(context).remove(repository.id, issue.number);
  addTimeline(context, repository, issue.number, { event, actor });
  emitIssue(scope, issue, event);
}
