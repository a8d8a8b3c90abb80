import { activeMembership } from "../auth/roles.ts";
import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";
import { renderApp } from "../render/app.ts";
import { nodeId } from "../render/node-id.ts";
import { renderReactions } from "../render/reactions.ts";
import { repositoryPage, repositoryUrl } from "../render/repository.ts";
import { renderUser } from "../render/user.ts";
import type { CommentRecord, IssueRecord, LabelRecord } from "./issue-records.ts";

/** A user by id as it stands inside answers; `null` when unknown. */
export function renderUserById(context: SandboxContext, id: number | null): JsonObject | null {
  const user = id === null ? undefined : context.userById(id);
  return user ? renderUser(context.url, user) : null;
}

/** How a user stands to a repository, in GitHub's words. */
export function authorAssociation(
  context: SandboxContext,
  repository: RepositoryRecord,
  userId: number,
): string {
  if (userId === repository.ownerId) return "OWNER";
  const { store } = context;
  if (activeMembership(store, repository.ownerId, userId)) return "MEMBER";
  return store.collection("collaborators").get(repository.id, userId) ? "COLLABORATOR" : "NONE";
}

/** A label. */
export function renderLabel(
  context: SandboxContext,
  repository: RepositoryRecord,
  label: LabelRecord,
): JsonObject {
  return {
    id: label.id,
    node_id: nodeId("LA", label.id),
    url: `${repositoryUrl(context, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}

/** The labels of an issue. */
export function renderLabels(
  context: SandboxContext,
  repository: RepositoryRecord,
  issue: IssueRecord,
): readonly JsonObject[] {
  const labels = context.store.collection<LabelRecord>("labels");
  return issue.labelIds.flatMap((id) => {
    const label = labels.get(repository.id, id);
    return label ? [renderLabel(context, repository, label)] : [];
  });
}

interface PullState {
  readonly mergedAt: string | null;
  readonly draft: boolean;
}

/** A milestone; the scope is the repository's id. */
export interface MilestoneRecord {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly description: string | null;
  readonly state: "open" | "closed";
  readonly creatorId: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly dueOn: string | null;
}

/** A milestone, with its counts. */
export function renderMilestone(
  context: SandboxContext,
  repository: RepositoryRecord,
  milestone: MilestoneRecord,
): JsonObject {
  const issues = context.store
    .collection<IssueRecord>("issues")
    .list(repository.id)
    .filter((issue) => issue.milestone === milestone.number);
  const url = `${repositoryUrl(context, repository)}/milestones/${milestone.number}`;
  return {
    url,
    html_url: `${repositoryPage(context, repository)}/milestone/${milestone.number}`,
    labels_url: `${url}/labels`,
    id: milestone.id,
    node_id: nodeId("MI", milestone.id),
    number: milestone.number,
    title: milestone.title,
    description: milestone.description,
    creator: renderUserById(context, milestone.creatorId),
    open_issues: issues.filter((issue) => issue.state === "open").length,
    closed_issues: issues.filter((issue) => issue.state === "closed").length,
    state: milestone.state,
    created_at: milestone.createdAt,
    updated_at: milestone.updatedAt,
    due_on: milestone.dueOn,
    closed_at: milestone.closedAt,
  };
}

function renderPullLink(
  context: SandboxContext,
  repository: RepositoryRecord,
  issue: IssueRecord,
): JsonObject {
  if (!issue.isPull) return {};
  const pull = context.store.collection<PullState>("pulls").get(repository.id, issue.number);
  const page = `${repositoryPage(context, repository)}/pull/${issue.number}`;
  return {
    draft: pull?.draft ?? false,
    pull_request: {
      url: `${repositoryUrl(context, repository)}/pulls/${issue.number}`,
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: pull?.mergedAt ?? null,
    },
  };
}

/** Members that issues and pull requests share. */
export function renderIssueFacts(
  context: SandboxContext,
  repository: RepositoryRecord,
  issue: IssueRecord,
): JsonObject {
  const assignees = issue.assigneeIds.map((id) => renderUserById(context, id)).filter(Boolean);
  const milestone =
    issue.milestone === null
      ? undefined
      : context.store.collection<MilestoneRecord>("milestones").get(repository.id, issue.milestone);
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body,
    user: renderUserById(context, issue.userId),
    labels: renderLabels(context, repository, issue),
    state: issue.state,
    locked: issue.locked,
    active_lock_reason: null,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: milestone ? renderMilestone(context, repository, milestone) : null,
    author_association: authorAssociation(context, repository, issue.userId),
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
  };
}

/** An issue, or a pull request seen as an issue. */
export function renderIssue(
  context: SandboxContext,
  repository: RepositoryRecord,
  issue: IssueRecord,
): JsonObject {
  const url = `${repositoryUrl(context, repository)}/issues/${issue.number}`;
  const kind = issue.isPull ? "pull" : "issues";
  const comments = context.store
    .collection<CommentRecord>("comments")
    .list(repository.id)
    .filter((comment) => comment.issueNumber === issue.number).length;
  return {
    url,
    repository_url: repositoryUrl(context, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${repositoryPage(context, repository)}/${kind}/${issue.number}`,
    id: issue.id,
    node_id: nodeId(issue.isPull ? "PR" : "I", issue.id),
    ...renderIssueFacts(context, repository, issue),
    ...renderPullLink(context, repository, issue),
    comments,
    closed_by: renderUserById(context, issue.closedById),
    reactions: renderReactions(context, `issue ${issue.id}`, url),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: renderApp(context, issue.appId),
    state_reason: issue.stateReason,
  };
}

/** A comment on an issue or a pull request. */
export function renderComment(
  context: SandboxContext,
  repository: RepositoryRecord,
  comment: CommentRecord,
): JsonObject {
  const api = repositoryUrl(context, repository);
  const url = `${api}/issues/comments/${comment.id}`;
  const issue = context.store.collection<IssueRecord>("issues").get(repository.id, comment.issueNumber);
  const kind = issue?.isPull ? "pull" : "issues";
  return {
    url,
    html_url: `${repositoryPage(context, repository)}/${kind}/${comment.issueNumber}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${comment.issueNumber}`,
    id: comment.id,
    node_id: nodeId("IC", comment.id),
    user: renderUserById(context, comment.userId),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    body: comment.body,
    author_association: authorAssociation(context, repository, comment.userId),
    reactions: renderReactions(context, `comment ${comment.id}`, url),
    performed_via_github_app: renderApp(context, comment.appId),
  };
}
