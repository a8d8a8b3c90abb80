/** A folder for files that nobody else uses and that a crash may lose. */
export interface ScratchFolder {
  /** Absolute path. */
  readonly root: string;
  /** @param name of a file right in the folder. */
  read(name: string): Promise<Uint8Array>;
  write(name: string, content: string | readonly Uint8Array[]): Promise<void>;
  remove(name: string): Promise<void>;
  /** Removes the folder and what is in it. */
  close(): Promise<void>;
}
