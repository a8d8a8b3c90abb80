import { readConcurrency } from "./concurrency-setting.ts";
import { evaluateNode, type ExpressionScope, isTruthy, toText } from "./expression.ts";
import type { JobRecord } from "./host.ts";
import { asList, asObject, isObject, type JsonObject, memberAt, stringAt } from "./json.ts";
import { expandMatrix, matrixLabel } from "./matrix.ts";
import type { ExecutionRequest } from "./run-execution-request.ts";
import { runJob, type JobEnd } from "./run-job.ts";
import { Slots } from "./slots.ts";
import { messageOf, WorkflowError } from "./workflow-error.ts";

/** All jobs under one key of a workflow. */
export interface MatrixRequest extends ExecutionRequest {
  readonly cancelled: AbortSignal;
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
}

interface MatrixJob {
  readonly request: MatrixRequest;
  readonly scope: ExpressionScope;
  readonly job: JobRecord;
  readonly mayFail: boolean;
  readonly timeoutMs: number;
  readonly failFast: AbortController | undefined;
  readonly places: Slots;
}

const defaultTimeoutMinutes = 360;

function runsOn(definition: JsonObject, scope: ExpressionScope): readonly string[] {
  const evaluated = evaluateNode(definition["runs-on"] ?? null, scope);
  const labels = isObject(evaluated) ? memberAt(evaluated, "labels") : evaluated;
  return asList(labels)
    .map((label) => toText(label))
    .filter((label) => label !== "");
}

function jobName(request: MatrixRequest, row: JsonObject, scope: ExpressionScope): string {
  const written = stringAt(request.definition, "name");
  const label = matrixLabel(row);
  const name = written === undefined ? request.key : toText(evaluateNode(written, scope));
  const isNamedByRow = written?.includes("matrix.") ?? false;
  return label === "" || isNamedByRow ? name : `${name} (${label})`;
}

function readTimeout(definition: JsonObject, scope: ExpressionScope): number {
  const minutes = Number(toText(evaluateNode(definition["timeout-minutes"] ?? defaultTimeoutMinutes, scope)));
  if (Number.isFinite(minutes) && minutes > 0) return Math.min(minutes * 60_000, 2 ** 31 - 1);
  throw new WorkflowError("timeout-minutes must be a number above 0");
}

function planJobs(request: MatrixRequest): readonly MatrixJob[] {
  const { definition, scope, host, run, key } = request;
  const strategy = asObject(definition["strategy"]);
  const rows = expandMatrix(evaluateNode(strategy["matrix"] ?? null, scope));
  const isFailFast = isTruthy(evaluateNode(strategy["fail-fast"] ?? true, scope));
  const maxParallel = Number(toText(evaluateNode(strategy["max-parallel"] ?? rows.length, scope)));
  const failFast = isFailFast && rows.length > 1 ? new AbortController() : undefined;
  const places = new Slots(Math.max(1, maxParallel));
  return rows.map((row, index) => {
    const contexts: JsonObject = {
      ...scope.contexts,
      matrix: strategy["matrix"] === undefined ? null : row,
      strategy: {
        "fail-fast": isFailFast,
        "job-index": index,
        "job-total": rows.length,
        "max-parallel": maxParallel,
      },
    };
    const own = { ...scope, contexts };
    const draft = { key, name: jobName(request, row, own), labels: runsOn(definition, own) };
    return {
      request,
      scope: own,
      job: host.ledger.createJob(run, draft),
      mayFail: isTruthy(evaluateNode(definition["continue-on-error"] ?? false, own)),
      timeoutMs: readTimeout(definition, own),
      failFast,
      places,
    };
  });
}

function completeWithoutRunning({ request, job }: MatrixJob, message: string | undefined): JobEnd {
  const { host } = request;
  const now = host.timestamp();
  const status = message === undefined ? "cancelled" : "failure";
  if (message !== undefined)
    host.ledger.appendLog(job.id, `${new Date().toISOString()} ##[error]${message}\n`);
  host.ledger.updateJob(job, {
    status: "completed",
    conclusion: status,
    startedAt: job.startedAt ?? now,
    completedAt: now,
  });
  return { status, outputs: {} };
}

async function runInSlot(matrixJob: MatrixJob, cancelled: AbortSignal): Promise<JobEnd> {
  const { request, job, scope } = matrixJob;
  const { slots, stopped } = request;
  const slot = await slots.acquire(AbortSignal.any([cancelled, stopped]));
  if (slot === undefined) return completeWithoutRunning(matrixJob, undefined);
  const timeout = AbortSignal.timeout(matrixJob.timeoutMs);
  const { needs = null, matrix = null, strategy = null } = scope.contexts;
  try {
    return await runJob({
      ...request,
      job,
      contexts: { needs, matrix, strategy },
      signals: { cancelled: AbortSignal.any([cancelled, timeout]), stopped },
      slot: slot.number,
    });
  } finally {
    slots.release(slot);
  }
}

async function runOne(matrixJob: MatrixJob): Promise<JobEnd> {
  const { request, failFast, places } = matrixJob;
  const superseded = new AbortController();
  const signals = [
    request.cancelled,
    superseded.signal,
    ...(failFast === undefined ? [] : [failFast.signal]),
  ];
  const cancelled = AbortSignal.any(signals);
  const ended = AbortSignal.any([cancelled, request.stopped]);
  const place = await places.acquire(ended);
  if (place === undefined) return completeWithoutRunning(matrixJob, undefined);
  let leave: (() => void) | undefined;
  try {
    const setting = readConcurrency(request.definition["concurrency"], matrixJob.scope);
    if (setting !== undefined) {
      leave = await request.groups.enter({ ...setting, cancel: () => superseded.abort() }, ended);
    }
    return await runInSlot(matrixJob, cancelled);
  } catch (error) {
    return completeWithoutRunning(matrixJob, messageOf(error));
  } finally {
    leave?.();
    places.release(place);
  }
}

/**
 * Runs the jobs of one key: one for each row of its matrix, `max-parallel` at a time. With `fail-fast` the first
 * that fails cancels the others.
 *
 * @throws WorkflowError when the matrix or another setting of the job cannot be evaluated
 */
export function runMatrix(request: MatrixRequest): Promise<readonly MatrixEnd[]> {
  return Promise.all(
    planJobs(request).map(async (matrixJob) => {
      const end = await runOne(matrixJob);
      if (end.status === "failure" && !matrixJob.mayFail) matrixJob.failFast?.abort();
      return { end, mayFail: matrixJob.mayFail };
    }),
  );
}
