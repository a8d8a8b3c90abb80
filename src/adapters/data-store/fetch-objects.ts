import { rmSync } from "node:fs";
import { PawlError } from "../../errors.ts";
import type { ObjectStore, ObjectTransfer } from "../../ports/object-store.ts";
import type { DirectoryStore } from "../object-store/directory.ts";
import { objectKey } from "./cache-layout.ts";
import { copyLarge, readSmall, smallBytes } from "./file-bytes.ts";
import { lookAt } from "./file-stamp.ts";
import { createSlices } from "./in-slices.ts";
import { isIntact, matches, type ObjectCache, type ObjectName, plainMd5 } from "./object-cache.ts";
import type { TransferTally } from "./transfer-tally.ts";

/** Where objects go between. */
export interface Route {
  readonly cache: ObjectCache;
  readonly store: ObjectStore;
  /** The store again, when its objects are files of this machine. */
  readonly direct?: DirectoryStore;
}

/**
 * Brings objects into the cache, each checked before it gets its name.
 *
 * @returns keys of those that the store does not have.
 * @throws PawlError `cache.corrupt`, `remote.failed`, `file.write-failed`.
 */
export async function fetchObjects(
  route: Route,
  objects: readonly ObjectName[],
  tally: TransferTally,
): Promise<ReadonlySet<string>> {
  tally.expect(objects.length);
  const { direct } = route;
  return direct === undefined
    ? download(route, objects, tally)
    : copyInto(route.cache, direct, objects, tally);
}

async function copyInto(
  cache: ObjectCache,
  store: DirectoryStore,
  objects: readonly ObjectName[],
  tally: TransferTally,
): Promise<ReadonlySet<string>> {
  const absent = new Set<string>();
  const slices = createSlices();
  for (const object of objects) {
    const key = objectKey(object);
    const from = store.pathOf(key);
    const found = lookAt(from);
    if (found?.isFile() !== true) absent.add(key);
    else {
      const small = found.size > smallBytes ? undefined : readSmall(from, found.size);
      if (small === undefined) tally.add(await copyLargeInto(cache, store, object));
      else if (matches(small, object, from)) tally.add(cache.putBytes(object, small));
      else throw corrupt(store, key);
    }
    if (slices.isOver()) await slices.next();
  }
  return absent;
}

async function copyLargeInto(cache: ObjectCache, store: DirectoryStore, object: ObjectName): Promise<number> {
  const key = objectKey(object);
  const temporary = cache.temporary();
  try {
    const { md5, sizeBytes } = await copyLarge({ from: store.pathOf(key), to: temporary });
    const isRight = md5 === plainMd5(object) || (await isIntact(temporary, sizeBytes, object));
    if (!isRight) throw corrupt(store, key);
    await cache.adopt(object, temporary);
    return sizeBytes;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** A partial file of an earlier process that turns out to be damaged is fetched again whole, once. */
async function download(
  route: Route,
  objects: readonly ObjectName[],
  tally: TransferTally,
): Promise<ReadonlySet<string>> {
  const { cache, store } = route;
  const absent = new Set<string>();
  const again: ObjectName[] = [];
  const byKey = new Map(objects.map((object) => [objectKey(object), object]));
  const resumed = new Set<string>();
  const transfers = [...byKey].map(([key, object]): ObjectTransfer => {
    const file = cache.work.partial(object.md5);
    if (lookAt(file) !== undefined) resumed.add(key);
    return { key, file };
  });
  await store.download(transfers, async ({ key, file }, outcome) => {
    const object = byKey.get(key);
    if (object === undefined) return;
    if (outcome === "missing") {
      rmSync(file, { force: true });
      absent.add(key);
      return;
    }
    const sizeBytes = lookAt(file)?.size ?? 0;
    if (await isIntact(file, sizeBytes, object)) {
      await cache.adopt(object, file);
      tally.add(sizeBytes);
      return;
    }
    rmSync(file, { force: true });
    if (!resumed.has(key)) throw corrupt(store, key);
    again.push(object);
  });
  if (again.length > 0) for (const key of await download(route, again, tally)) absent.add(key);
  return absent;
}

function corrupt(store: ObjectStore, key: string): PawlError {
  return new PawlError("cache.corrupt", {
    message: `The object ${key} in ${store.label} does not hold the bytes of its name.`,
    hint: "Delete it there, and run `pawl push` where the data is right.",
  });
}
