import { randomUUID } from "node:crypto";
import type { JobDraft, JobRecord, RunDraft, RunLedger, RunRecord, Status } from "../../runner/host.ts";
import type { SandboxContext } from "../context.ts";
import type { Actor, RepositoryRecord } from "../records.ts";
import type { ActionsStore, WorkflowRecord } from "./actions-store.ts";
import { abandonJobCheck, openJobCheck, reportJobCheck, suiteIdOf } from "./job-checks.ts";
import type { JobLogs } from "./job-logs.ts";
import { renderJob, renderRun, renderWorkflow } from "./render-run.ts";

const runActions: Readonly<Record<Status, string>> = {
  queued: "requested",
  pending: "requested",
  waiting: "requested",
  in_progress: "in_progress",
  completed: "completed",
};

const jobActions: Readonly<Record<Status, string>> = {
  queued: "queued",
  pending: "waiting",
  waiting: "waiting",
  in_progress: "in_progress",
  completed: "completed",
};

/** Keeps runs and jobs, and tells webhooks and check runs of each change. */
export class StoredRunLedger implements RunLedger {
  readonly #context: SandboxContext;
  readonly #store: ActionsStore;
  readonly #logs: JobLogs;

  constructor(context: SandboxContext, store: ActionsStore, logs: JobLogs) {
    this.#context = context;
    this.#store = store;
    this.#logs = logs;
  }

