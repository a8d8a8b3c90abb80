import type { SandboxContext } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import type { RepositoryRecord } from "../records.ts";
import { findProtection } from "./branch-rules.ts";
import { latestCheckRuns, latestStatuses, listCheckRuns, requiredCheckState } from "./check-records.ts";
import { findIssue } from "./issue-records.ts";
import type { PullRecord } from "./pull-records.ts";
import type { MergeableState } from "./pull-render.ts";
import { listReviews } from "./review-records.ts";
import { listReviewThreads } from "./review-threads.ts";
import { requiredByRulesets } from "./ruleset-records.ts";

interface Requirements {
  readonly contexts: readonly string[];
  readonly approvals: number;
  /** Whether every conversation must be resolved. */
  readonly conversations: boolean;
}

function requirementsOf(context: SandboxContext, repository: RepositoryRecord, branch: string): Requirements {
  const rule = findProtection(context, repository, branch);
  const rulesets = requiredByRulesets(context, repository, branch);
  const contexts = [...(rule?.statusChecks?.contexts ?? []), ...rulesets.contexts];
  return {
    contexts: [...new Set(contexts)],
    approvals: Math.max(rule?.requiredApprovals ?? 0, rulesets.approvals),
    conversations: rule?.conversationResolution === true || rulesets.conversations,
  };
}

/** Logins' last verdicts: approvals that still stand, and whether somebody asks for changes. */
function verdicts(context: SandboxContext, repository: RepositoryRecord, pull: PullRecord) {
  const decisive = listReviews(context, repository, pull.number).filter((review) =>
    ["APPROVED", "CHANGES_REQUESTED", "DISMISSED"].includes(review.state),
  );
  const last = [...new Map(decisive.map((review) => [review.userId, review.state])).values()];
  return {
    approvals: last.filter((state) => state === "APPROVED").length,
    isRefused: last.includes("CHANGES_REQUESTED"),
  };
}

function quote(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

/** What stands between a pull request and its merge, in GitHub's words; `undefined` when nothing does. */
export function findBlocker(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
): string | undefined {
  const { contexts, approvals, conversations } = requirementsOf(context, repository, pull.baseRef);
  const states = contexts.map((name) => ({
    name,
    state: requiredCheckState(context, repository, { sha: pull.headSha, name }),
  }));
  const open = states.filter((entry) => entry.state !== "success");
  const first = open[0];
  if (first && open.length === 1) {
    const words = {
      success: "",
      failing: "is failing",
      expected: "is expected",
      pending: "is pending",
    } as const;
    return `Required status check "${first.name}" ${words[first.state]}.`;
  }
  if (first) {
    return `${open.length} of ${contexts.length} required status checks have not succeeded: ${quote(open.map((entry) => entry.name))}.`;
  }
  const threads = conversations ? listReviewThreads(context, repository, pull) : [];
  if (threads.some(({ resolvedById }) => resolvedById === undefined))
    return "A conversation must be resolved before this pull request can be merged.";
  if (approvals === 0) return undefined;
  const given = verdicts(context, repository, pull);
  if (given.isRefused) return "Changes have been requested by a reviewer.";
  return given.approvals < approvals
    ? `At least ${approvals} approving review is required by reviewers with write access.`
    : undefined;
}

/** @throws {ApiError} 405 when a rule of the base branch is not met. */
export function mustBeMergeable(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
): void {
  const blocker = findBlocker(context, repository, pull);
  if (blocker !== undefined) throw new ApiError(405, blocker);
}

/** `mergeable_state` of an open pull request. */
export function mergeableState(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
): MergeableState {
  if (pull.merged || !pull.test || findIssue(context, repository, pull.number)?.state !== "open")
    return "unknown";
  if (!pull.test.mergeable) return "dirty";
  if (pull.draft) return "draft";
  if (findBlocker(context, repository, pull) !== undefined) return "blocked";
  const runs = latestCheckRuns(listCheckRuns(context, repository, pull.headSha));
  const isBad = runs.some((run) => !["success", "neutral", "skipped"].includes(run.conclusion ?? ""));
  const isOff = latestStatuses(context, repository, pull.headSha).some(
    (status) => status.state !== "success",
  );
  return isBad || isOff ? "unstable" : "clean";
}
