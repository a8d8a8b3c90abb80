import type { JobRecord, RerunChoice, RunRecord } from "../../runner/host.ts";
import { messageOf, WorkflowError } from "../../runner/workflow-error.ts";
import { packZip } from "../../runner/builtin/zip-archive.ts";
import { ApiError, notFound } from "../http/api-error.ts";
import type { ApiRequest, ApiResponse, JsonObject, Router } from "../http/messages.ts";
import { accepted, counted, created, noContent, numberParam, ok, redirect } from "../http/reply.ts";
import type { ActionsService } from "./actions-service.ts";
import { renderJob, renderRun } from "./render-run.ts";
import { checkSignature, signedAddress } from "./signed-address.ts";

const base = "/repos/:owner/:repo/actions";
const read = { permission: "actions:read" } as const;
const write = { permission: "actions:write" } as const;

function findRun({ store }: ActionsService, request: ApiRequest): RunRecord {
  const run = store.runs.get(request.repository.id, numberParam(request, "run_id"));
  if (run === undefined) throw notFound();
  return run;
}

function passesCreated(run: RunRecord, wanted: string): boolean {
  const [from = "", to] = wanted.split("..");
  if (to !== undefined)
    return (from === "*" || run.createdAt >= from) && (to === "*" || run.createdAt <= `${to}~`);
  const [, operator = "", date = ""] = /^(>=|<=|>|<)?(.*)$/.exec(wanted) ?? [];
  const order = run.createdAt.slice(0, date.length).localeCompare(date);
  return (
    { ">=": order >= 0, "<=": order <= 0, ">": order > 0, "<": order < 0, "": order === 0 }[operator] ?? false
  );
}

/** Runs that pass the query of a listing, newest first. */
export function filterRuns(service: ActionsService, request: ApiRequest): readonly RunRecord[] {
  const { query } = request;
  const login = (run: RunRecord): string => service.context.userById(run.actorId)?.login ?? "";
  const tests: Readonly<Record<string, (run: RunRecord, wanted: string) => boolean>> = {
    actor: (run, wanted) => login(run) === wanted,
    branch: (run, wanted) => run.headBranch === wanted,
    event: (run, wanted) => run.event === wanted,
    status: (run, wanted) => run.status === wanted || run.conclusion === wanted,
    head_sha: (run, wanted) => run.headSha === wanted,
    check_suite_id: (run, wanted) => String(run.checkSuiteId) === wanted,
    created: passesCreated,
  };
  return service.store.runs
    .list(request.repository.id)
    .filter((run) =>
      Object.entries(tests).every(([name, test]) => {
        const wanted = query.get(name);
        return wanted === null || test(run, wanted);
      }),
    )
    .toReversed();
}

function jobsOfRun(service: ActionsService, request: ApiRequest): readonly JobRecord[] {
  const run = findRun(service, request);
  const jobs = service.ledger.jobsOf(run.id);
  return request.query.get("filter") === "all" ? jobs : jobs.filter(({ attempt }) => attempt === run.attempt);
}

function findJob(service: ActionsService, request: ApiRequest): { job: JobRecord; run: RunRecord } {
  const id = numberParam(request, "job_id");
  const job = service.store.jobs.all().find((candidate) => candidate.id === id);
  const run = job === undefined ? undefined : service.store.runs.get(request.repository.id, job.runId);
  if (job === undefined || run === undefined) throw notFound();
  return { job, run };
}

