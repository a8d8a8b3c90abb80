/** A file of the ledger branch. */
export interface LedgerFile {
  readonly path: string;
  /** Object id of its bytes. */
  readonly sha: string;
  readonly sizeBytes: number;
}

/** The ledger branch, to read from. */
export interface LedgerFiles {
  /** The newest commit; `undefined` without a ledger. */
  head(): Promise<string | undefined>;
  /** All files of a commit, in order of path. */
  list(commit: string): Promise<readonly LedgerFile[]>;
  /** The text of files, in their order. */
  read(files: readonly LedgerFile[]): Promise<readonly string[]>;
  /** The commit that brought a line (from 1) of a file as it is in `commit`; `undefined` where that is not known. */
  originOf(commit: string, path: string, line: number): Promise<string | undefined>;
  /** The head that this reader saw last, if it remembers; `remember` keeps one. */
  lastSeen(): Promise<string | undefined>;
  remember(commit: string): Promise<void>;
}

/** The ledger branch in a clone. */
export interface ClonedLedgerFiles extends LedgerFiles {
  /**
   * Writes the bytes of files, in their order, into a new file, a newline before and after each: `cutSegments` takes it apart.
   *
   * @param path absolute.
   */
  save(files: readonly LedgerFile[], path: string): Promise<void>;
}
