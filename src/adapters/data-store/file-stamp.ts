import { lstatSync, statSync, type Stats } from "node:fs";

/** What tells that a file is still the one that was hashed. Times are milliseconds with fractions, as `stat` gives them. */
export interface FileStamp {
  readonly inode: number;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly changedMs: number;
}

/** A file that was looked at. */
export interface FileLook extends FileStamp {
  /** Type and permission bits. */
  readonly mode: number;
  readonly linkCount: number;
}

/** The parts of a stat that Pawl compares. */
export function lookOf(stats: Stats): FileLook {
  return {
    inode: stats.ino,
    sizeBytes: stats.size,
    modifiedMs: stats.mtimeMs,
    changedMs: stats.ctimeMs,
    mode: stats.mode,
    linkCount: stats.nlink,
  };
}

/** Whether two looks saw the same file in the same state. */
export function isSameStamp(a: FileStamp, b: FileStamp): boolean {
  return (
    a.inode === b.inode &&
    a.sizeBytes === b.sizeBytes &&
    a.modifiedMs === b.modifiedMs &&
    a.changedMs === b.changedMs
  );
}

/** The file at an absolute path, links followed; `undefined` when nothing is there. */
export function lookAt(path: string): Stats | undefined {
  return missingAsUndefined(() => statSync(path, { throwIfNoEntry: false }));
}

/** Like {@link lookAt}, of a symbolic link itself. */
export function lookAtLink(path: string): Stats | undefined {
  return missingAsUndefined(() => lstatSync(path, { throwIfNoEntry: false }));
}

/** A path below a file is not there either. */
function missingAsUndefined(look: () => Stats | undefined): Stats | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return undefined;
    throw error;
  }
}