function addRunLists(app: Router, service: ActionsService): void {
  const { context } = service;
  const render =
    (request: ApiRequest) =>
    (run: RunRecord): JsonObject =>
      renderRun(context, run, request.repository);
  app.route("GET", `${base}/runs`, read, (request) =>
    counted(request, "workflow_runs", filterRuns(service, request), render(request)),
  );
  app.route("GET", `${base}/runs/:run_id`, read, (request) => ok(render(request)(findRun(service, request))));
  app.route("DELETE", `${base}/runs/:run_id`, write, (request) => {
    const run = findRun(service, request);
    if (run.status !== "completed")
      throw new ApiError(403, "Cannot delete a workflow run that is not completed");
    for (const job of service.ledger.jobsOf(run.id)) service.logs.remove(job.id);
    for (const artifact of service.artifacts.listOfRun(run.id)) service.artifacts.remove(artifact);
    service.store.jobs.removeScope(run.id);
    service.store.runs.remove(run.repositoryId, run.id);
    return noContent();
  });
}

async function rerun(service: ActionsService, run: RunRecord, choice: RerunChoice): Promise<ApiResponse> {
  try {
    await service.controller.rerun(run.id, choice);
  } catch (error) {
    if (error instanceof WorkflowError) throw new ApiError(403, messageOf(error));
    throw error;
  }
  return created({});
}

function addRunControls(app: Router, service: ActionsService): void {
  app.route("POST", `${base}/runs/:run_id/cancel`, write, (request) => {
    const run = findRun(service, request);
    if (service.controller.cancel(run.id)) return accepted();
    throw new ApiError(409, "Cannot cancel a workflow run that is completed.");
  });
  app.route("POST", `${base}/runs/:run_id/rerun`, write, (request) =>
    rerun(service, findRun(service, request), "all"),
  );
  app.route("POST", `${base}/runs/:run_id/rerun-failed-jobs`, write, (request) =>
    rerun(service, findRun(service, request), "failed"),
  );
  app.route("POST", `${base}/jobs/:job_id/rerun`, write, (request) => {
    const { job, run } = findJob(service, request);
    if (job.attempt !== run.attempt)
      throw new ApiError(403, "The job is not one of the last attempt of its workflow run");
    return rerun(service, run, { jobId: job.id });
  });
}

function addJobRoutes(app: Router, service: ActionsService): void {
  const { context } = service;
  app.route("GET", `${base}/runs/:run_id/jobs`, read, (request) => {
    const run = findRun(service, request);
    const { repository } = request;
    return counted(request, "jobs", jobsOfRun(service, request), (job) =>
      renderJob(context, { job, run, repository }),
    );
  });
  app.route("GET", `${base}/jobs/:job_id`, read, (request) => {
    const { job, run } = findJob(service, request);
    return ok(renderJob(context, { job, run, repository: request.repository }));
  });
  app.route("GET", `${base}/jobs/:job_id/logs`, read, (request) =>
    redirect(signedAddress(service, `/_actions/job-logs/${findJob(service, request).job.id}`)),
  );
}

function addLogRoutes(app: Router, service: ActionsService): void {
  app.route("GET", `${base}/runs/:run_id/logs`, read, (request) =>
    redirect(signedAddress(service, `/_actions/run-logs/${findRun(service, request).id}`)),
  );
  app.route("GET", "/_actions/job-logs/:id", { signedBy: "any" }, (request) => {
    checkSignature(service, request);
    const bytes = service.logs.read(numberParam(request, "id"));
    return { status: 200, bytes, headers: { "content-type": "text/plain; charset=utf-8" } };
  });
  app.route("GET", "/_actions/run-logs/:id", { signedBy: "any" }, async (request) => {
    checkSignature(service, request);
    const jobs = service.ledger.jobsOf(numberParam(request, "id"));
    const entries = jobs.map((job, index) => ({
      name: `${index}_${job.name.replaceAll(/[/\\:*?"<>|]/g, "_")}.txt`,
      text: service.logs.read(job.id),
    }));
    return { status: 200, bytes: await packZip(entries), headers: { "content-type": "application/zip" } };
  });
}

/** Runs and jobs: lists, logs, cancel, re-run, delete. */
export function addRunRoutes(app: Router, service: ActionsService): void {
  addRunLists(app, service);
  addRunControls(app, service);
  addJobRoutes(app, service);
  addLogRoutes(app, service);
}
