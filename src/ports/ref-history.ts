import type { GcHistory } from "../versioning/gc-refs.ts";

/** Everything in a repository of git that names commits. */
export interface RefHistory {
  /**
   * Local and fetched branches, tags, and as commits: entries of the stash, a HEAD that is on no branch, of each git worktree
   * too, and any other ref.
   *
   * @throws PawlError `git.failed`, also for a ref that git cannot read and would pass over.
   */
  read(): Promise<GcHistory>;
  /** The same folder in other work trees of git; absolute paths. */
  otherWorkTrees(): Promise<readonly string[]>;
}
