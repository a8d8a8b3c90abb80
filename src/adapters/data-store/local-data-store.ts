import { chmodSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { PawlError } from "../../errors.ts";
import type { DataStore } from "../../ports/data-store.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import { normalizePath } from "../file-system/safe-path.ts";
import { isDirectoryItem, type ObjectName } from "./cache-layout.ts";
import { checkoutPath } from "./checkout-path.ts";
import { copyLarge, md5Of } from "./file-bytes.ts";
import { writeProblem } from "./file-problem.ts";
import { lookAt, lookOf } from "./file-stamp.ts";
import { forEachInSlices } from "./in-slices.ts";
import { inspectPath } from "./inspect-path.ts";
import type { ObjectCache } from "./object-cache.ts";
import type { ObjectLinks } from "./object-links.ts";
import { saveInto } from "./save-into.ts";
import { savePath, type SaveTools } from "./save-path.ts";
import { createStampSum, type StampSum } from "./stamp-sum.ts";
import type { WorkTree } from "./work-tree.ts";

/** A work tree with a cache; `links`: how files of the work tree get their bytes. */
export function createDataStore(tree: WorkTree, cache: ObjectCache, links: ObjectLinks): DataStore {
  const tools: SaveTools = { tree, cache, links };
  return {
    inspect: (path, hash = "md5") => inspectPath(tree, normalizePath(path), hash),
    save: (path) => savePath(tools, normalizePath(path)),
    saveInto: (part) => saveInto(tools, { ...part, path: normalizePath(part.path) }),
    saveTree: async (text) => saveTree(cache, text),
    has: (item) => hasItem(cache, item),
    checkout: (path, item, options = {}) => checkoutPath(tools, { path: normalizePath(path), item, options }),
    remove: (path) => removePath(tree, normalizePath(path)),
    unprotect: (path) => unprotectPath(tools, normalizePath(path)),
  };
}

function saveTree(cache: ObjectCache, text: string): DataItem {
  const bytes = Buffer.from(text, "utf8");
  const item: DataItem = { md5: `${md5Of(bytes)}.dir`, hash: "md5" };
  if (cache.readTree(item) === undefined) cache.putBytes(item, bytes);
  return item;
}

async function hasItem(cache: ObjectCache, item: DataItem): Promise<boolean> {
  if (!isDirectoryItem(item)) return cache.has(item);
  const key = `//whole/${item.hash}/${item.md5}`;
  const startedMs = Date.now();
  const { stamp } = sumShelves(cache, item.hash);
  if (cache.memo.find(key, stamp) !== undefined) return true;
  const isWhole = await hasEach(cache, item);
  if (isWhole) cache.memo.remember(key, stamp, item.md5.slice(0, 32), startedMs);
  cache.memo.flush();
  return isWhole;
}

/** The folders of objects: they change when an object comes or goes. One that is written to in place is found when it is used. */
function sumShelves(cache: ObjectCache, hash: DataItem["hash"]): ReturnType<StampSum["end"]> {
  const sum = createStampSum();
  for (let shelf = 0; shelf < 256; shelf += 1) {
    const name = shelf.toString(16).padStart(2, "0");
    const look = lookAt(dirname(cache.pathOf({ md5: name.padEnd(32, "0"), hash })));
    if (look !== undefined) sum.add(name, lookOf(look));
  }
  return sum.end();
}

async function hasEach(cache: ObjectCache, item: DataItem): Promise<boolean> {
  const files = cache.readTree(item);
  if (files === undefined) return false;
  let isWhole = true;
  const doubtful: ObjectName[] = [];
  await forEachInSlices(files, ({ md5 }) => {
    const object = { md5, hash: item.hash };
    const isThere = cache.hasTrusted(object);
    if (isThere === undefined) doubtful.push(object);
    isWhole &&= isThere !== false;
  });
  for (const object of doubtful) isWhole &&= await cache.has(object);
  return isWhole;
}

async function removePath(tree: WorkTree, path: string): Promise<void> {
  if (path === "") {
    throw new PawlError("path.refused", { message: `${tree.place.root} is the root: it is not removed.` });
  }
  const found = await tree.lookAbove(path);
  if (found === undefined) return;
  try {
    // A link is removed, not what it leads to; of a hard link the name.
    rmSync(tree.absolute(path), { recursive: true, force: true });
  } catch (error) {
    throw writeProblem(path, error);
  }
}

async function unprotectPath({ tree, cache }: SaveTools, path: string): Promise<void> {
  const found = await tree.look(path);
  if (found.kind === "absent") return;
  const files = found.kind === "file" ? [found] : tree.walk(path);
  for (const file of files) {
    const target = tree.absolute(file.path);
    const isExecutable = (file.look.mode & 0o100) !== 0;
    const mode = (isExecutable ? 0o777 : 0o666) & ~process.umask();
    if (!file.isLink && file.look.linkCount === 1) {
      if ((file.look.mode & 0o200) === 0) chmodSync(target, mode);
      continue;
    }
    const temporary = cache.temporary();
    await copyLarge({ from: target, to: temporary, mode });
    renameSync(temporary, target);
  }
}
