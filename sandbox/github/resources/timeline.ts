import type { RouteModule, SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import { listed } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import { renderApp } from "../render/app.ts";
import { nodeId } from "../render/node-id.ts";
import { repositoryUrl } from "../render/repository.ts";
import { listComments, type TimelineRecord } from "./issue-records.ts";
import { renderComment, renderUserById } from "./issue-render.ts";
import { issueOf } from "./issues.ts";
import { listReviews, renderReview } from "./review-records.ts";

function renderEntry(
  context: SandboxContext,
  repository: RepositoryRecord,
  entry: TimelineRecord,
): JsonObject {
  const api = repositoryUrl(context, repository);
  return {
    id: entry.id,
    node_id: nodeId("EV", entry.id),
    url: `${api}/issues/events/${entry.id}`,
    actor: renderUserById(context, entry.actorId),
    event: entry.event,
    commit_id: entry.commitId,
    commit_url: entry.commitId === null ? null : `${api}/commits/${entry.commitId}`,
    created_at: entry.createdAt,
    performed_via_github_app: renderApp(context, entry.appId),
    ...entry.detail,
  };
}

interface Dated {
  readonly at: string;
  readonly id: number;
  readonly render: () => JsonObject;
}

/** Everything that happened on an issue, oldest first. */
export function listTimeline(
  context: SandboxContext,
  repository: RepositoryRecord,
  number: number,
): readonly JsonObject[] {
  const entries = context.store.collection<TimelineRecord>("timeline").list(`${repository.id} ${number}`);
  const comments = listComments(context, repository, number);
  const reviews = listReviews(context, repository, number).filter((review) => review.state !== "PENDING");
  const all: Dated[] = [
    ...entries.map((entry) => ({
      at: entry.createdAt,
      id: entry.id,
      render: () => renderEntry(context, repository, entry),
    })),
    ...comments.map((comment) => ({
      at: comment.createdAt,
      id: comment.id,
      render: () => {
        const body = renderComment(context, repository, comment);
        return { ...body, event: "commented", actor: body["user"] };
      },
    })),
    ...reviews.map((review) => ({
      at: review.submittedAt ?? "",
      id: review.id,
      render: () => {
        const body = renderReview(context, repository, review);
        return { ...body, event: "reviewed", state: review.state.toLowerCase() };
      },
    })),
  ];
  return all.toSorted((a, b) => a.at.localeCompare(b.at) || a.id - b.id).map((entry) => entry.render());
}

/** Timelines and events of issues. */
export const addTimelineRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/issues";
  const read = { permission: "issues:read", orPullRequests: "on-pull-request" } as const;
  app.route("GET", `${base}/:issue_number/timeline`, read, (request) => {
    const { number } = issueOf(context, request);
    return listed(request, listTimeline(context, request.repository, number), (entry) => entry);
  });
  app.route("GET", `${base}/:issue_number/events`, read, (request) => {
    const { number } = issueOf(context, request);
    const scope = `${request.repository.id} ${number}`;
    const entries = context.store.collection<TimelineRecord>("timeline").list(scope);
    return listed(request, entries, (entry) => renderEntry(context, request.repository, entry));
  });
};
