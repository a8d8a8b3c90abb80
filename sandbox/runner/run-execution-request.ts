import type { CallFrame } from "./call-frame.ts";
import type { ConcurrencyGroups } from "./concurrency.ts";
import type { HostRepository, RunnerHost, RunRecord } from "./host.ts";
import type { CompleteRunnerOptions } from "./runner-options.ts";
import type { RunnerPool } from "./runner-pool.ts";
import type { Workflow } from "./workflow.ts";

/** What a run needs to go on. */
export interface ExecutionRequest {
  readonly host: RunnerHost;
  readonly options: CompleteRunnerOptions;
  readonly runners: RunnerPool;
  readonly groups: ConcurrencyGroups;
  readonly repository: HostRepository;
  /** The file whose jobs run: the run's own, or one that a job of it calls. */
  readonly workflow: Workflow;
  readonly frame: CallFrame;
  readonly run: RunRecord;
  /** Aborted when the runner shuts down. */
  readonly stopped: AbortSignal;
}

/** The jobs of one file, with the way to cancel them. */
export interface GraphRequest extends ExecutionRequest {
  readonly cancelled: AbortSignal;
}
