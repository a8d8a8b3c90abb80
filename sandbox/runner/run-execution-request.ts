import type { ConcurrencyGroups } from "./concurrency.ts";
import type { HostRepository, RunnerHost, RunRecord } from "./host.ts";
import type { CompleteRunnerOptions } from "./runner-options.ts";
import type { Slots } from "./slots.ts";
import type { Workflow } from "./workflow.ts";

/** What a run needs to go on. */
export interface ExecutionRequest {
  readonly host: RunnerHost;
  readonly options: CompleteRunnerOptions;
  readonly slots: Slots;
  readonly groups: ConcurrencyGroups;
  readonly repository: HostRepository;
  readonly workflow: Workflow;
  readonly run: RunRecord;
  /** Aborted when the runner shuts down. */
  readonly stopped: AbortSignal;
}
