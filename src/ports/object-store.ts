/** One object on its way between a store and a file of this machine. */
export interface ObjectTransfer {
  /** Name in the store, with `/`: `files/md5/6e/f5ae…`. */
  readonly key: string;
  /** Absolute path. A download may find the first bytes of an interrupted one there and goes on after them. */
  readonly file: string;
  /** Undefined when it is not known. */
  readonly sizeBytes?: number;
}

/** What became of a download. */
export type DownloadOutcome = "done" | "missing";

/**
 * Objects by name at a place that several machines share. Objects never change: the same name has the same bytes. The
 * transfers of a call run side by side, as many as the store bears.
 */
export interface ObjectStore {
  /** For people, without secrets: `s3://bucket/prefix`. */
  readonly label: string;
  /** Which of these keys are there, with their sizes in bytes. */
  find(keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** All keys that begin with `prefix`; `[]` when there are none. */
  list(prefix: string): Promise<readonly string[]>;
  /**
   * Writes objects to files; `onDone` is called for each when its file is complete, or `missing`. The bytes are not
   * checked: the caller knows their hash.
   *
   * @throws PawlError `remote.failed` when the store does not answer, or not as it should, after retries.
   */
  download(
    transfers: readonly ObjectTransfer[],
    onDone: (transfer: ObjectTransfer, outcome: DownloadOutcome) => Promise<void>,
  ): Promise<void>;
  /**
   * Puts files under their keys; none is visible before it is complete. `onDone` is called for each.
   *
   * @throws PawlError `remote.failed`; `remote.read-only`.
   */
  upload(
    transfers: readonly ObjectTransfer[],
    onDone: (transfer: ObjectTransfer) => Promise<void>,
  ): Promise<void>;
  /** Deletes objects; absent ones are passed over. @throws PawlError `remote.failed`; `remote.read-only` */
  remove(keys: readonly string[]): Promise<void>;
  /** Ends connections. */
  close(): Promise<void>;
}
