/** How a check ended. */
export type CheckConclusion =
  "success" | "failure" | "neutral" | "cancelled" | "timed_out" | "action_required" | "skipped" | "stale";

/** One annotation on a line of a file; lines count from 1. */
export interface CheckAnnotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: "notice" | "warning" | "failure";
  readonly message: string;
  readonly title?: string;
}

/** A check run. */
export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly headSha: string;
  readonly status: "queued" | "in_progress" | "completed" | "waiting" | "requested" | "pending";
  readonly conclusion: CheckConclusion | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly externalId: string | null;
  /** The App that wrote it; GitHub Actions is one too. */
  readonly appId: number | null;
  readonly url: string;
  /** ISO 8601, by GitHub's clock unless its writer says otherwise; null or absent: GitHub does not say. */
  readonly startedAt?: string | null;
}

/** A button of a check run: label of at most 20, description of at most 40, identifier of at most 20 characters. */
export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

/** What to write to a check run. Without `conclusion` it is in progress. */
export interface CheckContent {
  readonly title: string;
  readonly summary: string;
  readonly text?: string;
  readonly conclusion?: CheckConclusion;
  readonly annotations?: readonly CheckAnnotation[];
  readonly externalId?: string;
  /** At most 3. */
  readonly actions?: readonly CheckAction[];
}

/** Check runs of one repository. Only an App (or the token of a workflow) may write them. */
export interface Checks {
  /** Latest check runs of a commit, all pages. */
  listForCommit(sha: string, name?: string): Promise<readonly CheckRun[]>;
  /** `undefined` when there is none with this id. */
  get(id: number): Promise<CheckRun | undefined>;
  create(name: string, headSha: string, content: CheckContent): Promise<CheckRun>;
  update(id: number, content: CheckContent): Promise<CheckRun>;
}
