import { randomUUID } from "node:crypto";
import { ConcurrencyGroups } from "./concurrency.ts";
import { readDispatchInputs } from "./dispatch-inputs.ts";
import { titleFromRunName, titleOfEvent } from "./display-title.ts";
import { githubContext } from "./github-context.ts";
import type {
  DispatchRequest,
  HostEvent,
  HostRepository,
  JobRecord,
  RerunChoice,
  RunController,
  RunDraft,
  RunnerHost,
  RunRecord,
} from "./host.ts";
import { type JsonObject, jsonText, stringAt } from "./json.ts";
import {
  readChangedPaths,
  readCommitMessage,
  readFileAt,
  readHeadCommit,
  readMergeBase,
  readWorkflowFiles,
} from "./repository-reader.ts";
import { RunExecution } from "./run-execution.ts";
import { findRunSubject, subjectOfDefaultBranch, subjectOfDispatch, type RunSubject } from "./run-subject.ts";
import { completeOptions, type CompleteRunnerOptions, type RunnerOptions } from "./runner-options.ts";
import { RunnerPool } from "./runner-pool.ts";
import { retainedJobs } from "./retained-jobs.ts";
import { asksToSkip, isTriggered } from "./trigger.ts";
import { messageOf, WorkflowError } from "./workflow-error.ts";
import { parseWorkflowFile, type Workflow } from "./workflow.ts";

/** Watches a local GitHub, and runs the workflows of its repositories. */
export class WorkflowRunner implements RunController {
  readonly #host: RunnerHost;
  readonly #options: CompleteRunnerOptions;
  readonly #runners: RunnerPool;
  readonly #groups = new Map<number, ConcurrencyGroups>();
  readonly #executions = new Map<number, RunExecution>();
  readonly #queues = new Map<number, Promise<void>>();
  readonly #pending = new Set<Promise<unknown>>();
  readonly #stopped = new AbortController();
  readonly #stopListening: () => void;

  constructor(host: RunnerHost, options: RunnerOptions) {
    this.#host = host;
    this.#options = completeOptions(options);
    this.#runners = new RunnerPool(this.#options.runners);
    this.#stopListening = host.onEvent((event) => this.#enqueue(event));
  }

