/** An annotated tag. */
export interface AnnotatedTag {
  /** That of the ref, without `refs/tags/`. */
  readonly name: string;
  readonly message: string;
  /** The commit it points to. */
  readonly commitSha: string;
  /** ISO 8601, whole seconds. */
  readonly taggedAt: string;
  readonly taggerName: string;
  readonly taggerEmail: string;
}

/** The difference between two commits. */
export interface Comparison {
  readonly status: "ahead" | "behind" | "identical" | "diverged";
  readonly mergeBaseSha: string;
  readonly commitShas: readonly string[];
  /** A renamed file is named by its old name too. */
  readonly files: readonly string[];
  /** GitHub lists 300 files at most: whether there may be more. */
  readonly isCut?: boolean;
}

/** Git objects and refs of one repository, over the API. */
export interface GitData {
  /** The object id of a full ref name such as `refs/heads/main`, or `undefined`. */
  resolveRef(ref: string): Promise<string | undefined>;
  /** All annotated tags whose name begins with `prefix`; lightweight ones are left out. */
  listTags(prefix: string): Promise<readonly AnnotatedTag[]>;
  /** Creates the tag object, then its ref; `exists` when the ref is there already, whatever it points to. */
  createTag(tag: Omit<AnnotatedTag, "taggerName" | "taggerEmail">): Promise<"created" | "exists">;
  /** The text of a file at a commit or ref, or `undefined`. */
  readFile(path: string, ref: string): Promise<string | undefined>;
  /** The text of one file at each of several commits (full ids), by commit; a commit without the file has no entry. */
  readFiles(path: string, commits: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Logins of the author and the committer of one commit, as far as GitHub knows them; `[]` for an unknown commit. */
  authorsOf(sha: string): Promise<readonly string[]>;
  /** The object id of a commit's tree: equal for commits with equal files. `undefined` for an unknown commit. */
  readTreeId(sha: string): Promise<string | undefined>;
  compare(base: string, head: string): Promise<Comparison | undefined>;
}
