import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";
import { nodeId } from "../render/node-id.ts";
import { renderRepository, repositoryPage, repositoryUrl } from "../render/repository.ts";
import { findIssue, listComments } from "./issue-records.ts";
import { renderIssueFacts, renderUserById } from "./issue-render.ts";
import { findPull, type PullRecord } from "./pull-records.ts";

interface Side {
  readonly ref: string;
  readonly sha: string;
  readonly repository: RepositoryRecord | undefined;
  readonly ownerId: number;
}

function renderSide(context: SandboxContext, { ref, sha, repository, ownerId }: Side): JsonObject {
  const owner = context.userById(ownerId);
  return {
    label: `${owner?.login ?? "unknown"}:${ref}`,
    ref,
    sha,
    user: renderUserById(context, ownerId),
    repo: repository ? renderRepository(context, repository) : null,
  };
}

function links(context: SandboxContext, repository: RepositoryRecord, pull: PullRecord): JsonObject {
  const api = repositoryUrl(context, repository);
  const url = `${api}/pulls/${pull.number}`;
  const issue = `${api}/issues/${pull.number}`;
  const page = `${repositoryPage(context, repository)}/pull/${pull.number}`;
  const statuses = `${api}/statuses/${pull.headSha}`;
  const comment = `${api}/pulls/comments{/number}`;
  return {
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: comment,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: comment },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
  };
}

function sides(context: SandboxContext, repository: RepositoryRecord, pull: PullRecord): JsonObject {
  const headRepository =
    pull.headRepositoryId === null ? undefined : context.repositoryById(pull.headRepositoryId);
  const head = {
    ref: pull.headRef,
    sha: pull.headSha,
    repository: headRepository,
    ownerId: pull.headOwnerId,
  };
  const base = { ref: pull.baseRef, sha: pull.baseSha, repository, ownerId: repository.ownerId };
  return { head: renderSide(context, head), base: renderSide(context, base) };
}

/** A pull request as lists have it. */
export function renderPullOf(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
): JsonObject {
  const issue = findIssue(context, repository, pull.number);
  if (!issue) return {};
  const tested = pull.test?.mergeSha ?? null;
  return {
    id: pull.id,
    node_id: nodeId("PR", pull.id),
    ...links(context, repository, pull),
    ...renderIssueFacts(context, repository, issue),
    ...sides(context, repository, pull),
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.merged ? pull.mergeCommitSha : tested,
    requested_reviewers: pull.reviewerIds.map((id) => renderUserById(context, id)),
    requested_teams: [],
    auto_merge: null,
    draft: pull.draft,
  };
}

/** What the merge button says. */
export type MergeableState = "clean" | "dirty" | "blocked" | "behind" | "unstable" | "draft" | "unknown";

/** A pull request as `GET /pulls/:n` and webhook payloads have it. */
export function renderFullPull(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
  state?: MergeableState,
): JsonObject {
  const { size, merged, test } = pull;
  const reviewComments = context.store
    .collection<{ pullNumber: number }>("review-comments")
    .list(repository.id)
    .filter((comment) => comment.pullNumber === pull.number).length;
  const mergeable = merged ? null : (test?.mergeable ?? null);
  const fallback = mergeable === null ? "unknown" : mergeable ? "clean" : "dirty";
  return {
    ...renderPullOf(context, repository, pull),
    merged,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: state ?? fallback,
    merged_by: renderUserById(context, pull.mergedById),
    comments: listComments(context, repository, pull.number).length,
    review_comments: reviewComments,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: size.commits,
    additions: size.additions,
    deletions: size.deletions,
    changed_files: size.changedFiles,
  };
}

/** {@link renderFullPull} by number; `null` when there is none. */
export function renderPullNumber(
  context: SandboxContext,
  repository: RepositoryRecord,
  number: number,
): JsonObject | null {
  const pull = findPull(context, repository, number);
  return pull ? renderFullPull(context, repository, pull) : null;
}
