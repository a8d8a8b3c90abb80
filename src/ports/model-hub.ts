/** A model repository of a hub. */
export interface HubRepository {
  readonly isPrivate: boolean;
  /** Name of a branch → id of its commit. */
  readonly branches: ReadonlyMap<string, string>;
  /** Name of a tag → id of the commit that it is on. */
  readonly tags: ReadonlyMap<string, string>;
}

/** A file that a hub holds. At least one of the digests is there. */
export interface HubFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Of a file in large file storage. */
  readonly sha256: string | undefined;
  /** Git's id of a file that is kept in git. */
  readonly blobId: string | undefined;
}

/** One commit to make. */
export interface HubCommit {
  readonly branch: string;
  /** The branch has to be there still. */
  readonly parent: string;
  readonly title: string;
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** Paths that go. */
  readonly removed: readonly string[];
}

/** A hub of model repositories. Every call throws PawlError `remote.failed` when the hub does not take it or lies about its form. */
export interface ModelHub {
  /** The repository as it is; `undefined` when there is none. @param name `owner/name` */
  find(name: string): Promise<HubRepository | undefined>;
  /** Makes a repository with a branch `main`; nothing when it is there. */
  create(name: string, visibility: "private" | "public"): Promise<void>;
  /** A text at a commit, branch or tag; `undefined` when there is none, or it is longer than 1 MiB. */
  readText(name: string, revision: string, path: string): Promise<string | undefined>;
  /** Those of the paths that are there. */
  findFiles(name: string, revision: string, paths: readonly string[]): Promise<readonly HubFile[]>;
  /** All or nothing. `moved`: the branch is elsewhere than `parent`, perhaps by this very commit, whose answer was lost. */
  commit(name: string, commit: HubCommit): Promise<"done" | "moved">;
  /** Makes a branch; nothing when it is there. */
  createBranch(name: string, branch: string, commit: string): Promise<void>;
  /** Nothing when it is gone. */
  removeBranch(name: string, branch: string): Promise<void>;
  /** Makes a tag; nothing when there is one of that name, wherever it is. */
  createTag(name: string, tag: string, commit: string): Promise<void>;
}
