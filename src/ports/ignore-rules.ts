/** What git leaves out of a repository, and what it keeps. */
export interface IgnoreRules {
  /** Whether git ignores a path, relative to the repository. */
  isIgnored(path: string): Promise<boolean>;
  /** Whether git keeps a path, or something below it. */
  isTracked(path: string): Promise<boolean>;
}
