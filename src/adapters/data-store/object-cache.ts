import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, type Stats, utimesSync } from "node:fs";
import { dirname } from "node:path";
import { readTree, type TreeFile } from "../../versioning/data-tree.ts";
import { temporaryBeside } from "../file-system/write-atomically.ts";
import { isDirectoryItem, type ObjectName, objectPath } from "./cache-layout.ts";
import { copyLarge, legacyMd5, md5Of, readSmall, smallBytes, writeNew } from "./file-bytes.ts";
import { systemCode, writeProblem } from "./file-problem.ts";
import { type FileLook, isSameStamp, lookAt, lookOf } from "./file-stamp.ts";
import type { HashMemo } from "./hash-memo.ts";
import { NewFolders } from "./new-folder.ts";
import { SpareCopies } from "./spare-copies.ts";
import type { WorkFolder } from "./work-folder.ts";

/** Where a cache is and what it works with. */
export interface ObjectCacheOptions {
  /** Absolute. */
  readonly root: string;
  readonly work: WorkFolder;
  readonly memo: HashMemo;
  /** Other members of the group may write to its folders (`cache.shared = group`). */
  readonly isShared: boolean;
}

/** Objects are read-only, which is also how DVC knows that it need not hash them again. */
export const objectMode = 0o444;

/**
 * The objects of a cache on this machine. None has its name before its bytes are complete, and checked unless the
 * configuration of the remote that they come from says `verify = false`.
 */
export class ObjectCache {
  readonly root: string;
  readonly work: WorkFolder;
  readonly memo: HashMemo;
  readonly #folderMode: number;
  readonly #folders = new Set<string>();
  /** What was written aside while it was fetched, for a checkout by the same process. */
  readonly spares = new SpareCopies();
  #isElsewhere = false;
  /** Sizes by {@link unseenKey}. Bytes. */
  readonly #unseen = new Map<string, number>();
  /** The directory that was read last: a pull looks at one several times. */
  #lastTree:
    { readonly path: string; readonly look: FileLook; readonly files: readonly TreeFile[] } | undefined;

  constructor(options: ObjectCacheOptions) {
    this.root = options.root;
    this.work = options.work;
    this.memo = options.memo;
    this.#folderMode = options.isShared ? 0o2775 : 0o777;
  }

  /** The absolute path of an object. */
  pathOf(object: ObjectName): string {
    return objectPath(this.root, object);
  }

  /** Whether an object is there. One that may have been written to is hashed, and removed when it is damaged. */
  async has(object: ObjectName): Promise<boolean> {
    const found = lookAt(this.pathOf(object));
    if (found === undefined || !found.isFile()) return false;
    return isTrusted(found) || this.verify(object);
  }

  /** {@link has} without a promise, for objects that nothing can have written to; `undefined`: it has to be hashed. */
  hasTrusted(object: ObjectName): boolean | undefined {
    const found = lookAt(this.pathOf(object));
    if (found === undefined || !found.isFile()) return false;
    return isTrusted(found) ? true : undefined;
  }

  /**
   * Whether an object is there and holds the bytes of its name. Small ones are hashed; large ones unless they were hashed
   * in the state that they are in. A damaged one is removed.
   */
  async verify(object: ObjectName, onBytes?: (count: number) => void): Promise<boolean> {
    const path = this.pathOf(object);
    const found = lookAt(path);
    if (found === undefined || !found.isFile()) return false;
    const stamp = lookOf(found);
    const key = memoKey(object);
    const isKept = found.size > smallBytes || found.nlink > 1;
    if (isKept && this.memo.find(key, stamp) === plainMd5(object)) return true;
    const hashedAtMs = Date.now();
    if (!(await isIntact(path, found.size, object, onBytes))) {
      this.remove(object);
      return false;
    }
    if ((found.mode & 0o777) !== objectMode) protect(path);
    else if (isKept) this.memo.remember(key, stamp, plainMd5(object), hashedAtMs);
    return true;
  }

  /** Whether it is known that an object holds the bytes of its name in the state that it is in. */
  isVerified(object: ObjectName): boolean {
    const found = lookAt(this.pathOf(object));
    return found !== undefined && this.memo.find(memoKey(object), lookOf(found)) === plainMd5(object);
  }

  /** Remembers the md5 of a file that {@link backdate} was called for before it got its name. */
  rememberBackdated(key: string, path: string, md5: string): void {
    const found = lookAt(path);
    if (found !== undefined) this.memo.remember(key, lookOf(found), md5, Number.POSITIVE_INFINITY);
    this.memo.flush();
  }

  /**
   * Puts an object into the work tree as it is, as long as this process lives: it comes from a remote whose bytes are not
   * to be hashed. The memo is told nothing of it, so that whoever uses it next hashes it.
   */
  takeUnseen(object: ObjectName, sizeBytes: number): void {
    this.#unseen.set(unseenKey(object), sizeBytes);
  }

  /** Whether {@link takeUnseen} was called for an object. */
  isUnseen(object: ObjectName): boolean {
    return this.#unseen.size > 0 && this.#unseen.has(unseenKey(object));
  }

  /** The size of an object, in bytes; `undefined` when it is not there. */
  sizeOf(object: ObjectName): number | undefined {
    return this.#unseen.get(unseenKey(object)) ?? lookAt(this.pathOf(object))?.size;
  }

  /** The bytes of a small object for the work tree: as {@link readChecked}, but of an unseen one as they are. */
  readToPlace(object: ObjectName): Buffer | "large" | undefined {
    return this.#readSmall(object, this.isUnseen(object));
  }

  /**
   * The bytes of a small object, checked; `"large"` when it is not small; `undefined` when it is not there or was damaged,
   * and is removed then.
   */
  readChecked(object: ObjectName): Buffer | "large" | undefined {
    return this.#readSmall(object, false);
  }

