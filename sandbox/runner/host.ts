import type { Json, JsonObject } from "./json.ts";

/** How a step, job or run ended. */
export type Conclusion =
  "success" | "failure" | "cancelled" | "skipped" | "timed_out" | "action_required" | "startup_failure";

/** Where a run, job or step is. */
export type Status = "queued" | "pending" | "waiting" | "in_progress" | "completed";

/** A step as the API shows it. Times are ISO 8601 with seconds. */
export interface StepRecord {
  readonly name: string;
  readonly number: number;
  readonly status: Status;
  readonly conclusion: Conclusion | null;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
}

/** An `::error`, `::warning` or `::notice` of a job. */
export interface JobAnnotation {
  readonly level: "failure" | "warning" | "notice";
  readonly message: string;
  readonly title: string | null;
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** A job of a run. Its id is also the id of its check run. */
export interface JobRecord {
  readonly id: number;
  readonly runId: number;
  readonly repositoryId: number;
  readonly attempt: number;
  /** Key under `jobs:`. */
  readonly key: string;
  readonly name: string;
  readonly status: Status;
  readonly conclusion: Conclusion | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly labels: readonly string[];
  readonly runnerId: number | null;
  readonly runnerName: string | null;
  readonly headSha: string;
  /** Id by which the artifact service knows the job. */
  readonly backendId: string;
  readonly steps: readonly StepRecord[];
  readonly annotations: readonly JobAnnotation[];
  /** Markdown of `GITHUB_STEP_SUMMARY`, all steps joined. */
  readonly summary: string;
  /** Outputs of the job, for a re-run that takes it over. Absent before it ended. */
  readonly outputs?: Readonly<Record<string, string>>;
}

/** A run's head commit, as `workflow_run.head_commit` has it. */
export interface HeadCommit {
  readonly id: string;
  readonly tree_id: string;
  readonly message: string;
  readonly timestamp: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly committer: { readonly name: string; readonly email: string };
}

/** A run of a workflow. */
export interface RunRecord {
  readonly id: number;
  readonly repositoryId: number;
  readonly workflowId: number;
  readonly workflowPath: string;
  readonly workflowName: string;
  readonly displayTitle: string;
  readonly number: number;
  readonly attempt: number;
  readonly event: string;
  readonly action: string | null;
  readonly status: Status;
  readonly conclusion: Conclusion | null;
  /** Branch of the head: a pull request's branch, the pushed branch or tag; `null` when there is none. */
  readonly headBranch: string | null;
  /** Head commit as the API shows it. For a pull request it is the head of its branch. */
  readonly headSha: string;
  readonly headRepositoryId: number | null;
  readonly headCommit: HeadCommit | null;
  /** `github.ref`. */
  readonly ref: string;
  /** `github.sha`: the commit that is checked out and whose workflow file runs. */
  readonly sha: string;
  readonly actorId: number;
  readonly payload: JsonObject;
  readonly inputs: JsonObject;
  /** Numbers of the pull requests whose head this run is for. */
  readonly pullNumbers: readonly number[];
  readonly isFromFork: boolean;
  readonly checkSuiteId: number;
  readonly backendId: string;
  readonly createdAt: string;
  readonly startedAt: string;
  readonly updatedAt: string;
}

/** A repository as the runner sees it. */
export interface HostRepository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly defaultBranch: string;
  readonly ownerId: number;
  /** The bare repository. */
  readonly gitDirectory: string;
  /** The commit that a full ref such as `refs/heads/main` leads to; asked at each event, so without a process of its own. */
  resolveRef(ref: string): Promise<string | undefined>;
}

/** A change that workflows may react to. */
export interface HostEvent {
  readonly event: string;
  readonly action: string | null;
  readonly repositoryId: number;
  readonly payload: JsonObject;
  readonly actorId: number;
}

