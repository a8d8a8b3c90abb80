/** An issue. */
export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed";
  readonly labels: readonly string[];
  readonly authorId: number;
  readonly authorLogin: string;
  readonly createdAt: string;
  readonly closedAt: string | null;
  readonly url: string;
}

/** What may be changed on an issue. */
export interface IssueChange {
  readonly title?: string;
  readonly body?: string;
  readonly state?: "open" | "closed";
  readonly stateReason?: "completed" | "not_planned" | "reopened";
}

/** How an issue is pinned. */
export interface IssuePin {
  /** GitHub's global id of the issue. */
  readonly nodeId: string;
  readonly isPinned: boolean;
  /** Whether anybody, us included, ever pinned or unpinned it. */
  readonly hasHistory: boolean;
  /** Pinned issues of the repository, 0 to 3. */
  readonly pinnedOfRepository: number;
}

/** What became of a pin: `limit` where the repository has three already, `denied` where our token may not. */
export type PinOutcome = "pinned" | "limit" | "denied";

/** Issues of one repository; pull requests are not among them. */
export interface Issues {
  get(number: number): Promise<Issue | undefined>;
  /** Issues that bear all labels, all pages, oldest first. */
  list(filter: {
    readonly labels: readonly string[];
    readonly state: "open" | "closed" | "all";
  }): Promise<readonly Issue[]>;
  create(request: {
    readonly title: string;
    readonly body: string;
    readonly labels: readonly string[];
  }): Promise<Issue>;
  update(number: number, change: IssueChange): Promise<Issue>;
  /** How an issue is pinned; `unavailable` on a server without GraphQL, `undefined` when there is no such issue. */
  readPin(number: number): Promise<IssuePin | "unavailable" | undefined>;
  /** Pins an issue by its global id. @throws PawlError `github.request-failed` for one that is pinned already */
  pin(nodeId: string): Promise<PinOutcome>;
}
