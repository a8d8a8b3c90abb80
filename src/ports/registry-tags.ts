import type { TagRecord } from "../registry/registry-state.ts";

/** What lies below `refs/tags`, whole. */
export interface TagListing {
  /** Annotated tags of commits, by the name of their ref. */
  readonly annotated: readonly TagRecord[];
  /** Names of all others: lightweight ones, tags without a tagger, tags of tags and of files. The registry ignores them. */
  readonly others: readonly string[];
}

/** The tags of a repository, wherever it is. */
export interface RegistryTags {
  /** @throws PawlError `git.failed`, `github.request-failed` */
  read(): Promise<TagListing>;
}
