import type { DataItem } from "./data-item.ts";
import type { GcRef } from "./gc-refs.ts";

/** An object as the cache or a remote has it. */
export interface StoredObject extends Pick<DataItem, "md5" | "hash"> {
  readonly sizeBytes: number;
}

/** The data of one ref. */
export interface RefData {
  readonly ref: GcRef;
  /** Keys of every object, see {@link objectKey}: files, directories and the files in them. */
  readonly objects: ReadonlySet<string>;
  /** Directories whose object is nowhere to be read, so that their files are not known. */
  readonly unknown: readonly string[];
}

/** How much of a store a ref needs. */
export interface RefNeed {
  readonly ref: GcRef;
  readonly objects: number;
  readonly bytes: number;
}

/** What may be deleted from a store. */
export interface GarbagePlan {
  /** Directories first: one that is there promises its files, so it goes before them. Within each the biggest first. */
  readonly remove: readonly StoredObject[];
  readonly keptBytes: number;
  readonly keptObjects: number;
  /** Refs that are kept and what they need. */
  readonly needs: readonly RefNeed[];
  /** Refs that lose objects which nothing else keeps. */
  readonly losing: readonly RefNeed[];
}

/** What names an object: DVC 2 and DVC 3 keep equal hashes at different places. */
export function objectKey({ md5, hash }: Pick<DataItem, "md5" | "hash">): string {
  return `${hash}:${md5}`;
}

/**
 * What of a store no ref needs.
 *
 * @param kept data that stays.
 * @param givenUp data of refs that a selection leaves out.
 * @param elsewhere keys that may go although they are needed, since another store has them.
 */
export function planGarbage(
  objects: readonly StoredObject[],
  kept: readonly RefData[],
  givenUp: readonly RefData[],
  elsewhere: ReadonlySet<string> = new Set(),
): GarbagePlan {
  const needed = new Set(kept.flatMap((data) => [...data.objects]));
  const stays = (object: StoredObject): boolean => {
    const key = objectKey(object);
    return needed.has(key) && !elsewhere.has(key);
  };
  const remaining = objects.filter(stays);
  const remove = objects.filter((object) => !stays(object)).sort(byPlaceInLine);
  const sizes = new Map(objects.map((object) => [objectKey(object), object.sizeBytes]));
  const lost = new Map(
    remove
      .map((object) => [objectKey(object), object.sizeBytes] as const)
      .filter(([key]) => !elsewhere.has(key)),
  );
  return {
    remove,
    keptObjects: remaining.length,
    keptBytes: bytesOf(remaining),
    needs: kept.map((data) => needOf(data, sizes)),
    losing: givenUp.map((data) => needOf(data, lost)).filter((need) => need.objects > 0),
  };
}

function bytesOf(objects: readonly StoredObject[]): number {
  return objects.reduce((sum, object) => sum + object.sizeBytes, 0);
}

function byPlaceInLine(a: StoredObject, b: StoredObject): number {
  const order = Number(b.md5.endsWith(".dir")) - Number(a.md5.endsWith(".dir")) || b.sizeBytes - a.sizeBytes;
  return order || (objectKey(a) < objectKey(b) ? -1 : 1);
}

function needOf({ ref, objects }: RefData, sizes: ReadonlyMap<string, number>): RefNeed {
  let [count, bytes] = [0, 0];
  for (const key of objects) {
    const size = sizes.get(key);
    if (size === undefined) continue;
    count += 1;
    bytes += size;
  }
  return { ref, objects: count, bytes };
}
