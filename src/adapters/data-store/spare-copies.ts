import { renameSync } from "node:fs";
import { dirname } from "node:path";
import type { TreeFile } from "../../versioning/data-tree.ts";
import { objectKey, type ObjectName } from "./cache-layout.ts";
import { foldersBelow } from "./new-folder.ts";

/** A file that is written aside: `root` is a directory, or with `inside` of `""` the file. */
export interface SpareFile {
  readonly root: string;
  readonly inside: string;
}

/** The absolute path of a file that is written aside. */
export function spareFilePath({ root, inside }: SpareFile): string {
  return inside === "" ? root : `${root}/${inside}`;
}

/** A large file of a directory. */
export interface LargeFile {
  /** Relative to the directory; `""`: the item is this file. */
  readonly inside: string;
  readonly md5: string;
}

/** Files and directories that were written and checked while their objects were fetched. They last as long as the process. */
export class SpareCopies {
  readonly #paths = new Map<string, string>();
  /** The md5 of large files by their paths: hashing them again takes long. */
  readonly #large = new Map<string, string>();

  /** Keeps what is at `path`: the whole item. */
  keep(item: ObjectName, path: string): void {
    this.#paths.set(objectKey(item), path);
  }

  /** Tells the md5 of a large file that was written aside. */
  noteLarge(path: string, md5: string): void {
    this.#large.set(path, md5);
  }

  has(item: ObjectName): boolean {
    return this.#paths.has(objectKey(item));
  }

  /**
   * Moves the copy of an item to `target`, where nothing is.
   *
   * @returns its large files; `undefined`: there is no copy, or it cannot be moved there.
   */
  take(item: ObjectName, target: string): readonly LargeFile[] | undefined {
    const root = this.#paths.get(objectKey(item));
    if (root === undefined) return undefined;
    this.#paths.delete(objectKey(item));
    try {
      renameSync(root, target);
    } catch {
      // Another disk, or something is there by now: it is copied from the cache then.
      return undefined;
    }
    const inside = [...this.#large].filter(([path]) => path === root || path.startsWith(`${root}/`));
    return inside.map(([path, md5]) => ({ inside: path.slice(root.length + 1), md5 }));
  }
}

/** A directory whose files are about to be written below `root`, which is made with its folders. */
export function makeSpareFolders(root: string, files: readonly TreeFile[]): void {
  const make = foldersBelow(dirname(root));
  make(root);
  for (const { path } of files) make(dirname(`${root}/${path}`));
}
