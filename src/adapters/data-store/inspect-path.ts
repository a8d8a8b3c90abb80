import type { DataItem } from "../../versioning/data-item.ts";
import type { FoundData } from "../../ports/data-objects.ts";
import type { TreeFile } from "../../versioning/data-tree.ts";
import { createSlices } from "./in-slices.ts";
import { createStampSum, type StampSum } from "./stamp-sum.ts";
import { createTreeText } from "./tree-text.ts";
import { type WalkedFile, walkFiles } from "./walk-files.ts";
import type { WorkTree } from "./work-tree.ts";

/** Hashes the file or directory at `path`, as `hash` says; `undefined` when nothing is there. */
export async function inspectPath(
  tree: WorkTree,
  path: string,
  hash: DataItem["hash"],
): Promise<DataItem | undefined> {
  const found = await tree.look(path);
  if (found.kind === "absent") return undefined;
  if (found.kind === "directory") return inspectDirectory(tree, path, hash);
  const file = { ...found, known: tree.memo.find(path, found.look) };
  const md5 = tree.hashNow(file, hash) ?? (await tree.hash(file));
  tree.memo.flush();
  return { ...fileItem(md5, found), hash };
}

/** The item of a single file. */
export function fileItem(md5: string, { look }: WalkedFile): DataItem {
  const isExecutable = (look.mode & 0o100) !== 0;
  return { md5, hash: "md5", sizeBytes: look.sizeBytes, ...(isExecutable ? { isExecutable } : {}) };
}

/** A directory in which every file is as it was needs no look at each of their hashes. */
async function inspectDirectory(tree: WorkTree, path: string, hash: DataItem["hash"]): Promise<DataItem> {
  if (hash === "legacy") return hashDirectory(tree, path, hash);
  const key = `//tree/${path}`;
  const startedMs = Date.now();
  const { stamp, sizeBytes, fileCount } = await sumStamps(tree, path);
  const known = tree.memo.find(key, stamp);
  if (known !== undefined) return { md5: `${known}.dir`, hash, sizeBytes, fileCount };
  const item = await hashDirectory(tree, path, hash);
  tree.memo.remember(key, stamp, item.md5.slice(0, 32), startedMs);
  tree.memo.flush();
  return item;
}

async function sumStamps(tree: WorkTree, path: string): Promise<ReturnType<StampSum["end"]>> {
  const sum = createStampSum();
  const slices = createSlices();
  for (const file of walkFiles(tree.place, path)) {
    sum.add(file.path, file.look);
    if (slices.isOver()) await slices.next();
  }
  return sum.end();
}

/** @param onFile called for each file, in order */
async function hashDirectory(
  tree: WorkTree,
  path: string,
  hash: DataItem["hash"],
  onFile?: (file: TreeFile) => void,
): Promise<DataItem> {
  const text = createTreeText(false);
  const slices = createSlices();
  for (const file of tree.walk(path)) {
    const md5 = tree.hashNow(file, hash) ?? (await tree.hash(file));
    const inside = { md5, path: file.path.slice(path.length + 1) };
    text.add(inside, file.look.sizeBytes);
    onFile?.(inside);
    if (slices.isOver()) await slices.next();
  }
  tree.memo.flush();
  const { md5, sizeBytes, fileCount } = text.end();
  return { md5, hash, sizeBytes, fileCount };
}

/** Like {@link inspectPath}, with the files of a directory; those of a file are `[]`. */
export async function inspectWithFiles(
  tree: WorkTree,
  path: string,
  hash: DataItem["hash"] = "md5",
): Promise<FoundData | undefined> {
  if ((await tree.look(path)).kind !== "directory") {
    const item = await inspectPath(tree, path, hash);
    return item && { item, files: [] };
  }
  const files: TreeFile[] = [];
  const item = await hashDirectory(tree, path, hash, (file) => files.push(file));
  return { item, files };
}
