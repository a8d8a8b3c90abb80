/** A pull request as Pawl needs it. */
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly state: "open" | "closed";
  readonly merged: boolean;
  readonly mergeCommitSha: string | null;
  readonly draft: boolean;
  readonly authorId: number;
  readonly authorLogin: string;
  readonly headSha: string;
  readonly headRef: string;
  /** `null` when the fork was deleted. */
  readonly headRepositoryId: number | null;
  readonly baseSha: string;
  readonly baseRef: string;
  readonly labels: readonly string[];
  readonly url: string;
  /** Whether the conversation is locked: then neither Apps nor workflows may comment. */
  readonly isLocked?: boolean;
}

/** Who wrote the commits of something. */
export interface CommitAuthors {
  /** Logins of authors and committers that GitHub knows, each once; GitHub's own account of merges is left out. */
  readonly logins: readonly string[];
  /** GitHub lists 250 commits at most: whether there may be more. */
  readonly isCut: boolean;
}

/** Pull requests of one repository. */
export interface PullRequests {
  /** `undefined` when there is none with this number. */
  get(number: number): Promise<PullRequest | undefined>;
  listOpen(): Promise<readonly PullRequest[]>;
  /** Pull requests, in any state, whose head branch (in this repository) is `branch`, newest first. */
  findByBranch(branch: string): Promise<readonly PullRequest[]>;
  /** Pull requests, in any state, that contain the commit: by head or by merge commit. */
  findByCommit(sha: string): Promise<readonly PullRequest[]>;
  /** Paths that the pull request changes. */
  listFiles(number: number): Promise<readonly string[]>;
  /** Who wrote the commits of the pull request. */
  listAuthors(number: number): Promise<CommitAuthors>;
  create(request: {
    readonly title: string;
    readonly body: string;
    readonly head: string;
    readonly base: string;
  }): Promise<PullRequest>;
}