  /** The record of a workflow file; made when it is seen for the first time, renamed when its `name` changed. */
  workflow(repositoryId: number, path: string, name: string): WorkflowRecord {
    const now = this.#context.timestamp();
    const found = this.#store.workflows.get(repositoryId, path);
    if (found?.name === name) return found;
    const base = found ?? { id: this.#context.store.nextId(), repositoryId, path, createdAt: now };
    return this.#store.workflows.put(repositoryId, path, { ...base, name, updatedAt: now });
  }

  /** Whether a workflow was switched off. */
  isDisabled(repositoryId: number, path: string): boolean {
    return this.#store.workflows.get(repositoryId, path)?.state !== undefined;
  }

  /** Adds a run, queued. Numbers count per workflow. */
  createRun(draft: RunDraft): RunRecord {
    const { repositoryId, workflowPath, workflowName } = draft;
    const workflow = this.workflow(repositoryId, workflowPath, workflowName);
    const now = this.#context.timestamp();
    const run: RunRecord = {
      ...draft,
      id: this.#context.store.nextId(),
      workflowId: workflow.id,
      number: this.#context.store.nextNumber(`runs ${repositoryId} ${workflowPath}`),
      attempt: 1,
      status: "queued",
      conclusion: null,
      checkSuiteId: suiteIdOf(this.#context, this.#repository(repositoryId), draft.headSha),
      backendId: randomUUID(),
      createdAt: now,
      startedAt: now,
      updatedAt: now,
    };
    return this.#writeRun(run, true);
  }

  /** The run, or `undefined`. */
  findRun(runId: number): RunRecord | undefined {
    return this.#store.runs.all().find((run) => run.id === runId);
  }

  /** Changes a run; a new status is told to webhooks. */
  updateRun(runId: number, change: Partial<RunRecord>): RunRecord {
    const run = this.findRun(runId);
    if (run === undefined) throw new RangeError(`run ${runId} does not exist`);
    const isChanged = change.status !== undefined && change.status !== run.status;
    // `workflow_run` has no action for a run that waits at an environment, nor for its going on.
    const isWait =
      change.status === "waiting" || (run.status === "waiting" && change.status === "in_progress");
    const isTold = isChanged && !isWait;
    return this.#writeRun({ ...run, ...change, updatedAt: this.#context.timestamp() }, isTold);
  }

  /** Adds a job, queued, with its check run. */
  createJob(run: RunRecord, draft: JobDraft): JobRecord {
    const attempt = this.findRun(run.id)?.attempt ?? run.attempt;
    const backendId = randomUUID();
    const check = { name: draft.name, headSha: run.headSha, backendId };
    const job: JobRecord = {
      ...draft,
      id: openJobCheck(this.#context, this.#repository(run.repositoryId), check),
      runId: run.id,
      repositoryId: run.repositoryId,
      attempt,
      status: "queued",
      conclusion: null,
      createdAt: this.#context.timestamp(),
      startedAt: null,
      completedAt: null,
      runnerId: null,
      runnerName: null,
      headSha: run.headSha,
      backendId,
      steps: [],
      annotations: [],
      summary: "",
    };
    return this.#writeJob(job, true);
  }

  /** Changes a job; a new status is told to webhooks. */
  updateJob(job: JobRecord, change: Partial<JobRecord>): JobRecord {
    const current = this.#store.jobs.get(job.runId, job.id) ?? job;
    const isTold = change.status !== undefined && change.status !== current.status;
    return this.#writeJob({ ...current, ...change }, isTold);
  }

  /** All jobs of a run, of every attempt, oldest first. */
  jobsOf(runId: number): readonly JobRecord[] {
    return this.#store.jobs.list(runId);
  }

  /** Adds complete lines to a job's log. */
  appendLog(jobId: number, text: string): void {
    this.#logs.append(jobId, text);
  }

  /** Gives a job the log of another. */
  copyLog(from: number, to: number): void {
    this.#logs.append(to, this.#logs.read(from));
  }

  /** Ends the runs that a stopped sandbox left unfinished, without a word: the one who would have been told is gone. */
  abandonUnfinished(): void {
    const end = { status: "completed", conclusion: "cancelled" } as const;
    const completedAt = this.#context.timestamp();
    for (const run of this.#store.runs.all().filter(({ status }) => status !== "completed")) {
      this.#store.runs.put(run.repositoryId, run.id, { ...run, ...end, updatedAt: completedAt });
    }
    for (const job of this.#store.jobs.all().filter(({ status }) => status !== "completed")) {
      this.#store.jobs.put(job.runId, job.id, { ...job, ...end, completedAt });
      abandonJobCheck(this.#context, job, completedAt);
    }
  }

  /** Who a run's webhooks are sent for: the one that started it, so that `workflow_run` starts workflows. */
  #actor(run: RunRecord): Actor | undefined {
    const user = this.#context.userById(run.actorId);
    if (user === undefined) return undefined;
    const none = { permissions: null, repositoryIds: null, appId: null, installationId: null, runId: null };
    return { kind: "user", user, ...none };
  }

  #repository(id: number): RepositoryRecord {
    const repository = this.#context.repositoryById(id);
    if (repository === undefined) throw new RangeError(`repository ${id} does not exist`);
    return repository;
  }

  #writeRun(run: RunRecord, isTold: boolean): RunRecord {
    this.#store.runs.put(run.repositoryId, run.id, run);
    const actor = this.#actor(run);
    const workflow = this.#store.workflows.get(run.repositoryId, run.workflowPath);
    if (!isTold || actor === undefined || workflow === undefined) return run;
    const repository = this.#repository(run.repositoryId);
    this.#context.emit({
      event: "workflow_run",
      action: runActions[run.status],
      repository,
      actor,
      payload: {
        workflow: renderWorkflow(this.#context, workflow, repository),
        workflow_run: renderRun(this.#context, run, repository),
      },
    });
    return run;
  }

  #writeJob(job: JobRecord, isTold: boolean): JobRecord {
    this.#store.jobs.put(job.runId, job.id, job);
    const run = this.findRun(job.runId);
    const actor = run === undefined ? undefined : this.#actor(run);
    if (!isTold || run === undefined || actor === undefined) return job;
    const repository = this.#repository(job.repositoryId);
    if (job.status !== "queued") reportJobCheck(this.#context, repository, job);
    this.#context.emit({
      event: "workflow_job",
      action: jobActions[job.status],
      repository,
      actor,
      payload: { workflow_job: renderJob(this.#context, { job, run, repository }) },
    });
    return job;
  }
}
