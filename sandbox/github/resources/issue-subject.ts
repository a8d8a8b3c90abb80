import type { SandboxContext } from "../context.ts";
import type { RouteOptions } from "../http/messages.ts";
import type { RouteMatch } from "../http/route-table.ts";
import type { RepositoryRecord } from "../records.ts";
import { findIssue, type CommentRecord } from "./issue-records.ts";

/**
 * The options of a route for what a request is about: on an issue `pull_requests` does not stand for `issues`. Of what is not
 * there the handler says so with 404.
 */
export function optionsOnSubject(
  context: SandboxContext,
  { options, params }: RouteMatch,
  repository: RepositoryRecord,
): RouteOptions {
  if (options.orPullRequests !== "on-pull-request") return options;
  const comments = context.store.collection<CommentRecord>("comments");
  const number =
    params["issue_number"] ?? comments.get(repository.id, Number(params["comment_id"]))?.issueNumber;
  const issue = findIssue(context, repository, Number(number));
  if (issue === undefined || issue.isPull) return options;
  const { orPullRequests: _, ...onIssue } = options;
  return onIssue;
}
