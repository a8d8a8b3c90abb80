import { hasPermission, isAtLeast } from "../auth/rights.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";
import { nodeId } from "../render/node-id.ts";
import { findIssue, type IssueRecord } from "../resources/issue-records.ts";
import {
  findIssueByNodeId,
  isPinned,
  listPinEvents,
  listPinned,
  mostPinned,
  settlePin,
} from "../resources/issue-pins.ts";
import { GraphqlError, locate } from "./graphql-error.ts";
import type { QueryScope } from "./listed-query.ts";

/** `pinnedIssues` and `issue` of a repository. @throws {GraphqlError} when there is no such issue */
export function answerPin(scope: QueryScope, repository: RepositoryRecord): JsonObject {
  const { context, variables, query } = scope;
  const number = Number(variables["number"]);
  const pinnedIssues = { totalCount: listPinned(context, repository).length };
  const issue = findIssue(context, repository, number);
  if (!issue || issue.isPull) {
    const message = `Could not resolve to an Issue with the number of ${number}.`;
    const path = ["repository", "issue"];
    const entry = { type: "NOT_FOUND", path, locations: [locate(query, "issue")], message };
    throw new GraphqlError([entry], { repository: { pinnedIssues, issue: null } });
  }
  const nodes = listPinEvents(context, repository, issue)
    .slice(0, 1)
    .map(({ event }) => ({ __typename: event === "pinned" ? "PinnedEvent" : "UnpinnedEvent" }));
  const shown = { ...renderPin(scope, repository, issue), timelineItems: { nodes } };
  return { pinnedIssues, issue: shown };
}

function renderPin({ context }: QueryScope, repository: RepositoryRecord, issue: IssueRecord): JsonObject {
  return { id: nodeId("I", issue.id), isPinned: isPinned(context, repository, issue) };
}

/** Who may write, or an App or workflow with `issues: write`. */
function mayPin({ context, actor }: QueryScope, repository: RepositoryRecord): boolean {
  if (actor.kind === "user") return isAtLeast(context.roleOf(actor.user, repository), "write");
  const isInReach = actor.repositoryIds?.includes(repository.id) ?? actor.accountId === repository.ownerId;
  return isInReach && hasPermission(actor, "issues:write");
}

function isSeen({ context, actor }: QueryScope, repository: RepositoryRecord): boolean {
  return !repository.private || actor.kind !== "user" || context.roleOf(actor.user, repository) !== "none";
}

/**
 * `pinIssue` or `unpinIssue`. The refusal of a fourth pin is in the words of GitHub's, that of a second pin of one issue is not
 * known in its words.
 *
 * @throws {GraphqlError} for an issue that is not seen, may not be pinned, or is the fourth
 */
export function answerSettlePin(scope: QueryScope, mutation: "pinIssue" | "unpinIssue"): JsonObject {
  const { context, actor, variables, query } = scope;
  const id = String(variables["issueId"]);
  const fail = (type: string, message: string): GraphqlError =>
    new GraphqlError([{ type, path: [mutation], locations: [locate(query, mutation)], message }], {
      [mutation]: null,
    });
  const found = findIssueByNodeId(context, id);
  if (found === undefined || !isSeen(scope, found.repository)) {
    throw fail("NOT_FOUND", `Could not resolve to a node with the global id of '${id.slice(0, 200)}'`);
  }
  const { repository, issue } = found;
  if (!mayPin(scope, repository)) {
    const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
    const words = `${actor.user.login} does not have the correct permissions to execute \`${name}\``;
    throw fail("FORBIDDEN", actor.kind === "user" ? words : "Resource not accessible by integration");
  }
  const isWanted = mutation === "pinIssue";
  if (isPinned(context, repository, issue) === isWanted) {
    throw fail("UNPROCESSABLE", `The issue is ${isWanted ? "already" : "not"} pinned`);
  }
  if (isWanted && listPinned(context, repository).length >= mostPinned) {
    throw fail("UNPROCESSABLE", `Maximum ${mostPinned} pinned issues per repository`);
  }
  settlePin({ context, repository, actor }, issue, isWanted ? "pinned" : "unpinned");
  return { [mutation]: { issue: renderPin(scope, repository, issue) } };
}
