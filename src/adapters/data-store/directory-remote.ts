import { stat } from "node:fs/promises";
import { PawlError } from "../../errors.ts";
import type { DataRemote, Transfer } from "../../ports/data-store.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import { isDirectoryItem, objectPath } from "./cache-layout.ts";
import { mapBounded } from "./map-bounded.ts";
import { copyObject, expandItem, hasObject } from "./object-files.ts";
import { copyRecords, keysOf } from "./run-cache.ts";

/** A remote that is a directory: the cache's tree again, in another place. */
export function createDirectoryRemote(cache: string, url: string): DataRemote {
  return {
    pull: (items) => transfer(items, { from: url, to: cache }),
    push: (items) => transfer(items, { from: cache, to: url }),
    pushRuns: async () => {
      const counts = await mapBounded(await keysOf(cache), (key) => copyRecords(key, cache, url));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    pullRuns: (key) => copyRecords(key, url, cache),
  };
}

interface Route {
  readonly from: string;
  readonly to: string;
}

async function transfer(items: readonly DataItem[], route: Route): Promise<Transfer> {
  const unique = [...new Map(items.map((item) => [`${item.hash} ${item.md5}`, item])).values()];
  const missing: DataItem[] = [];
  let [objects, bytes] = [0, 0];
  for (const item of unique) {
    const moved = await transferItem(item, route);
    if (moved === undefined) missing.push(item);
    else [objects, bytes] = [objects + moved.objects, bytes + moved.bytes];
  }
  return { objects, bytes, missing };
}

/** A directory's object goes last when it is sent, and comes first only to learn what is in it. */
async function transferItem(
  item: DataItem,
  route: Route,
): Promise<{ readonly objects: number; readonly bytes: number } | undefined> {
  const children = isDirectoryItem(item) ? await childrenOf(item, route) : [];
  if (children === undefined) return undefined;
  const copied = await mapBounded(children, (child) => copyOne(child, route));
  if (copied.includes(undefined)) return undefined;
  const own = await copyOne(item, route);
  if (own === undefined) return undefined;
  const sizes = [...copied, own].filter((size) => size !== undefined && size >= 0);
  return { objects: sizes.length, bytes: sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) };
}

async function childrenOf(item: DataItem, route: Route): Promise<readonly DataItem[] | undefined> {
  return (await expandItem(route.from, item)) ?? (await expandItem(route.to, item));
}

/** Bytes copied, −1 when it was there already, `undefined` when it is nowhere or damaged. */
async function copyOne(item: DataItem, route: Route): Promise<number | undefined> {
  if (await hasObject(route.to, item)) return -1;
  const state = await copyObject(route.from, route.to, item);
  if (state === "missing") return undefined;
  if (state === "corrupt") {
    throw new PawlError("cache.corrupt", {
      message: `The object ${objectPath(route.from, item)} does not hold the bytes of its name.`,
    });
  }
  return (await stat(objectPath(route.to, item))).size;
}
