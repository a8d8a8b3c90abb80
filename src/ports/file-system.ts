/** Files below one root directory; every path is relative to it, with `/`. Paths that leave it are refused. */
export interface FileSystem {
  /** The absolute path of the root. */
  readonly root: string;
  /** The bytes of a file. @throws PawlError `file.missing` */
  readBytes(path: string): Promise<Uint8Array>;
  /** The UTF-8 text of a file. @throws PawlError `file.missing` */
  readText(path: string): Promise<string>;
  /** The SHA-256 digest of a file, 64 lower-case hexadecimal digits, read in pieces. @throws PawlError `file.missing` */
  sha256(path: string): Promise<string>;
  /** Writes through a temporary name and a rename, so that readers never see half a file; makes directories. */
  write(path: string, content: string | Uint8Array): Promise<void>;
  /** `undefined` when nothing is there. */
  stat(
    path: string,
  ): Promise<{ readonly kind: "file" | "directory"; readonly sizeBytes: number } | undefined>;
  /** The first folder on the way to `path`, itself included, that is a symbolic link; `undefined` when none is. */
  findLinkedFolder(path: string): Promise<string | undefined>;
  /** All files below `path` (a directory), relative to the root, sorted by code point; `[]` when it is missing. */
  list(path: string): Promise<readonly string[]>;
  /** Removes a file or a directory with its content; nothing happens when it is missing. */
  remove(path: string): Promise<void>;
}
