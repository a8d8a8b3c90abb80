import type { DataItem } from "../../versioning/data-item.ts";
import type { TreeFile } from "../../versioning/data-tree.ts";
import { isDirectoryItem, objectKey, type ObjectName } from "./cache-layout.ts";
import type { WantedObject } from "./fetch-objects.ts";
import { createSlices } from "./in-slices.ts";
import type { ObjectCache } from "./object-cache.ts";
import { makeSpareFolders, type SpareFile } from "./spare-copies.ts";

/** What the cache lacks of items, each object once. */
export class WantedObjects {
  readonly #cache: ObjectCache;
  readonly #hasSpares: boolean;
  readonly #wanted = new Map<string, ObjectName & { readonly copies: SpareFile[] }>();
  readonly #spares = new Map<DataItem, string>();

  /** @param hasSpares items that the cache has nothing of are also written aside, for a checkout. */
  constructor(cache: ObjectCache, hasSpares: boolean) {
    this.#cache = cache;
    this.#hasSpares = hasSpares;
  }

  /** @returns false when the files of a directory are not known */
  async add(item: DataItem): Promise<boolean> {
    const files = isDirectoryItem(item) ? this.#cache.readTree(item) : [{ md5: item.md5, path: "" }];
    if (files === undefined) return false;
    const objects = files.map(({ md5 }) => ({ md5, hash: item.hash }));
    const lacked = await lackedObjects(this.#cache, objects);
    for (const object of lacked) this.#want(object);
    if (this.#hasSpares && lacked.length === objects.length && lacked.length > 0) this.#addSpare(item, files);
    return true;
  }

  #want(object: ObjectName): { readonly copies: SpareFile[] } {
    const key = objectKey(object);
    const wanted = this.#wanted.get(key) ?? { ...object, copies: [] };
    this.#wanted.set(key, wanted);
    return wanted;
  }

  #addSpare(item: DataItem, files: readonly TreeFile[]): void {
    const root = this.#cache.temporary();
    this.#spares.set(item, root);
    if (isDirectoryItem(item)) makeSpareFolders(root, files);
    for (const { md5, path } of files) {
      this.#want({ md5, hash: item.hash }).copies.push({ root, inside: path });
    }
  }

  /** In the order in which they were wanted. */
  objects(): readonly WantedObject[] {
    return [...this.#wanted.values()];
  }

  /** Keeps what was written aside, but of items that are not whole. */
  keepSpares(missing: readonly DataItem[]): void {
    const lost = new Set(missing);
    for (const [item, path] of this.#spares) if (!lost.has(item)) this.#cache.spares.keep(item, path);
  }
}

/** Those of the objects that the cache lacks; damaged ones are removed. */
export async function lackedObjects(
  cache: ObjectCache,
  objects: readonly ObjectName[],
): Promise<readonly ObjectName[]> {
  const lacked: ObjectName[] = [];
  const slices = createSlices();
  const folders = new Map<string, boolean>();
  for (const object of objects) {
    const folder = `${object.hash} ${object.md5.slice(0, 2)}`;
    const isThere = folders.get(folder) ?? cache.hasFolderOf(object);
    folders.set(folder, isThere);
    if (!isThere) lacked.push(object);
    else if (!(cache.hasTrusted(object) ?? (await cache.has(object)))) lacked.push(object);
    if (slices.isOver()) await slices.next();
  }
  return lacked;
}
