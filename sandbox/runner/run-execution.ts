import { readConcurrency } from "./concurrency-setting.ts";
import type { ExpressionScope } from "./expression.ts";
import { githubContext, runInputs } from "./github-context.ts";
import type { Conclusion } from "./host.ts";
import { JobGraph } from "./job-graph.ts";
import type { ExecutionRequest } from "./run-execution-request.ts";
import { messageOf } from "./workflow-error.ts";

/** One run on its way from queued to completed. */
export class RunExecution {
  readonly #request: ExecutionRequest;
  readonly #cancel = new AbortController();
  readonly #done: Promise<void>;

  constructor(request: ExecutionRequest) {
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
    const { host, run, groups, workflow, stopped } = this.#request;
    let leave: (() => void) | undefined;
    let conclusion: Conclusion;
    try {
      const setting = readConcurrency(workflow.document["concurrency"], this.#scope());
      if (setting !== undefined) {
        const signal = AbortSignal.any([this.#cancel.signal, stopped]);
        leave = await groups.enter({ ...setting, cancel: () => this.cancel() }, signal);
      }
      conclusion = await this.#runJobs();
    } catch (error) {
      conclusion = "failure";
      new JobGraph({ ...this.#request, cancelled: this.#cancel.signal }).fail(messageOf(error));
    }
    host.ledger.updateRun(run.id, { status: "completed", conclusion });
    leave?.();
  }

  async #runJobs(): Promise<Conclusion> {
    const { host, run, stopped } = this.#request;
    const graph = new JobGraph({ ...this.#request, cancelled: this.#cancel.signal });
    if (this.#cancel.signal.aborted || stopped.aborted) return "cancelled";
    host.ledger.updateRun(run.id, { status: "in_progress" });
    return graph.runAll();
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
