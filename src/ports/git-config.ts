/** Settings of one repository, in its own `.git/config`. */
export interface GitConfig {
  /** A setting such as `merge.pawl.driver`; `undefined` when it is not set. */
  get(key: string): Promise<string | undefined>;
  /** @throws PawlError `git.failed` when there is no repository or its configuration cannot be written. */
  set(key: string, value: string): Promise<void>;
}
