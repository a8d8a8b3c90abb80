import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";

/** How checks end. */
export const conclusions = [
  "success",
  "failure",
  "neutral",
  "cancelled",
  "skipped",
  "timed_out",
  "action_required",
  "stale",
  "startup_failure",
] as const;

/** Where a check stands. */
export const checkStatuses = [
  "queued",
  "in_progress",
  "completed",
  "waiting",
  "requested",
  "pending",
] as const;

/** A check run; the scope is the repository's id. */
export interface CheckRunRecord {
  readonly id: number;
  readonly suiteId: number;
  readonly name: string;
  readonly headSha: string;
  readonly status: (typeof checkStatuses)[number];
  readonly conclusion: (typeof conclusions)[number] | null;
  readonly detailsUrl: string | null;
  readonly externalId: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  readonly annotations: readonly JsonObject[];
  readonly actions: readonly JsonObject[];
  readonly appId: number;
}

/** A check suite: the runs of one App on one commit. */
export interface CheckSuiteRecord {
  readonly id: number;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly before: string;
  readonly appId: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastStatus: string;
}

/** A commit status; the scope is `<repository> <sha>`. */
export interface StatusRecord {
  readonly id: number;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creatorId: number;
  readonly createdAt: string;
}

/** Check runs of a commit, in order of creation. */
export function listCheckRuns(
  context: SandboxContext,
  repository: RepositoryRecord,
  sha: string,
): readonly CheckRunRecord[] {
  return context.store
    .collection<CheckRunRecord>("check-runs")
    .list(repository.id)
    .filter((run) => run.headSha === sha);
}

/** The newest run of each name and App. */
export function latestCheckRuns(runs: readonly CheckRunRecord[]): readonly CheckRunRecord[] {
  return [...new Map(runs.map((run) => [`${run.appId} ${run.name}`, run])).values()];
}

/** The newest status of each context. */
export function latestStatuses(
  context: SandboxContext,
  repository: RepositoryRecord,
  sha: string,
): readonly StatusRecord[] {
  const statuses = context.store.collection<StatusRecord>("statuses").list(`${repository.id} ${sha}`);
  return [...new Map(statuses.map((status) => [status.context, status])).values()];
}

/** Whether a required check of this name is satisfied on a commit, and whether it is there at all. */
export function requiredCheckState(
  context: SandboxContext,
  repository: RepositoryRecord,
  { sha, name }: { readonly sha: string; readonly name: string },
): "success" | "failing" | "expected" | "pending" {
  const run = latestCheckRuns(listCheckRuns(context, repository, sha)).findLast((run) => run.name === name);
  const status = latestStatuses(context, repository, sha).find((status) => status.context === name);
  if (!run && !status) return "expected";
  const isGoodRun = !run || ["success", "neutral", "skipped"].includes(run.conclusion ?? "");
  const isGoodStatus = !status || status.state === "success";
  if (isGoodRun && isGoodStatus) return "success";
  return run?.status === "completed" || (status && status.state !== "pending") ? "failing" : "pending";
}