  #readSmall(object: ObjectName, isTaken: boolean): Buffer | "large" | undefined {
    const path = this.pathOf(object);
    const found = lookAt(path);
    if (found?.isFile() !== true) return undefined;
    const bytes = found.size > smallBytes ? undefined : readSmall(path, found.size);
    if (bytes === undefined) return "large";
    if (isTaken || matches(bytes, object, path)) return bytes;
    this.remove(object);
    return undefined;
  }

  /** Whether the folder is there that an object would be in. Many objects share one. */
  hasFolderOf(object: ObjectName): boolean {
    return lookAt(dirname(this.pathOf(object)))?.isDirectory() === true;
  }

  /** Puts bytes that are those of the name. @returns how many */
  putBytes(object: ObjectName, bytes: Uint8Array): number {
    const target = this.pathOf(object);
    this.#makeFolder(dirname(target));
    const temporary = this.#isElsewhere ? temporaryBeside(target) : this.work.temporary();
    try {
      writeNew(temporary, bytes, objectMode);
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      if (systemCode(error) !== "EXDEV" || this.#isElsewhere) throw writeProblem(target, error);
      this.#isElsewhere = true;
      return this.putBytes(object, bytes);
    }
    return bytes.length;
  }

  /** A fresh path for a file that {@link adopt} takes. */
  temporary(): string {
    return this.work.temporary();
  }

  /** Folders for objects that are new. */
  newFolders(): NewFolders {
    return new NewFolders({
      temporary: () => this.work.temporary(),
      make: (folder) => this.#makeFolder(folder),
      mode: this.#folderMode,
    });
  }

  /** Makes a complete file an object, a checked one or one that is taken unseen; it is moved, or copied when the cache is on another disk. */
  async adopt(object: ObjectName, file: string): Promise<void> {
    const target = this.pathOf(object);
    this.#makeFolder(dirname(target));
    protect(file);
    try {
      backdate(file);
      renameSync(file, target);
      if (!this.isUnseen(object)) this.rememberBackdated(memoKey(object), target, plainMd5(object));
    } catch (error) {
      if (systemCode(error) !== "EXDEV") throw writeProblem(target, error);
      const beside = temporaryBeside(target);
      try {
        await copyLarge({ from: file, to: beside, mode: objectMode });
        renameSync(beside, target);
      } finally {
        rmSync(beside, { force: true });
        rmSync(file, { force: true });
      }
    }
  }

  /** Removes an object. */
  remove(object: ObjectName): void {
    rmSync(this.pathOf(object), { force: true });
  }

  /** The files of a directory; `undefined` when its object is missing, or was damaged and is removed now. */
  readTree(item: ObjectName): readonly TreeFile[] | undefined {
    const path = this.pathOf(item);
    const found = lookAt(path);
    if (found?.isFile() !== true) return undefined;
    const look = lookOf(found);
    if (this.#lastTree?.path === path && isSameStamp(this.#lastTree.look, look)) return this.#lastTree.files;
    const bytes = readFileSync(path);
    if (md5Of(bytes) !== plainMd5(item)) {
      this.remove(item);
      return undefined;
    }
    const files = readTree(bytes.toString("utf8"), item.md5);
    this.#lastTree = { path, look, files };
    return files;
  }

  #makeFolder(folder: string): void {
    if (this.#folders.has(folder)) return;
    try {
      const made = mkdirSync(folder, { recursive: true, mode: this.#folderMode });
      if (made !== undefined && this.#folderMode !== 0o777) chmodSync(folder, this.#folderMode);
    } catch (error) {
      throw writeProblem(folder, error);
    }
    this.#folders.add(folder);
  }
}

function isTrusted(found: Stats): boolean {
  return (found.mode & 0o777) === objectMode && found.nlink === 1;
}

/**
 * Gives a new file a time of modification that no later write can give it, so that the memo can tell a write within the
 * same tick of the clock.
 */
export function backdate(path: string): void {
  const seconds = Math.floor(Date.now()) / 1000 - 1;
  utimesSync(path, seconds, seconds);
}

function unseenKey({ md5, hash }: ObjectName): string {
  return hash === "md5" ? md5 : `${hash} ${md5}`;
}

function memoKey(object: ObjectName): string {
  return `//${object.hash}/${object.md5}`;
}

/** The hexadecimal digits of a name. */
export function plainMd5(object: ObjectName): string {
  return object.md5.slice(0, 32);
}

/** Whether the bytes of a file are those of a name. `file` has the same bytes. */
export function matches(bytes: Uint8Array, object: ObjectName, file: string): boolean {
  return md5Of(bytes) === plainMd5(object) || isLegacyMatch(object, file);
}

/** Whether a file holds the bytes of a name. @throws PawlError `file.unreadable` */
export async function isIntact(
  path: string,
  sizeBytes: number,
  object: ObjectName,
  onBytes?: (count: number) => void,
): Promise<boolean> {
  const bytes = sizeBytes > smallBytes ? undefined : readSmall(path, sizeBytes);
  if (bytes !== undefined) return matches(bytes, object, path);
  const { md5 } = await copyLarge({ from: path, ...(onBytes === undefined ? {} : { onBytes }) });
  return md5 === plainMd5(object) || isLegacyMatch(object, path);
}

/** DVC 2 kept files as they were under the md5 that they had with other line ends. */
function isLegacyMatch(object: ObjectName, file: string): boolean {
  return object.hash === "legacy" && !isDirectoryItem(object) && legacyMd5(file) === plainMd5(object);
}

function protect(path: string): void {
  try {
    chmodSync(path, objectMode);
  } catch {
    // Another user's object in a shared cache: its bytes were checked.
  }
}
