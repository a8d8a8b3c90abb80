/** A workflow run. */
export interface WorkflowRun {
  readonly id: number;
  readonly name: string;
  /** The title of this run: `run-name` of the workflow, when it has one. */
  readonly displayTitle?: string;
  /** Path of the workflow file, without `@ref`. */
  readonly path: string;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly headRepositoryId: number;
  readonly status: string;
  readonly conclusion: string | null;
  readonly createdAt: string;
  readonly url: string;
  /** Counts from 1; a re-run is the next one. */
  readonly attempt?: number;
  /** Who started this attempt; null when GitHub does not say. */
  readonly actor?: RunActor | null;
  /** Numbers of the pull requests that GitHub connects it with: of this repository's branches, never a fork's. */
  readonly pullRequests?: readonly number[];
}

/** An account that started a run. */
export interface RunActor {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Bot" | "Organization";
}

/** An artifact of a run. */
export interface RunArtifact {
  readonly id: number;
  readonly name: string;
  readonly sizeBytes: number;
  readonly expired: boolean;
}

/** A job of a run. */
export interface WorkflowJob {
  readonly id: number;
  /** As people see it, with the values of its matrix. */
  readonly name: string;
  readonly status: string;
  /** `success`, `failure`, `cancelled`, `timed_out`, `skipped` …; null while it has not ended. */
  readonly conclusion?: string | null;
  /** The attempt of its run that it belongs to, from 1. */
  readonly attempt?: number;
  /** ISO 8601; when it was queued. */
  readonly createdAt: string;
  /** ISO 8601; when a runner began with it, or null. */
  readonly startedAt: string | null;
  readonly runnerName: string | null;
  /** ISO 8601; null while it has not ended. */
  readonly completedAt?: string | null;
  /** What it asked of its runner. */
  readonly labels?: readonly string[];
}

/** A run that a dispatch started. */
export interface DispatchedRun {
  readonly id: number;
  readonly url: string;
}

/** Workflow runs, their artifacts, and dispatch, of one repository. */
export interface Workflows {
  getRun(id: number): Promise<WorkflowRun | undefined>;
  /** Newest first. */
  listRuns(filter: {
    readonly event?: string;
    readonly headSha?: string;
    readonly branch?: string;
    /** A status or a conclusion: `queued`, `in_progress`, `success` … */
    readonly status?: string;
    /** ISO 8601; runs that were created then or later. */
    readonly createdSince?: string;
  }): Promise<readonly WorkflowRun[]>;
  /** The jobs of the latest attempt, or of all. */
  listJobs(runId: number, attempts?: "all"): Promise<readonly WorkflowJob[]>;
  listArtifacts(runId: number): Promise<readonly RunArtifact[]>;
  /** The zip as GitHub sends it: untrusted. */
  downloadArtifact(artifactId: number, maxBytes: number): Promise<Uint8Array>;
  /**
   * Starts `workflow` (a file name in .github/workflows) by `workflow_dispatch`. An input that the workflow does not know is an error.
   * `undefined`: it was started, and this GitHub does not say as which run.
   */
  dispatch(
    workflow: string,
    ref: string,
    inputs: Readonly<Record<string, string>>,
  ): Promise<DispatchedRun | undefined>;
  /** Asks a run to stop; `completed` when there is nothing left to stop. */
  cancel(runId: number): Promise<"cancelled" | "completed">;
  /** Runs a finished run again, or lets one start that waits for an approval; `refused` when GitHub does not: it goes on, or is too old. */
  rerun(runId: number): Promise<"started" | "refused">;
}