/** What the artifact service keeps. */
export interface ArtifactRecord {
  readonly id: number;
  readonly repositoryId: number;
  readonly runId: number;
  readonly runBackendId: string;
  readonly jobBackendId: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** `sha256:<hex>` of the zip. */
  readonly digest: string;
  readonly mimeType: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** What a run is made of. */
export type RunDraft = Pick<
  RunRecord,
  | "repositoryId"
  | "workflowPath"
  | "workflowName"
  | "displayTitle"
  | "event"
  | "action"
  | "headBranch"
  | "headSha"
  | "headRepositoryId"
  | "headCommit"
  | "ref"
  | "sha"
  | "actorId"
  | "payload"
  | "inputs"
  | "pullNumbers"
  | "isFromFork"
>;

/** What a job is made of. */
export type JobDraft = Pick<JobRecord, "key" | "name" | "labels">;

/** Reads and writes runs; each change is stored, told to webhooks and shown as check runs. */
export interface RunLedger {
  createRun(draft: RunDraft): RunRecord;
  findRun(runId: number): RunRecord | undefined;
  /** Whether a workflow was switched off: nothing starts it then. */
  isDisabled(repositoryId: number, workflowPath: string): boolean;
  updateRun(runId: number, change: Partial<RunRecord>): RunRecord;
  createJob(run: RunRecord, draft: JobDraft): JobRecord;
  updateJob(job: JobRecord, change: Partial<JobRecord>): JobRecord;
  jobsOf(runId: number): readonly JobRecord[];
  appendLog(jobId: number, text: string): void;
  /** Gives a job the log of another. */
  copyLog(from: number, to: number): void;
}

/** How a job that waits at its environment went on: `refused` by the branches that the environment allows. */
export type GateDecision = "approved" | "rejected" | "refused" | "cancelled";

/** A job at its environment. */
export interface GateRequest {
  readonly run: RunRecord;
  readonly job: JobRecord;
  /** What {@link EnvironmentGates.open} returned. */
  readonly deployment: number;
  /** Aborted when the job is cancelled. */
  readonly signal: AbortSignal;
}

/** Environments: their rules, and the Deployments that jobs make. */
export interface EnvironmentGates {
  /** Makes the Deployment of a job; and the environment, when it is new. Returns the Deployment's id. */
  open(run: RunRecord, environment: string): number;
  /** Waits for branch rule, wait timer and reviewers. Shows job and run as `waiting` meanwhile. */
  pass(request: GateRequest): Promise<GateDecision>;
  /** Tells how the Deployment goes on. */
  report(run: RunRecord, deployment: number, report: DeploymentReport): void;
}

/** A state of the Deployment that a job makes, with the address of what it deployed; "" for none. */
export interface DeploymentReport {
  readonly state: "in_progress" | "success" | "failure";
  readonly url: string;
}

/** Stores and finds the artifacts of runs, for the built-in artifact actions. */
export interface ArtifactShelf {
  save(
    run: RunRecord,
    job: JobRecord,
    artifact: { readonly name: string; readonly zip: Buffer },
  ): ArtifactRecord;
  listOfRun(runId: number): readonly ArtifactRecord[];
  remove(artifact: ArtifactRecord): void;
  readZip(artifact: ArtifactRecord): Buffer;
}

/** A cache of a repository. It never changes; a run of the same ref makes another under another key. */
export interface CacheRecord {
  readonly id: number;
  readonly repositoryId: number;
  /** The ref whose runs made it; other refs see it only when this is their base or the default branch. */
  readonly ref: string;
  readonly key: string;
  /** Digest of the paths and of how they are packed. */
  readonly version: string;
  readonly sizeBytes: number;
  readonly createdAt: string;
  readonly lastAccessedAt: string;
}

/** What a restore asks for. */
export interface CacheKeys {
  readonly key: string;
  /** Prefixes of keys, the best first. */
  readonly restoreKeys: readonly string[];
  readonly version: string;
}

/** Stores and finds caches, for the built-in cache actions. */
export interface CacheShelf {
  /** By GitHub's rules of key, restore keys and refs; `undefined` for a miss. */
  find(run: RunRecord, keys: CacheKeys): CacheRecord | undefined;
  /** `undefined` when the run's ref has this key and version already. */
  save(run: RunRecord, cache: Pick<CacheRecord, "key" | "version">, bytes: Buffer): CacheRecord | undefined;
  read(cache: CacheRecord): Buffer;
}

/** Addresses that steps get to see. No slash at the end. */
export interface HostUrls {
  readonly api: string;
  readonly server: string;
  readonly graphql: string;
  readonly results: string;
  /** Base of the clone addresses that git uses. */
  readonly git: string;
}

/** Everything that the runner needs of the local GitHub. */
export interface RunnerHost {
  readonly urls: HostUrls;
  readonly ledger: RunLedger;
  readonly artifacts: ArtifactShelf;
  readonly caches: CacheShelf;
  readonly environments: EnvironmentGates;
  /** Whether a new run waits until somebody approves it: one of a fork, by the repository's policy. */
  needsApproval(run: RunRecord): boolean;
  timestamp(): string;
  findRepository(fullName: string): HostRepository | undefined;
  repositoryById(id: number): HostRepository | undefined;
  loginOf(userId: number): string;
  /** Those of the environment, when one is named, go before those of the repository. */
  variablesOf(repositoryId: number, environment?: string): Readonly<Record<string, string>>;
  secretsOf(repositoryId: number): Readonly<Record<string, string>>;
  /** Those of the environment alone. */
  environmentSecretsOf(repositoryId: number, environment: string): Readonly<Record<string, string>>;
  /** Makes the job's `GITHUB_TOKEN` with the given rights. */
  issueToken(run: RunRecord, permissions: Readonly<Record<string, "read" | "write">>): string;
  revokeToken(token: string): void;
  /** Makes the token that the artifact service takes. */
  runtimeToken(run: RunRecord, job: JobRecord): string;
  /** The payload that a dispatch or schedule starts from: repository, sender and the like are added. */
  completePayload(repositoryId: number, actorId: number, payload: JsonObject): JsonObject;
  /** Calls the listener for each change that may start workflows; returns how to stop. */
  onEvent(listener: (event: HostEvent) => void): () => void;
}

/** A request to start a workflow by hand. */
export interface DispatchRequest {
  readonly repositoryId: number;
  readonly workflowPath: string;
  /** Full ref: `refs/heads/…` or `refs/tags/…`. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, Json>>;
  readonly actorId: number;
}

/** Which jobs run again; those that need them do, too. `jobId` is a job of the last attempt. */
export type RerunChoice = "all" | "failed" | { readonly jobId: number };

/** What the API asks of the runner. */
export interface RunController {
  /** @throws WorkflowError when the file has no such trigger or an input does not fit */
  dispatch(request: DispatchRequest): Promise<RunRecord>;
  /** Lets a run of a fork go that waits for its approval. @throws WorkflowError when it does not wait */
  approve(runId: number): Promise<RunRecord>;
  /** Whether the run was still going. */
  cancel(runId: number): boolean;
  /**
   * Starts a finished run again as its next attempt: all its jobs, those that failed, or the named one, with the jobs
   * that need them.
   */
  rerun(runId: number, choice: RerunChoice): Promise<RunRecord>;
}
