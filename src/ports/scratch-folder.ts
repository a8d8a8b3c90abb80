/** A folder for files that nobody else uses and that a crash may lose. */
export interface ScratchFolder {
  /** Absolute path. */
  readonly root: string;
  /** @param name of a file right in the folder. */
  read(name: string): Promise<Uint8Array>;
  /**
   * Its bytes in pieces of these lengths, one after the other in the same memory: the next piece overwrites the one before. What
   * the file does not have is missing at the end of a piece.
   */
  pieces(name: string, lengths: readonly number[]): AsyncIterable<Uint8Array>;
  write(name: string, content: string | readonly Uint8Array[]): Promise<void>;
  remove(name: string): Promise<void>;
  /** Removes the folder and what is in it. */
  close(): Promise<void>;
}
