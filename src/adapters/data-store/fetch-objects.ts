import { rmSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { PawlError } from "../../errors.ts";
import type { ObjectStore, ObjectTransfer } from "../../ports/object-store.ts";
import type { DirectoryStore } from "../object-store/directory.ts";
import { objectKey, type ObjectName } from "./cache-layout.ts";
import type { CopyTask } from "./copy-file.ts";
import { copyFiles } from "./copy-files.ts";
import { copyLarge, copyNew } from "./file-bytes.ts";
import { lookAt } from "./file-stamp.ts";
import type { NewFolders } from "./new-folder.ts";
import { backdate, isIntact, type ObjectCache, objectMode, plainMd5 } from "./object-cache.ts";
import { type SpareFile, spareFilePath } from "./spare-copies.ts";
import type { TransferTally } from "./transfer-tally.ts";

/** Where objects go between. */
export interface Route {
  readonly cache: ObjectCache;
  readonly store: ObjectStore;
  /** The store again, when its objects are files of this machine. */
  readonly direct?: DirectoryStore;
  /** Whether what comes from the store is hashed; else it is taken unseen, as `verify = false` asks for. */
  readonly isVerified: boolean;
}

/** An object to bring. */
export interface WantedObject extends ObjectName {
  /** New files that get its bytes at once, for a checkout that follows. Of `direct` objects only. */
  readonly copies?: readonly SpareFile[];
}

/**
 * Brings objects into the cache, each checked before it gets its name where the route says so.
 *
 * @returns keys of those that the store does not have.
 * @throws PawlError `cache.corrupt`, `remote.failed`, `file.write-failed`.
 */
export async function fetchObjects(
  route: Route,
  objects: readonly WantedObject[],
  tally: TransferTally,
): Promise<ReadonlySet<string>> {
  tally.expect(objects.length);
  const { direct } = route;
  return direct === undefined
    ? download(route, objects, tally)
    : copyInto({ ...route, direct }, objects, tally);
}

type DirectRoute = Pick<Route, "cache" | "isVerified"> & { readonly direct: DirectoryStore };

/** Objects that get their names together: what an interruption may lose. */
const roundObjects = 16_384;

async function copyInto(
  route: DirectRoute,
  objects: readonly WantedObject[],
  tally: TransferTally,
): Promise<ReadonlySet<string>> {
  const absent = new Set<string>();
  for (let from = 0; from < objects.length; from += roundObjects) {
    await copyRound(route, objects.slice(from, from + roundObjects), { tally, absent });
  }
  return absent;
}

async function copyRound(
  route: DirectRoute,
  objects: readonly WantedObject[],
  { tally, absent }: { readonly tally: TransferTally; readonly absent: Set<string> },
): Promise<void> {
  const folders = route.cache.newFolders();
  const rest: WantedObject[] = [];
  await copyFiles(objects, {
    taskFor: (object) => planCopy(route, folders, object),
    onOutcome: (object, outcome) => {
      if (typeof outcome === "number") {
        if (!route.isVerified) route.cache.takeUnseen(object, outcome);
        tally.add(outcome);
      } else if (outcome === "missing") absent.add(objectKey(object));
      else rest.push(object);
    },
  });
  folders.finish();
  for (const object of rest) tally.add(await copyOne(route, object));
}

function planCopy(
  { cache, direct, isVerified }: DirectRoute,
  folders: NewFolders,
  object: WantedObject,
): CopyTask {
  const place = folders.placeFor(cache.pathOf(object));
  const from = direct.pathOf(objectKey(object));
  const copies = object.copies?.map(spareFilePath);
  return {
    ...place,
    from,
    mode: objectMode,
    ...(isVerified ? { md5: plainMd5(object) } : {}),
    ...(copies === undefined ? {} : { copies }),
  };
}

/** A large object, or one whose bytes are not plainly those of its name. */
async function copyOne(route: DirectRoute, object: WantedObject): Promise<number> {
  const { cache, direct, isVerified } = route;
  if (!isVerified) return copyUnseen(route, object);
  const from = direct.pathOf(objectKey(object));
  const temporary = cache.temporary();
  const copies = object.copies?.map(spareFilePath) ?? [];
  const [spare, ...others] = copies;
  try {
    const { md5, sizeBytes } = await copyLarge({ from, to: temporary, spare });
    const isRight = md5 === plainMd5(object) || (await isIntact(temporary, sizeBytes, object));
    if (!isRight) throw corrupt(direct, objectKey(object));
    await cache.adopt(object, temporary);
    for (const copy of others) await copyFile(spare ?? "", copy);
    for (const copy of copies) {
      backdate(copy);
      cache.spares.noteLarge(copy, plainMd5(object));
    }
    return sizeBytes;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Leaves the copying to the kernel, which is asked for all copies at once. */
async function copyUnseen({ cache, direct }: DirectRoute, object: WantedObject): Promise<number> {
  const from = direct.pathOf(objectKey(object));
  const temporary = cache.temporary();
  const copies = object.copies?.map(spareFilePath) ?? [];
  try {
    await copyNew(from, [temporary, ...copies]);
    const sizeBytes = lookAt(temporary)?.size ?? 0;
    cache.takeUnseen(object, sizeBytes);
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
    // What is there of an earlier process may not have reached the disk whole.
    const isTaken = !route.isVerified && !resumed.has(key);
    if (isTaken) cache.takeUnseen(object, sizeBytes);
    if (isTaken || (await isIntact(file, sizeBytes, object))) {
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

/** The error of an object in a store whose bytes are others. */
export function corrupt(store: Pick<ObjectStore, "label">, key: string): PawlError {
  return new PawlError("cache.corrupt", {
    message: `The object ${key} in ${store.label} does not hold the bytes of its name.`,
    hint: "Delete it there, and run `pawl push` where the data is right.",
  });
}
