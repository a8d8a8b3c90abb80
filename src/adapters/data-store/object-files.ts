import { chmod, constants, copyFile, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { DataItem } from "../../versioning/data-item.ts";
import { readTree, type TreeFile } from "../../versioning/data-tree.ts";
import { temporaryBeside, writeAtomically } from "../file-system/write-atomically.ts";
import { isDirectoryItem, objectPath } from "./cache-layout.ts";
import { hashFile, hashLegacy } from "./hash-file.ts";

/** Objects are read-only, which is also how DVC knows that it need not hash them again. */
const objectMode = 0o444;

/** Whether an object file is there. */
export async function hasObject(root: string, item: Pick<DataItem, "md5" | "hash">): Promise<boolean> {
  return stat(objectPath(root, item)).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** What a checked copy is expected to be. */
export interface CheckedCopy {
  readonly from: string;
  readonly to: string;
  readonly item: Pick<DataItem, "md5" | "hash">;
  readonly mode: number;
}

/**
 * Copies a file, sharing blocks where the disk can, and checks the copy before it gets its name: nothing half-written
 * and nothing damaged is ever visible under `to`.
 *
 * @returns `missing` when there is no `from`, `corrupt` when its bytes are not the item's.
 */
export async function copyChecked(copy: CheckedCopy): Promise<"copied" | "missing" | "corrupt"> {
  await mkdir(dirname(copy.to), { recursive: true });
  const temporary = temporaryBeside(copy.to);
  try {
    const isThere = await copyFile(copy.from, temporary, constants.COPYFILE_FICLONE).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
        throw error;
      },
    );
    if (!isThere) return "missing";
    if (!(await isIntact(temporary, copy.item))) return "corrupt";
    await chmod(temporary, 0o644);
    await sync(temporary);
    await chmod(temporary, copy.mode);
    await rename(temporary, copy.to);
    return "copied";
  } finally {
    await rm(temporary, { force: true });
  }
}

async function sync(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function isIntact(path: string, item: Pick<DataItem, "md5" | "hash">): Promise<boolean> {
  const expected = item.md5.replace(/\.dir$/, "");
  if ((await hashFile(path)) === expected) return true;
  return item.hash === "legacy" && hashLegacy(await readFile(path)) === expected;
}

/** Copies one object between two stores. */
export async function copyObject(
  from: string,
  to: string,
  item: Pick<DataItem, "md5" | "hash">,
): Promise<"copied" | "missing" | "corrupt"> {
  return copyChecked({ from: objectPath(from, item), to: objectPath(to, item), item, mode: objectMode });
}

/** Writes the object of a directory. */
export async function writeTreeObject(root: string, item: DataItem, tree: string): Promise<void> {
  if (await hasObject(root, item)) return;
  await writeAtomically(objectPath(root, item), tree, { mode: objectMode });
}

/** The files of a directory item, or `undefined` when its object is missing or damaged. */
export async function readTreeObject(root: string, item: DataItem): Promise<readonly TreeFile[] | undefined> {
  const path = objectPath(root, item);
  if (!(await hasObject(root, item)) || !(await isIntact(path, { ...item, hash: "md5" }))) return undefined;
  return readTree(await readFile(path, "utf8"), item.md5);
}

/** An item and, for a directory, its files as items of their own; `undefined` when the directory's object is unusable. */
export async function expandItem(root: string, item: DataItem): Promise<readonly DataItem[] | undefined> {
  if (!isDirectoryItem(item)) return [item];
  const tree = await readTreeObject(root, item);
  if (tree === undefined) return undefined;
  const children = new Map(tree.map((file) => [file.md5, { md5: file.md5, hash: item.hash }]));
  return [...children.values()];
}
