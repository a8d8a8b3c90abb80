import type { RepositoryView } from "./repository-view.ts";

/** A branch or a tag. */
export interface NamedRevision {
  /** `main`, `origin/main`, `model@v1.0.0`. */
  readonly name: string;
  readonly commit: string;
}

/** The history of a repository, read without touching the work tree. */
export interface Revisions {
  /** The files of a commit; `undefined` when the revision names none. */
  view(revision: string): Promise<RepositoryView | undefined>;
  /** Local branches, and remote ones when asked for. */
  branches(options?: { readonly withRemote: boolean }): Promise<readonly NamedRevision[]>;
  tags(): Promise<readonly NamedRevision[]>;
  /**
   * Object ids of commits, newest first: `all` of every ref, or the ancestors of a revision. With `changing`, only those that
   * changed one of these files, relative to the repository, along first parents: what was merged counts as its merge commit.
   */
  commits(
    from:
      "all" | { readonly revision: string; readonly limit?: number; readonly changing?: readonly string[] },
  ): Promise<readonly string[]>;
  /** Whether history was cut off when the repository was cloned. */
  isShallow(): Promise<boolean>;
}
