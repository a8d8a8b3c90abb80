import type { DataItem } from "../versioning/data-item.ts";
import type { RunRecord } from "../versioning/run-cache.ts";

/** The content-addressed cache of a repository's data, models and results. Paths are relative to the repository. */
export interface DataStore {
  /**
   * The hash of the file or directory that is there now; `undefined` when nothing is.
   *
   * @param hash `legacy`: as DVC 2 took it, to compare with an entry of that kind. Default `md5`.
   */
  inspect(path: string, hash?: DataItem["hash"]): Promise<DataItem | undefined>;
  /** Puts what is at `path` into the cache. @throws PawlError `data.missing` when nothing is there. */
  save(path: string): Promise<DataItem>;
  /** Whether the cache has an item whole, children of a directory too. Does not read the bytes. */
  has(item: DataItem): Promise<boolean>;
  /**
   * Makes `path` the item, from the cache. Every byte is checked on the way.
   *
   * @returns false, and `path` as before, when the cache lacks an object or holds a damaged one (which is removed).
   */
  checkout(path: string, item: DataItem): Promise<boolean>;
}

/** What a transfer did. */
export interface Transfer {
  /** Objects that were copied. */
  readonly objects: number;
  readonly bytes: number;
  /** Items that were not found where they should come from. */
  readonly missing: readonly DataItem[];
}

/** The place that a repository's data is shared through. */
export interface DataRemote {
  /** Brings items into the cache; objects that it has are not copied. */
  pull(items: readonly DataItem[]): Promise<Transfer>;
  /** Sends items from the cache; children of a directory before the directory, so that what is there is whole. */
  push(items: readonly DataItem[]): Promise<Transfer>;
  /** Sends run records that the remote does not have; their number. */
  pushRuns(): Promise<number>;
  /** Brings the run records of a key; their number. */
  pullRuns(key: string): Promise<number>;
}

/** Records of earlier runs, to restore their results instead of running again. */
export interface RunCache {
  /** Texts of the records under a key, newest first. */
  find(key: string): Promise<readonly string[]>;
  save(record: RunRecord): Promise<void>;
}
