/** What git says about the work tree as it is now. */
export interface GitState {
  /** The branch that is checked out; `undefined` when none is. */
  branch(): Promise<string | undefined>;
  /** Files that git neither tracks nor ignores, relative to the repository, sorted. */
  untracked(): Promise<readonly string[]>;
  /** Whether tracked files differ from the last commit; files that git does not know do not count. */
  isDirty(): Promise<boolean>;
}
