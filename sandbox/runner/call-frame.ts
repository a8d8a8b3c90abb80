import type { HostRepository, JobRecord } from "./host.ts";
import type { JobPermissions } from "./job-permissions.ts";
import type { JsonObject } from "./json.ts";
import type { Workflow } from "./workflow.ts";

/** A file of a repository at one commit: where `uses: ./…` of a workflow looks. */
export interface WorkflowPlace {
  readonly repository: HostRepository;
  readonly sha: string;
}

/** A reusable workflow that a job calls, with those that its own jobs call. */
export interface CalledWorkflow {
  /** As written, e.g. `./.github/workflows/train.yml`. */
  readonly uses: string;
  readonly workflow: Workflow;
  /** Called workflows by the key of the calling job. */
  readonly calls: ReadonlyMap<string, CalledWorkflow>;
  /** What the calling job may do; jobs that write no `permissions` get it. */
  readonly granted: JobPermissions;
}

/** What the jobs of one workflow file see that depends on who called it: the run itself, or a job of another file. */
export interface CallFrame {
  /** The `inputs` context. */
  readonly inputs: JsonObject;
  /** The `secrets` context, without the job's token. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Before each job's name: "" for the run's own file, `caller / ` in a called one. */
  readonly namePrefix: string;
  /** Rights of jobs that write no `permissions`, when the file writes none either. */
  readonly defaultPermissions: JobPermissions;
  readonly calls: ReadonlyMap<string, CalledWorkflow>;
  /** Concurrency groups, in lower case, that the run and the calling jobs hold. */
  readonly heldGroups: readonly string[];
  /** Jobs of the attempt before, by full name, that a re-run of failed jobs takes over as they are. */
  readonly retained: ReadonlyMap<string, JobRecord>;
}
