import { PawlError } from "../../errors.ts";
import type { ObjectTransfer } from "../../ports/object-store.ts";
import { objectKey, type ObjectName } from "./cache-layout.ts";
import type { DirectoryStore } from "../object-store/directory.ts";
import { readSmall, smallBytes } from "./file-bytes.ts";
import { lookAt } from "./file-stamp.ts";
import { createSlices } from "./in-slices.ts";
import { matches, type ObjectCache } from "./object-cache.ts";
import type { Route } from "./fetch-objects.ts";
import type { TransferTally } from "./transfer-tally.ts";

/**
 * Sends objects of the cache, each checked before.
 *
 * @returns keys of those that the cache does not have.
 * @throws PawlError `cache.corrupt`, `remote.failed`, `remote.read-only`.
 */
export async function sendObjects(
  { cache, store, direct }: Route,
  objects: readonly ObjectName[],
  tally: TransferTally,
): Promise<ReadonlySet<string>> {
  tally.expect(objects.length);
  const absent = new Set<string>();
  const slices = createSlices();
  const transfers: ObjectTransfer[] = [];
  for (const object of objects) {
    const key = objectKey(object);
    const file = cache.pathOf(object);
    const look = lookAt(file);
    if (look?.isFile() !== true) absent.add(key);
    else if (direct !== undefined && look.size <= smallBytes) tally.add(copySmall(cache, direct, object));
    else if (await cache.verify(object)) transfers.push({ key, file, sizeBytes: look.size });
    else throw corrupt(file);
    if (slices.isOver()) await slices.next();
  }
  await store.upload(transfers, async ({ sizeBytes }) => tally.add(sizeBytes ?? 0));
  return absent;
}

function copySmall(cache: ObjectCache, store: DirectoryStore, object: ObjectName): number {
  const file = cache.pathOf(object);
  const bytes = readSmall(file);
  if (bytes === undefined || !matches(bytes, object, file)) throw corrupt(file);
  store.put(objectKey(object), bytes);
  return bytes.length;
}

function corrupt(file: string): PawlError {
  return new PawlError("cache.corrupt", {
    message: `The object ${file} does not hold the bytes of its name.`,
  });
}
