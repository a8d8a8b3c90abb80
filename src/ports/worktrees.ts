/** A commit checked out in a folder of its own, beside the work tree of the user. */
export interface Worktree {
  /** Absolute path of the repository in it. */
  readonly root: string;
  readonly commit: string;
  /** Removes the folder and git's record of it. */
  remove(): Promise<void>;
}

/** Checks out other revisions without touching the work tree. */
export interface Worktrees {
  /**
   * A detached checkout of a revision. Leftovers of processes that were killed are removed first.
   *
   * @throws PawlError `git.failed` when the revision names no commit.
   */
  add(revision: string): Promise<Worktree>;
}
