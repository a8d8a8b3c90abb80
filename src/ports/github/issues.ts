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
}
