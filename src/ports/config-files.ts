import type { ConfigLevel } from "../versioning/dvc-config.ts";

/** The files of DVC's configuration. */
export interface ConfigFiles {
  /** The directory that paths on the command line start at; absolute. */
  readonly directory: string;
  /** The directory of `~`; absolute. */
  readonly userHome: string;
  /** The repository's top, where `.dvc` is; `undefined` outside of one. */
  readonly root: string | undefined;
  /** The absolute path of a level's file, be it there or not; `undefined` for `repo` and `local` outside a repository. */
  path(level: ConfigLevel): string | undefined;
  /** The text of a level's file; `undefined` when it is not there. @throws PawlError `file.unreadable` */
  read(level: ConfigLevel): Promise<string | undefined>;
  /** Replaces a level's file; makes its directory. @throws PawlError `file.write-failed` */
  write(level: ConfigLevel, text: string): Promise<void>;
}
