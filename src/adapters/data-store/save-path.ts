import { rmSync } from "node:fs";
import { PawlError } from "../../errors.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import { copyLarge, md5Of, readSmall, smallBytes } from "./file-bytes.ts";
import { lookAt } from "./file-stamp.ts";
import { createSlices } from "./in-slices.ts";
import { fileItem } from "./inspect-path.ts";
import { type ObjectCache, objectMode } from "./object-cache.ts";
import type { ObjectLinks } from "./object-links.ts";
import { createTreeText } from "./tree-text.ts";
import type { WalkedFile } from "./walk-files.ts";
import type { KnownFile, WorkTree } from "./work-tree.ts";

/** What saving works with. */
export interface SaveTools {
  readonly tree: WorkTree;
  readonly cache: ObjectCache;
  readonly links: ObjectLinks;
}

/**
 * Puts the file or directory at `path` into the cache. What is hashed is what is stored: a file that changes meanwhile
 * ends it, and the cache stays right.
 *
 * @throws PawlError `data.missing`, `data.changing`, `file.unreadable`, `file.write-failed`, `path.refused`.
 */
export async function savePath(tools: SaveTools, path: string): Promise<DataItem> {
  const { tree, cache } = tools;
  const found = await tree.look(path);
  if (found.kind === "absent") {
    const message = `There is nothing at ${path} in ${tree.place.root}.`;
    const hint = "Check the path: it is taken relative to the top of the repository.";
    throw new PawlError("data.missing", { message, hint });
  }
  try {
    if (found.kind === "directory") return await saveDirectory(tools, path);
    const md5 = await saveFile(tools, { ...found, known: tree.memo.find(path, found.look) });
    const item = fileItem(md5, found);
    await relink(tools, found, item);
    return item;
  } finally {
    cache.memo.flush();
  }
}

async function saveDirectory(tools: SaveTools, path: string): Promise<DataItem> {
  const { tree, cache } = tools;
  const text = createTreeText(true);
  const slices = createSlices();
  for (const file of tree.walk(path)) {
    const isSmall = file.look.sizeBytes <= smallBytes;
    const saved = isSmall ? saveSmall(tools, file) : undefined;
    const md5 = saved ?? (await saveFile(tools, file));
    if (tools.links.isSharing) await relink(tools, file, { md5, hash: "md5" });
    text.add({ md5, path: file.path.slice(path.length + 1) }, file.look.sizeBytes);
    if (slices.isOver()) await slices.next();
  }
  const { md5, sizeBytes, fileCount, bytes } = text.end();
  const item = { md5, hash: "md5" as const, sizeBytes, fileCount };
  if (!(await cache.verify(item))) cache.putBytes(item, bytes);
  return item;
}

async function saveFile(tools: SaveTools, file: KnownFile): Promise<string> {
  if (file.look.sizeBytes <= smallBytes) {
    const saved = saveSmall(tools, file);
    if (saved !== undefined) return saved;
  }
  const { tree, cache } = tools;
  if (file.known !== undefined && (await cache.has({ md5: file.known, hash: "md5" }))) return file.known;
  const temporary = cache.temporary();
  try {
    const hashedAtMs = Date.now();
    const from = tree.absolute(file.path);
    const { md5, sizeBytes } = await copyLarge({ from, to: temporary, mode: objectMode });
    tree.settle(file, { md5, sizeBytes, hashedAtMs });
    const object = { md5, hash: "md5" as const };
    if (!(await cache.verify(object))) await cache.adopt(object, temporary);
    return md5;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** `undefined`: the object that is there has to be looked at with care. */
function saveSmall({ tree, cache }: SaveTools, file: KnownFile): string | undefined {
  if (file.known !== undefined) {
    const isThere = cache.hasTrusted({ md5: file.known, hash: "md5" });
    if (isThere !== false) return isThere === true ? file.known : undefined;
  }
  const hashedAtMs = Date.now();
  const bytes = readSmall(tree.absolute(file.path), file.look.sizeBytes);
  if (bytes === undefined) return undefined;
  const md5 = md5Of(bytes);
  tree.settle(file, { md5, sizeBytes: bytes.length, hashedAtMs });
  const object = { md5, hash: "md5" as const };
  const found = lookAt(cache.pathOf(object));
  if (found !== undefined && found.size === bytes.length && cache.hasTrusted(object) !== true)
    return undefined;
  if (found === undefined || found.size !== bytes.length) cache.putBytes(object, bytes);
  else if (cache.readChecked(object) === undefined) return undefined;
  return md5;
}

/** With links that share bytes, the work tree's file becomes one; an edit in place would reach the cache unseen otherwise. */
async function relink({ tree, links }: SaveTools, file: WalkedFile, item: DataItem): Promise<void> {
  if (!links.isSharing) return;
  const target = tree.absolute(file.path);
  const isExecutable = item.isExecutable === true;
  if (!links.isLinked(item, target, isExecutable)) await links.place({ object: item, target, isExecutable });
}
