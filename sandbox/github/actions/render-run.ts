import type { JobRecord, RunRecord } from "../../runner/host.ts";
import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";
import { nodeId } from "../render/node-id.ts";
import { renderRepository, repositoryPage, repositoryUrl } from "../render/repository.ts";
import { renderUser } from "../render/user.ts";
import type { WorkflowRecord } from "./actions-store.ts";

function renderPulls(
  context: SandboxContext,
  run: RunRecord,
  repository: RepositoryRecord,
): readonly JsonObject[] {
  const api = repositoryUrl(context, repository);
  const payload = run.payload["pull_request"] as
    { base?: { ref?: string; sha?: string }; id?: number } | undefined;
  const place = { id: repository.id, url: api, name: repository.name };
  return run.isFromFork
    ? []
    : run.pullNumbers.map((number) => ({
        id: payload?.id ?? number,
        number,
        url: `${api}/pulls/${number}`,
        head: { ref: run.headBranch ?? "", sha: run.headSha, repo: place },
        base: {
          ref: payload?.base?.ref ?? repository.defaultBranch,
          sha: payload?.base?.sha ?? "",
          repo: place,
        },
      }));
}

function runAddresses(api: string, page: string, run: RunRecord): JsonObject {
  const url = `${api}/actions/runs/${run.id}`;
  const previous = run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null;
  return {
    url,
    html_url: `${page}/actions/runs/${run.id}`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.checkSuiteId}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: previous,
    workflow_url: `${api}/actions/workflows/${run.workflowId}`,
  };
}

/** A run as the API and `workflow_run` payloads show it. */
export function renderRun(context: SandboxContext, run: RunRecord, repository: RepositoryRecord): JsonObject {
  const actor = context.userById(run.actorId);
  const user = actor === undefined ? null : renderUser(context.url, actor);
  const head = run.headRepositoryId === null ? undefined : context.repositoryById(run.headRepositoryId);
  return {
    id: run.id,
    name: run.workflowName,
    node_id: nodeId("WFR", run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.workflowPath,
    display_title: run.displayTitle,
    run_number: run.number,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflowId,
    check_suite_id: run.checkSuiteId,
    check_suite_node_id: nodeId("CS", run.checkSuiteId),
    pull_requests: renderPulls(context, run, repository),
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    run_started_at: run.startedAt,
    actor: user,
    triggering_actor: user,
    run_attempt: run.attempt,
    referenced_workflows: [],
    ...runAddresses(repositoryUrl(context, repository), repositoryPage(context, repository), run),
    head_commit: run.headCommit,
    repository: renderRepository(context, repository),
    head_repository: renderRepository(context, head ?? repository),
  };
}

/** A job as the API and `workflow_job` payloads show it. */
export function renderJob(
  context: SandboxContext,
  {
    job,
    run,
    repository,
  }: { readonly job: JobRecord; readonly run: RunRecord; readonly repository: RepositoryRecord },
): JsonObject {
  const api = repositoryUrl(context, repository);
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.workflowName,
    head_branch: run.headBranch,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: job.attempt,
    node_id: nodeId("CR", job.id),
    head_sha: job.headSha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${repositoryPage(context, repository)}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: job.createdAt,
    started_at: job.startedAt ?? job.createdAt,
    completed_at: job.completedAt,
    name: job.name,
    steps: job.steps.map((step) => ({
      name: step.name,
      status: step.status,
      conclusion: step.conclusion,
      number: step.number,
      started_at: step.startedAt,
      completed_at: step.completedAt,
    })),
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: job.labels,
    runner_id: job.runnerId,
    runner_name: job.runnerName,
    runner_group_id: job.runnerId === null ? null : 1,
    runner_group_name: job.runnerId === null ? null : "Default",
  };
}

/** A workflow as the API and webhook payloads show it. */
export function renderWorkflow(
  context: SandboxContext,
  workflow: WorkflowRecord,
  repository: RepositoryRecord,
): JsonObject {
  const page = repositoryPage(context, repository);
  const file = workflow.path.split("/").pop() ?? "";
  return {
    id: workflow.id,
    node_id: nodeId("W", workflow.id),
    name: workflow.name,
    path: workflow.path,
    state: workflow.state ?? "active",
    created_at: workflow.createdAt,
    updated_at: workflow.updatedAt,
    url: `${repositoryUrl(context, repository)}/actions/workflows/${workflow.id}`,
    html_url: `${page}/blob/${repository.defaultBranch}/${workflow.path}`,
    badge_url: `${page}/workflows/${encodeURIComponent(file)}/badge.svg`,
  };
}
