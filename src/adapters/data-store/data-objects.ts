import { readFile, rm } from "node:fs/promises";
import { PawlError } from "../../errors.ts";
import type { DataObjects } from "../../ports/data-objects.ts";
import type { ObjectStore } from "../../ports/object-store.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import { readTree, type TreeFile } from "../../versioning/data-tree.ts";
import { normalizePath } from "../file-system/safe-path.ts";
import { objectKey, type ObjectName } from "./cache-layout.ts";
import { lookAt } from "./file-stamp.ts";
import { inspectWithFiles } from "./inspect-path.ts";
import { isIntact, type ObjectCache } from "./object-cache.ts";
import type { WorkTree } from "./work-tree.ts";

/** A directory of more files than fit into this is not looked into in the remote. Bytes. */
const maxTreeBytes = 512 * 1024 * 1024;

/** Where objects are looked at. */
export interface ObjectPlaces {
  readonly tree: WorkTree;
  readonly cache: ObjectCache;
  /** Undefined: there is no remote. */
  readonly store: ObjectStore | undefined;
}

/** The objects of a cache and a store. Nothing is put into the cache by looking. */
export function createDataObjects({ tree, cache, store }: ObjectPlaces): DataObjects {
  const remote = async (object: ObjectName, maxBytes: number): Promise<Buffer | undefined> =>
    store && readRemote({ store, cache }, object, maxBytes);
  return {
    readTree: async (item, from) => {
      const here = cache.readTree(item);
      if (here !== undefined || from === "cache") return here;
      return parseTree(item, await remote(item, maxTreeBytes));
    },
    readBytes: async (item, maxBytes) => {
      const path = cache.pathOf(item);
      const sizeBytes = lookAt(path)?.size;
      if (sizeBytes === undefined) return remote(item, maxBytes);
      refuseLarge(path, sizeBytes, maxBytes);
      return (await cache.verify(item)) ? readFile(path) : remote(item, maxBytes);
    },
    sizeOf: async (item) =>
      lookAt(cache.pathOf(item))?.size ?? (await store?.find([objectKey(item)]))?.get(objectKey(item)),
    inCache: async (items) => items.map((item) => lookAt(cache.pathOf(item)) !== undefined),
    inRemote: async (items) => {
      if (store === undefined) throw new PawlError("remote.missing", { message: "No remote is configured." });
      const there = await store.find(items.map(objectKey));
      return items.map((item) => there.has(objectKey(item)));
    },
    inspect: (path, hash) => inspectWithFiles(tree, normalizePath(path), hash),
  };
}

function parseTree(item: DataItem, bytes: Buffer | undefined): readonly TreeFile[] | undefined {
  return bytes && readTree(bytes.toString("utf8"), item.md5);
}

async function readRemote(
  { store, cache }: { readonly store: ObjectStore; readonly cache: ObjectCache },
  object: ObjectName,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const key = objectKey(object);
  const sizeBytes = (await store.find([key])).get(key);
  if (sizeBytes === undefined) return undefined;
  refuseLarge(`${store.label}/${key}`, sizeBytes, maxBytes);
  const file = cache.temporary();
  try {
    await store.download([{ key, file, sizeBytes }], async () => undefined);
    if (lookAt(file) === undefined) return undefined;
    if (await isIntact(file, sizeBytes, object)) return await readFile(file);
    throw new PawlError("cache.corrupt", {
      message: `${store.label} has other bytes under ${key} than its name says.`,
    });
  } finally {
    await rm(file, { force: true });
  }
}

function refuseLarge(name: string, sizeBytes: number, maxBytes: number): void {
  if (sizeBytes <= maxBytes) return;
  throw new PawlError("file.too-large", {
    message: `The object ${name} has ${sizeBytes} bytes; at most ${maxBytes} are read.`,
  });
}
