import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";
import { renderApp } from "../render/app.ts";
import { nodeId } from "../render/node-id.ts";
import { repositoryPage, repositoryUrl } from "../render/repository.ts";
import type { CheckRunRecord, CheckSuiteRecord } from "./check-records.ts";
import { findIssue } from "./issue-records.ts";
import { listPulls } from "./pull-records.ts";

/** Open pull requests whose head is the commit, in the short form that checks carry. */
export function renderCheckPulls(
  context: SandboxContext,
  repository: RepositoryRecord,
  sha: string,
): readonly JsonObject[] {
  const api = repositoryUrl(context, repository);
  const repo = { id: repository.id, url: api, name: repository.name };
  return listPulls(context, repository)
    .filter((pull) => pull.headSha === sha && findIssue(context, repository, pull.number)?.state === "open")
    .map((pull) => ({
      id: pull.id,
      number: pull.number,
      url: `${api}/pulls/${pull.number}`,
      head: { ref: pull.headRef, sha: pull.headSha, repo },
      base: { ref: pull.baseRef, sha: pull.baseSha, repo },
    }));
}

/** A check run. */
export function renderCheckRun(
  context: SandboxContext,
  repository: RepositoryRecord,
  run: CheckRunRecord,
): JsonObject {
  const url = `${repositoryUrl(context, repository)}/check-runs/${run.id}`;
  const page = `${repositoryPage(context, repository)}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("CR", run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: renderApp(context, run.appId),
    pull_requests: renderCheckPulls(context, repository, run.headSha),
  };
}

/** An annotation, with the members that GitHub always gives. */
export function renderAnnotation(annotation: JsonObject, page: string): JsonObject {
  return {
    path: annotation["path"],
    start_line: annotation["start_line"],
    end_line: annotation["end_line"],
    start_column: annotation["start_column"] ?? null,
    end_column: annotation["end_column"] ?? null,
    annotation_level: annotation["annotation_level"],
    title: annotation["title"] ?? null,
    message: annotation["message"],
    raw_details: annotation["raw_details"] ?? null,
    blob_href: `${page}/${String(annotation["path"])}`,
  };
}

/** What a suite says as a whole. */
export interface SuiteVerdict {
  readonly status: string;
  readonly conclusion: string | null;
  readonly count: number;
}

const worstFirst = [
  "failure",
  "timed_out",
  "cancelled",
  "action_required",
  "startup_failure",
  "stale",
] as const;

/** The verdict of the latest runs of a suite. */
export function suiteVerdict(runs: readonly CheckRunRecord[]): SuiteVerdict {
  const count = runs.length;
  if (count === 0) return { status: "queued", conclusion: null, count };
  if (runs.some((run) => run.status !== "completed")) {
    const isStarted = runs.some((run) => run.status === "in_progress" || run.status === "completed");
    return { status: isStarted ? "in_progress" : "queued", conclusion: null, count };
  }
  const bad = worstFirst.find((one) => runs.some((run) => run.conclusion === one));
  const isGood = runs.some((run) => run.conclusion === "success");
  return { status: "completed", conclusion: bad ?? (isGood ? "success" : "neutral"), count };
}

/** A check suite; its head commit in short form comes from the caller. */
export function renderSuite(
  context: SandboxContext,
  repository: RepositoryRecord,
  suite: CheckSuiteRecord,
  verdict: SuiteVerdict,
): JsonObject {
  const url = `${repositoryUrl(context, repository)}/check-suites/${suite.id}`;
  return {
    id: suite.id,
    node_id: nodeId("CS", suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: verdict.status,
    conclusion: verdict.conclusion,
    url,
    before: suite.before,
    after: suite.headSha,
    pull_requests: renderCheckPulls(context, repository, suite.headSha),
    app: renderApp(context, suite.appId),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
    latest_check_runs_count: verdict.count,
    check_runs_url: `${url}/check-runs`,
  };
}
