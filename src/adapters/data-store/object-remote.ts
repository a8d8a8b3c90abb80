import type { DataRemote, Transfer, TransferOptions } from "../../ports/data-store.ts";
import type { ObjectStore } from "../../ports/object-store.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import type { StoredObject } from "../../versioning/plan-garbage.ts";
import type { DirectoryStore } from "../object-store/directory.ts";
import { isDirectoryItem, objectKey, objectOfKey, type ObjectName } from "./cache-layout.ts";
import { startThreadsFor } from "./copy-files.ts";
import { corrupt, fetchObjects, type Route } from "./fetch-objects.ts";
import type { ObjectCache } from "./object-cache.ts";
import type { ObjectLinks } from "./object-links.ts";
import { pullRuns, pushRuns } from "./remote-runs.ts";
import { sendObjects } from "./send-objects.ts";
import { createTally } from "./transfer-tally.ts";
import { lackedObjects, WantedObjects } from "./wanted-objects.ts";

/** What is special about a remote. */
export interface RemoteOptions {
  /**
   * When the objects of the store are files of this machine: the store again, by which they are copied and checked in one
   * pass, and how the work tree gets its files.
   */
  readonly local?: { readonly direct: DirectoryStore; readonly links: ObjectLinks };
  /** Whether the bytes that come from it are hashed. Default true. The lists of directories always are. */
  readonly isVerified?: boolean;
}

/** A remote that keeps the cache's objects in a store, under the same names. */
export function createObjectRemote(
  cache: ObjectCache,
  store: ObjectStore,
  { local, isVerified = true }: RemoteOptions = {},
): DataRemote {
  const route: Route = {
    cache,
    store,
    isVerified,
    ...(local === undefined ? {} : { direct: local.direct }),
  };
  return {
    pull: (items, options = {}) => {
      const hasSpares = options.isForCheckout === true && local?.links.isCopying === true;
      return pullItems(route, items, { ...options, hasSpares });
    },
    push: (items, options = {}) => pushItems(route, items, options),
    findMissing: async (items) => {
      const there = await store.find(items.map(objectKey));
      return items.filter((item) => !there.has(objectKey(item)));
    },
    list: () => listStored(store),
    remove: (objects) => store.remove(objects.map(objectKey)),
    pushRuns: () => pushRuns(cache, store),
    pullRuns: (key) => pullRuns(cache, store, key),
    close: () => store.close(),
  };
}

/** An object that vanishes between the questions is left out. */
async function listStored(store: ObjectStore): Promise<readonly StoredObject[]> {
  const keys = (await store.list("")).filter((key) => objectOfKey(key) !== undefined);
  return [...(await store.find(keys))].flatMap(([key, sizeBytes]) => {
    const object = objectOfKey(key);
    return object === undefined ? [] : [{ ...object, sizeBytes }];
  });
}

async function pullItems(
  route: Route,
  items: readonly DataItem[],
  options: TransferOptions & { readonly hasSpares: boolean },
): Promise<Transfer> {
  const { cache } = route;
  const tally = createTally(options);
  const unique = uniqueItems(items);
  const directories = unique.filter(isDirectoryItem);
  if (route.direct !== undefined)
    startThreadsFor(unique.reduce((sum, { fileCount = 1 }) => sum + fileCount, 0));
  await fetchObjects({ ...route, isVerified: true }, await lackedObjects(cache, directories), tally);
  const wanted = new WantedObjects(cache, options.hasSpares);
  const unknown = new Set<string>();
  for (const item of unique) if (!(await wanted.add(item))) unknown.add(objectKey(item));
  const absent = await fetchObjects(route, wanted.objects(), tally);
  if (!route.isVerified) for (const item of unique) await checkSize(route, item);
  cache.memo.flush();
  const missing = unique.filter((item) => unknown.has(objectKey(item)) || lacksPart(cache, item, absent));
  wanted.keepSpares(missing);
  return tally.end(missing);
}

/**
 * Of an item whose bytes came unseen at least the size has to be right, where it is known. When it is not, its objects are
 * hashed after all.
 *
 * @throws PawlError `cache.corrupt`; the damaged objects are removed
 */
async function checkSize({ cache, store }: Route, item: DataItem): Promise<void> {
  const parts = partsOf(cache, item) ?? [];
  if (item.sizeBytes === undefined || !parts.some((object) => cache.isUnseen(object))) return;
  const sizes = parts.map((object) => cache.sizeOf(object));
  if (sizes.includes(undefined)) return;
  if (sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) === item.sizeBytes) return;
  for (const object of parts) if (!(await cache.verify(object))) throw corrupt(store, objectKey(object));
}

async function pushItems(
  route: Route,
  items: readonly DataItem[],
  options: TransferOptions,
): Promise<Transfer> {
  const { cache, store } = route;
  const tally = createTally(options);
  const unique = uniqueItems(items);
  const directories = unique.filter(isDirectoryItem);
  // A directory that is there has its files: they were sent before it.
  const there = await store.find(directories.map(objectKey));
  const rest = unique.filter((item) => !there.has(objectKey(item)));
  const wanted = new Map<string, ObjectName>();
  const unknown = new Set<string>();
  for (const item of rest) {
    const parts = partsOf(cache, item);
    if (parts === undefined) unknown.add(objectKey(item));
    else for (const object of parts) wanted.set(objectKey(object), object);
  }
  for (const key of (await store.find([...wanted.keys()])).keys()) wanted.delete(key);
  const absent = await sendObjects(route, [...wanted.values()], tally);
  const missing = rest.filter((item) => unknown.has(objectKey(item)) || lacksPart(cache, item, absent));
  const lost = new Set(missing.map(objectKey));
  await sendObjects(
    route,
    rest.filter((item) => isDirectoryItem(item) && !lost.has(objectKey(item))),
    tally,
  );
  cache.memo.flush();
  return tally.end(missing);
}

function uniqueItems(items: readonly DataItem[]): readonly DataItem[] {
  return [...new Map(items.map((item) => [objectKey(item), item])).values()];
}

/** The objects with a file's bytes: the item itself, or the files of a directory; `undefined` when that is not known. */
function partsOf(cache: ObjectCache, item: DataItem): readonly ObjectName[] | undefined {
  if (!isDirectoryItem(item)) return [item];
  return cache.readTree(item)?.map(({ md5 }) => ({ md5, hash: item.hash }));
}

function lacksPart(cache: ObjectCache, item: DataItem, absent: ReadonlySet<string>): boolean {
  if (absent.size === 0) return false;
  return partsOf(cache, item)?.some((object) => absent.has(objectKey(object))) ?? true;
}
