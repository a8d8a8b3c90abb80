/** One commit to make from the work tree. */
export interface CommitRequest {
  /** Paths relative to the repository root; nothing else is staged. */
  readonly paths: readonly string[];
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
}

/**
 * A git work tree. Every argument is checked against a strict grammar and passed after `--end-of-options`
 * (see docs/adr); a failing git command throws PawlError `git.failed` with git's own message.
 */
export interface GitRepository {
  /** Absolute path of the work tree. */
  readonly root: string;
  /** The full object id of a commit-ish, or `undefined` when it does not exist. */
  resolve(revision: string): Promise<string | undefined>;
  /** The bytes of a file at a revision, or `undefined` when the file or the revision does not exist. */
  readFile(revision: string, path: string): Promise<Uint8Array | undefined>;
  /** Paths that differ between two revisions (`base...head`: since their merge base). */
  changedFiles(base: string, head: string): Promise<readonly string[]>;
  /** The merge base of two revisions, or `undefined`. */
  mergeBase(a: string, b: string): Promise<string | undefined>;
  /** Commits the given paths; returns the new commit's id, or `undefined` when they did not change. */
  commit(request: CommitRequest): Promise<string | undefined>;
  /**
   * Fetches `refs/heads/<branch>` of `origin`, or, given in full, `refs/pull/<number>/head`; its commit, or `undefined` when
   * there is none. Nothing is checked out.
   */
  fetchBranch(branch: string): Promise<string | undefined>;
  /** Creates or moves a local branch to `start` (default HEAD) and checks it out. */
  switchTo(branch: string, start?: string): Promise<void>;
  /** Pushes `HEAD` to `refs/heads/<branch>` of `origin`, and nothing else: no tag, branch or submodule. `rejected` when the remote branch moved on. */
  push(branch: string): Promise<"pushed" | "rejected">;
}
