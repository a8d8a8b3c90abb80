/** What setting up a repository needs of git. Paths are relative to the directory that it was opened at. */
export interface GitWorkTree {
  /** Absolute path of the work tree's top directory; `undefined` outside of one. */
  top(): Promise<string | undefined>;
  /** Whether git ignores a path. */
  isIgnored(path: string): Promise<boolean>;
  /** The branch that pull requests go to: that of `origin`, else the present one, else `main`. */
  defaultBranch(): Promise<string>;
  /** Adds files to the index. @throws PawlError `git.failed` */
  stage(paths: readonly string[]): Promise<void>;
}