  /** Starts a workflow by `workflow_dispatch`. @throws WorkflowError in GitHub's words when it does not fit */
  async dispatch(request: DispatchRequest): Promise<RunRecord> {
    const repository = this.#repository(request.repositoryId);
    const subject = await subjectOfDispatch(repository, request.ref);
    if (subject === undefined)
      throw new WorkflowError(`No ref found for: ${request.ref.replace(/^refs\/heads\//, "")}`);
    const text = await readFileAt(repository.gitDirectory, subject.sha, request.workflowPath);
    if (text === undefined) throw new WorkflowError(`${request.workflowPath} is not at ${request.ref}`);
    const workflow = await parseWorkflowFile(request.workflowPath, text);
    if (workflow.errors.length > 0) throw new WorkflowError(workflow.errors.join("\n"));
    const inputs = readDispatchInputs(workflow, request.inputs);
    const shown = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, jsonText(value)]));
    const change = {
      event: "workflow_dispatch",
      action: null,
      repositoryId: repository.id,
      actorId: request.actorId,
      payload: { inputs: shown, ref: request.ref, workflow: request.workflowPath },
    };
    return this.#start(this.#complete(change), subject, workflow, inputs);
  }

  /**
   * Fires the `schedule` of a repository's default branch by hand.
   *
   * @param fullName `owner/name`
   * @param cron only the workflows with this line; all scheduled ones when absent
   * @returns the runs that started; `[]` when no workflow has such a schedule
   */
  async fireSchedule(fullName: string, cron?: string): Promise<readonly RunRecord[]> {
    const repository = this.#host.findRepository(fullName);
    if (repository === undefined) throw new WorkflowError(`${fullName} is not in the sandbox`);
    const subject = await subjectOfDefaultBranch(repository);
    if (subject === undefined) return [];
    const runs: RunRecord[] = [];
    for (const workflow of await this.#enabledAt(repository, subject.sha)) {
      const fired = cron ?? workflow.schedules[0];
      if (fired === undefined || !workflow.schedules.includes(fired)) continue;
      const payload = { schedule: fired };
      const change = {
        event: "schedule",
        action: null,
        repositoryId: repository.id,
        actorId: repository.ownerId,
        payload,
      };
      runs.push(await this.#start(this.#complete(change), subject, workflow, {}));
    }
    return runs;
  }

  /** Cancels a run. Returns whether it was still going. */
  cancel(runId: number): boolean {
    const execution = this.#executions.get(runId);
    execution?.cancel();
    return execution !== undefined;
  }

  /** Starts a finished run again as the next attempt. @throws WorkflowError while it goes, or when nothing failed */
  async rerun(runId: number, choice: RerunChoice): Promise<RunRecord> {
    const run = this.#host.ledger.findRun(runId);
    if (run === undefined) throw new WorkflowError(`run ${runId} does not exist`);
    if (this.#executions.has(runId)) throw new WorkflowError("The workflow run is already running");
    if (run.conclusion === "action_required") throw new WorkflowError("The workflow run waits for approval");
    const repository = this.#repository(run.repositoryId);
    const workflow = await this.#workflowOf(run, repository);
    const last = this.#host.ledger.jobsOf(runId).filter(({ attempt }) => attempt === run.attempt);
    const retained = retainedJobs(last, choice);
    const again = this.#host.ledger.updateRun(runId, {
      backendId: randomUUID(),
      status: "queued",
      conclusion: null,
      attempt: run.attempt + 1,
      startedAt: this.#host.timestamp(),
    });
    this.#execute(again, repository, workflow, retained);
    return again;
  }

  /** Lets a run of a fork go that waits for its approval. @throws WorkflowError when it does not wait */
  async approve(runId: number): Promise<RunRecord> {
    const waiting = this.#host.ledger.findRun(runId);
    if (waiting?.conclusion !== "action_required")
      throw new WorkflowError("This workflow run does not wait for approval");
    // Before anything is awaited: a second approval finds nothing that waits.
    const run = this.#host.ledger.updateRun(runId, { status: "queued", conclusion: null });
    const repository = this.#repository(run.repositoryId);
    const started = this.#workflowOf(run, repository).then((found) => this.#execute(run, repository, found));
    this.#track(Promise.allSettled([started]));
    await started;
    return run;
  }

  /** Resolves when no run is queued or in progress and no event waits to be looked at. */
  async idle(): Promise<void> {
    while (this.#pending.size > 0 || this.#executions.size > 0) {
      await Promise.all([...this.#pending, ...[...this.#executions.values()].map(({ done }) => done)]);
    }
  }

  /** Ends all jobs as the real runner's shutdown does, without their `always()` steps; leaves no process behind. */
  async stop(): Promise<void> {
    this.#stopListening();
    this.#stopped.abort();
    await this.idle();
  }

  #repository(id: number): HostRepository {
    const repository = this.#host.repositoryById(id);
    if (repository === undefined) throw new WorkflowError(`repository ${id} is not in the sandbox`);
    return repository;
  }

  async #workflowOf(run: RunRecord, { gitDirectory }: HostRepository): Promise<Workflow> {
    const text = await readFileAt(gitDirectory, run.sha, run.workflowPath);
    return parseWorkflowFile(run.workflowPath, text ?? "");
  }

  /** Looks at the events of a repository one after the other, so that runs start in the order of what caused them. */
  #enqueue(event: HostEvent): void {
    const before = this.#queues.get(event.repositoryId) ?? Promise.resolve();
    const work = before.then(() => this.#onEvent(event));
    const settled = work.catch((error: unknown) => {
      process.stderr.write(`sandbox runner: ${event.event}: ${messageOf(error)}\n`);
    });
    this.#queues.set(event.repositoryId, settled);
    this.#track(settled);
  }

  #track(work: Promise<unknown>): void {
    this.#pending.add(work);
    void work.finally(() => this.#pending.delete(work));
  }

  /** Workflows at a commit, without those that were switched off. */
  async #enabledAt(repository: HostRepository, sha: string): Promise<readonly Workflow[]> {
    const { ledger } = this.#host;
    const all = await readWorkflowFiles(repository.gitDirectory, sha);
    const files = all.filter(({ path }) => !ledger.isDisabled(repository.id, path));
    return Promise.all(files.map(({ path, text }) => parseWorkflowFile(path, text)));
  }

  async #onEvent(change: HostEvent): Promise<void> {
    const repository = this.#host.repositoryById(change.repositoryId);
    if (repository === undefined || this.#stopped.signal.aborted) return;
    const subject = await findRunSubject(repository, change);
    if (subject === undefined || (await this.#isSkipped(change, repository, subject))) return;
    const changedPaths = (): Promise<readonly string[]> => this.#changedPaths(change, repository, subject);
    for (const workflow of await this.#enabledAt(repository, subject.sha)) {
      // As on GitHub, a push shows a failed run for a file so broken that its triggers cannot be read.
      const isBroken = change.event === "push" && Object.keys(workflow.on).length === 0;
      const isWanted = isBroken || (await isTriggered(workflow, { change, changedPaths }));
      if (isWanted) await this.#start(change, subject, workflow, {});
    }
  }

  async #isSkipped(change: HostEvent, repository: HostRepository, subject: RunSubject): Promise<boolean> {
    if (change.event !== "push" && change.event !== "pull_request") return false;
    return asksToSkip(await readCommitMessage(repository.gitDirectory, subject.headSha));
  }

  async #changedPaths(
    change: HostEvent,
    repository: HostRepository,
    subject: RunSubject,
  ): Promise<readonly string[]> {
    const { gitDirectory } = repository;
    if (change.event === "push") {
      return readChangedPaths(gitDirectory, stringAt(change.payload, "before") ?? "", subject.headSha);
    }
    const base = stringAt(change.payload, "pull_request", "base", "sha") ?? "";
    return readChangedPaths(
      gitDirectory,
      await readMergeBase(gitDirectory, base, subject.headSha),
      subject.headSha,
    );
  }

  #complete(change: HostEvent): HostEvent {
    return {
      ...change,
      payload: this.#host.completePayload(change.repositoryId, change.actorId, change.payload),
    };
  }

  async #start(
    change: HostEvent,
    subject: RunSubject,
    workflow: Workflow,
    inputs: JsonObject,
  ): Promise<RunRecord> {
    const repository = this.#repository(change.repositoryId);
    const headCommit = await readHeadCommit(repository.gitDirectory, subject.headSha);
    const draft: RunDraft = {
      ...subject,
      repositoryId: repository.id,
      workflowPath: workflow.path,
      workflowName: workflow.name,
      headCommit,
      displayTitle: titleOfEvent(change) ?? workflow.name,
      event: change.event,
      action: change.action,
      actorId: change.actorId,
      payload: change.payload,
      inputs,
    };
    const created = this.#host.ledger.createRun(draft);
    const run = this.#applyRunName(created, repository, workflow);
    if (this.#host.needsApproval(run))
      return this.#host.ledger.updateRun(run.id, { status: "completed", conclusion: "action_required" });
    this.#execute(run, repository, workflow);
    return run;
  }

  #applyRunName(run: RunRecord, repository: HostRepository, workflow: Workflow): RunRecord {
    const written = stringAt(workflow.document, "run-name");
    if (written === undefined) return run;
    const github = githubContext({ host: this.#host, run, repository });
    const title = titleFromRunName(written, {
      github,
      inputs: run.inputs,
      vars: this.#host.variablesOf(repository.id),
    });
    return title === "" ? run : this.#host.ledger.updateRun(run.id, { displayTitle: title });
  }

  #execute(
    run: RunRecord,
    repository: HostRepository,
    workflow: Workflow,
    retained: ReadonlyMap<string, JobRecord> = new Map(),
  ): void {
    const groups = this.#groups.get(repository.id) ?? new ConcurrencyGroups();
    this.#groups.set(repository.id, groups);
    const { signal: stopped } = this.#stopped;
    const common = { host: this.#host, options: this.#options, runners: this.#runners, retained };
    const execution = new RunExecution({ ...common, groups, repository, workflow, run, stopped });
    this.#executions.set(run.id, execution);
    this.#track(execution.done.then(() => this.#executions.delete(run.id)));
  }
}
