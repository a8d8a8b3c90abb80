import type { CallFrame } from "./call-frame.ts";
import { loadCalledWorkflows } from "./called-workflows.ts";
import { enterGroup } from "./enter-group.ts";
import type { ExpressionScope } from "./expression.ts";
import { githubContext, runInputs } from "./github-context.ts";
import type { Conclusion, JobRecord } from "./host.ts";
import { JobGraph } from "./job-graph.ts";
import { failRun } from "./fail-run.ts";
import type { ExecutionRequest } from "./run-execution-request.ts";
import { messageOf } from "./workflow-error.ts";

/** What a run starts from. */
export interface RunRequest extends Omit<ExecutionRequest, "frame"> {
  /** Jobs of the attempt before that are not run again, by name. */
  readonly retained: ReadonlyMap<string, JobRecord>;
}

/** One run on its way from queued to completed. */
export class RunExecution {
  readonly #request: RunRequest;
  readonly #cancel = new AbortController();
  readonly #done: Promise<void>;

  constructor(request: RunRequest) {
    this.#request = request;
    this.#done = this.#start();
  }

  /** Resolves when the run is completed. Never rejects. */
  get done(): Promise<void> {
    return this.#done;
  }

  /** Cancels the run: its steps are told to end, `always()` steps still run. */
  cancel(): void {
    this.#cancel.abort();
  }

  async #start(): Promise<void> {
    const { host, run } = this.#request;
    let leave: (() => void) | undefined;
    let conclusion: Conclusion;
    try {
      const place = await this.#enterGroup();
      leave = place.leave;
      conclusion = await this.#runJobs(place.heldGroups);
    } catch (error) {
      conclusion = this.#fail([messageOf(error)]);
    }
    host.ledger.updateRun(run.id, { status: "completed", conclusion });
    leave?.();
  }

  async #enterGroup(): Promise<{ readonly leave: () => void; readonly heldGroups: readonly string[] }> {
    const { workflow, stopped } = this.#request;
    const place = await enterGroup({
      request: { ...this.#request, frame: this.#frame([]) },
      written: workflow.document["concurrency"],
      scope: this.#scope(),
      cancel: () => this.cancel(),
      signal: AbortSignal.any([this.#cancel.signal, stopped]),
    });
    return place.kind === "entered" ? place : { leave: () => undefined, heldGroups: [] };
  }

  async #runJobs(heldGroups: readonly string[]): Promise<Conclusion> {
    const { host, run, repository, workflow, options, stopped } = this.#request;
    if (this.#cancel.signal.aborted || stopped.aborted) return "cancelled";
    host.ledger.updateRun(run.id, { status: "in_progress" });
    if (workflow.errors.length > 0) return this.#fail(workflow.errors);
    const place = { repository, sha: run.sha };
    const granted = options.defaultPermissions;
    const { calls, errors } = await loadCalledWorkflows({ host, place, workflow, granted });
    if (errors.length > 0) return this.#fail(errors);
    const frame = { ...this.#frame(heldGroups), calls };
    const graph = new JobGraph({ ...this.#request, frame, cancelled: this.#cancel.signal });
    return (await graph.runAll()).conclusion;
  }

  #fail(errors: readonly string[]): Conclusion {
    failRun(this.#request, errors);
    return "failure";
  }

  #frame(heldGroups: readonly string[]): CallFrame {
    const { host, run, repository, options, retained } = this.#request;
    return {
      inputs: runInputs(run),
      secrets: run.isFromFork ? {} : host.secretsOf(repository.id),
      namePrefix: "",
      defaultPermissions: options.defaultPermissions,
      calls: new Map(),
      heldGroups,
      retained,
    };
  }

  #scope(): ExpressionScope {
    const { host, run, repository } = this.#request;
    return {
      contexts: {
        github: githubContext({ host, run, repository }),
        inputs: runInputs(run),
        vars: { ...host.variablesOf(repository.id) },
      },
      functions: [],
    };
  }
}
