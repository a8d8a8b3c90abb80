/** A file in a tree of git. */
export interface TreeFile {
  /** With `/`, from the root of the tree. */
  readonly path: string;
  /** The object id of its bytes. */
  readonly sha: string;
  /** Bytes. */
  readonly size: number;
}

/** A commit to be made. */
export interface NewCommit {
  readonly message: string;
  /** The commit to build on; without it the new one is a root with `files` alone. */
  readonly parent?: string | undefined;
  /** Path → text in UTF-8, added to what the parent has; `null` removes the file. */
  readonly files: Readonly<Record<string, string | null>>;
}

/** A ref: full name, such as `refs/pawl/locks/production`, and the object it points to. */
export interface Ref {
  readonly name: string;
  readonly sha: string;
}

/**
 * Commits made over the API and refs moved by compare-and-swap: how anything is kept in a repository without a work
 * tree. A commit alone changes nothing that others see; of two who move one ref from the same place, one wins.
 */
export interface Commits {
  /** Makes a commit that no ref points to yet; gives its id. */
  create(commit: NewCommit): Promise<string>;
  /** `exists` when the ref is there already, wherever it points. */
  createRef(ref: string, sha: string): Promise<"created" | "exists">;
  /** Moves a ref to a descendant of where it is; `conflict` when it is not an ancestor, `missing` without the ref. */
  advanceRef(ref: string, sha: string): Promise<"advanced" | "conflict" | "missing">;
  /** Removes a ref; nothing happens when it is gone. Not conditional: look at what it points to only as a hint. */
  deleteRef(ref: string): Promise<void>;
  /** All refs whose full name begins with `prefix`, in order of name. */
  listRefs(prefix: string): Promise<readonly Ref[]>;
  /** All files below a folder (`""`: all) of a commit, in order of path; `[]` when there is none. */
  listFiles(commit: string, folder: string): Promise<readonly TreeFile[]>;
  /** The text of a file's bytes by object id. @throws PawlError `github.request-failed` for an unknown id */
  readBlob(sha: string): Promise<string>;
}
