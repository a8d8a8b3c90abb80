/** The files of a repository at one moment: of the work tree, or of a commit. */
export interface RepositoryView {
  /** `workspace`, or the revision as it was asked for. */
  readonly name: string;
  /** The UTF-8 text of a file, with `/` relative to the repository; `undefined` when it is not there. */
  readText(path: string): Promise<string | undefined>;
  /** The bytes of a file; `undefined` when it is not there. */
  readBytes(path: string): Promise<Uint8Array | undefined>;
  /**
   * Paths of all files that may describe data: `dvc.yaml`, `dvc.lock`, `*.dvc`, `.dvcignore`, in any folder that
   * `.dvcignore` does not leave out, sorted by code point.
   */
  listMetafiles(): Promise<readonly string[]>;
  /** Paths of all files below a directory, sorted by code point; `[]` when it is not one. */
  listFiles(directory: string): Promise<readonly string[]>;
}
