import { deadlockMessage, enterGroup } from "./enter-group.ts";
import { environmentRefusal, readEnvironment, type JobEnvironment } from "./job-environment.ts";
import { evaluateNode, type ExpressionScope, isTruthy, toText } from "./expression.ts";
import type { JobRecord } from "./host.ts";
import { asList, isObject, type JsonObject, memberAt } from "./json.ts";
import { planMatrixRows, type MatrixRow } from "./matrix-rows.ts";
import type { GraphRequest } from "./run-execution-request.ts";
import { runJob, type JobEnd } from "./run-job.ts";
import { Places } from "./places.ts";
import { messageOf, WorkflowError } from "./workflow-error.ts";

/** All jobs under one key of a workflow. */
export interface MatrixRequest extends GraphRequest {
  readonly key: string;
  readonly definition: JsonObject;
  /** Contexts `github`, `needs`, `vars`, `inputs`. */
  readonly scope: ExpressionScope;
}

/** How one of them ended. */
export interface MatrixEnd {
  readonly end: JobEnd;
  /** `continue-on-error` of the job. */
  readonly mayFail: boolean;
  /** Taken over from the attempt before. */
  readonly isRetained: boolean;
}

interface MatrixJob {
  readonly request: MatrixRequest;
  readonly scope: ExpressionScope;
  readonly job: JobRecord;
  readonly mayFail: boolean;
  readonly timeoutMs: number;
  readonly environment: JobEnvironment | undefined;
  /** The job of the attempt before that this one is a copy of. */
  readonly retained: JobRecord | undefined;
}

interface Strategy {
  readonly failFast: AbortController | undefined;
  readonly places: Places;
}

const defaultTimeoutMinutes = 360;

function runsOn(definition: JsonObject, scope: ExpressionScope): readonly string[] {
  const evaluated = evaluateNode(definition["runs-on"] ?? null, scope);
  const labels = isObject(evaluated) ? memberAt(evaluated, "labels") : evaluated;
  return asList(labels)
    .map((label) => toText(label))
    .filter((label) => label !== "");
}

function readTimeout(definition: JsonObject, scope: ExpressionScope): number {
  const minutes = Number(toText(evaluateNode(definition["timeout-minutes"] ?? defaultTimeoutMinutes, scope)));
  if (Number.isFinite(minutes) && minutes > 0) return Math.min(minutes * 60_000, 2 ** 31 - 1);
  throw new WorkflowError("timeout-minutes must be a number above 0");
}

function planJob(request: MatrixRequest, { name, scope }: MatrixRow): MatrixJob {
  const { definition, host, run, key, frame } = request;
  const fullName = `${frame.namePrefix}${name}`;
  const settings = {
    mayFail: isTruthy(evaluateNode(definition["continue-on-error"] ?? false, scope)),
    timeoutMs: readTimeout(definition, scope),
    environment: readEnvironment(definition["environment"], scope),
    retained: frame.retained.get(fullName),
  };
  const draft = { key, name: fullName, labels: runsOn(definition, scope) };
  return { request, scope, job: host.ledger.createJob(run, draft), ...settings };
}

function completeWithoutRunning(
  { request, job }: MatrixJob,
  status: "cancelled" | "failure",
  message: string | undefined,
): JobEnd {
  const { host, run } = request;
  const now = host.timestamp();
  if (message !== undefined)
    host.ledger.appendLog(job.id, `${new Date().toISOString()} ##[error]${message}\n`);
  const place = { title: null, path: run.workflowPath, startLine: 1, endLine: 1 };
  host.ledger.updateJob(job, {
    status: "completed",
    conclusion: status,
    startedAt: job.startedAt ?? now,
    completedAt: now,
    annotations: message === undefined ? [] : [{ level: "failure", message, ...place }],
  });
  return { status, outputs: {} };
}

/** The copy of a job that needs no second run: same steps, times, outputs and log. */
function takeOver({ request, job }: MatrixJob, old: JobRecord): JobEnd {
  const { status, conclusion, startedAt, completedAt, runnerId, runnerName } = old;
  const { steps, annotations, summary, outputs = {} } = old;
  request.host.ledger.copyLog(old.id, job.id);
  const times = { status, conclusion, startedAt, completedAt, runnerId, runnerName };
  request.host.ledger.updateJob(job, { ...times, steps, annotations, summary, outputs });
  const isKnown = conclusion === "success" || conclusion === "cancelled";
  return { status: isKnown ? conclusion : "failure", outputs };
}

