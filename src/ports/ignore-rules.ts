/** What git leaves out of a repository. */
export interface IgnoreRules {
  /** Whether git ignores a path, relative to the repository. */
  isIgnored(path: string): Promise<boolean>;
}