async function runOnRunner(matrixJob: MatrixJob, cancelled: AbortSignal): Promise<JobEnd> {
  const { request, job, scope } = matrixJob;
  const { runners, stopped } = request;
  const place = await runners.acquire(job.labels, AbortSignal.any([cancelled, stopped]));
  if (place === undefined) return completeWithoutRunning(matrixJob, "cancelled", undefined);
  const timeout = AbortSignal.timeout(matrixJob.timeoutMs);
  const { needs = null, matrix = null, strategy = null } = scope.contexts;
  try {
    return await runJob({
      ...request,
      job,
      contexts: { needs, matrix, strategy },
      timeout: { signal: timeout, minutes: matrixJob.timeoutMs / 60_000 },
      signals: { cancelled: AbortSignal.any([cancelled, timeout]), stopped },
      runner: place,
      environment: matrixJob.environment,
    });
  } finally {
    place.release();
  }
}

/** Waits at the job's environment until its rules let the job pass, then runs it. */
async function runBehindGate(matrixJob: MatrixJob, cancelled: AbortSignal): Promise<JobEnd> {
  const { request, job, environment } = matrixJob;
  if (environment === undefined) return runOnRunner(matrixJob, cancelled);
  const { host, run, stopped } = request;
  const signal = AbortSignal.any([cancelled, stopped]);
  const deployment = host.environments.open(run, environment.name);
  const decision = await host.environments.pass({ run, job, deployment, signal });
  if (decision !== "approved") {
    host.environments.report(run, deployment, { state: "failure", url: "" });
    const message = environmentRefusal(decision, environment.name, run);
    return completeWithoutRunning(matrixJob, decision === "cancelled" ? "cancelled" : "failure", message);
  }
  host.environments.report(run, deployment, { state: "in_progress", url: "" });
  const end = await runOnRunner(matrixJob, cancelled);
  const state = end.status === "success" ? "success" : "failure";
  host.environments.report(run, deployment, { state, url: end.environmentUrl ?? "" });
  return end;
}

async function runInGroup(matrixJob: MatrixJob, cancelled: AbortSignal): Promise<JobEnd> {
  const { request, job, scope } = matrixJob;
  const superseded = new AbortController();
  const either = AbortSignal.any([cancelled, superseded.signal]);
  const place = await enterGroup({
    request,
    written: request.definition["concurrency"],
    scope,
    cancel: () => superseded.abort(),
    signal: AbortSignal.any([either, request.stopped]),
  });
  if (place.kind === "deadlock")
    return completeWithoutRunning(matrixJob, "cancelled", deadlockMessage(place.group, job.name));
  try {
    return await runBehindGate(matrixJob, either);
  } finally {
    place.leave();
  }
}

async function runOne(matrixJob: MatrixJob, { failFast, places }: Strategy): Promise<MatrixEnd> {
  const { request, mayFail, retained } = matrixJob;
  if (retained !== undefined) return { end: takeOver(matrixJob, retained), mayFail, isRetained: true };
  const signals = [request.cancelled, ...(failFast === undefined ? [] : [failFast.signal])];
  const cancelled = AbortSignal.any(signals);
  const place = await places.acquire(AbortSignal.any([cancelled, request.stopped]));
  let end: JobEnd;
  try {
    end =
      place === undefined
        ? completeWithoutRunning(matrixJob, "cancelled", undefined)
        : await runInGroup(matrixJob, cancelled);
  } catch (error) {
    end = completeWithoutRunning(matrixJob, "failure", messageOf(error));
  } finally {
    place?.release();
  }
  if (end.status === "failure" && !mayFail) failFast?.abort();
  return { end, mayFail, isRetained: false };
}

/**
 * Runs the jobs of one key: one for each row of its matrix, `max-parallel` at a time. With `fail-fast` the first
 * that fails cancels the others.
 *
 * @throws WorkflowError when the matrix or another setting of the job cannot be evaluated
 */
export function runMatrix(request: MatrixRequest): Promise<readonly MatrixEnd[]> {
  const { rows, isFailFast, maxParallel } = planMatrixRows(request.key, request.definition, request.scope);
  const strategy: Strategy = {
    failFast: isFailFast ? new AbortController() : undefined,
    places: new Places(maxParallel),
  };
  // All are planned before the first runs, so that a broken row starts none.
  const jobs = rows.map((row) => planJob(request, row));
  return Promise.all(jobs.map((matrixJob) => runOne(matrixJob, strategy)));
}
