import type { DataItem } from "../versioning/data-item.ts";
import type { StoredObject } from "../versioning/plan-garbage.ts";
import type { RunRecord } from "../versioning/run-cache.ts";

/** How to put an item into the work tree. */
export interface CheckoutOptions {
  /** Replaces content that is in no object of the cache. Default false. */
  readonly force?: boolean;
  /** Links files anew, whose content is right, as `cache.type` says. Default false. */
  readonly relink?: boolean;
  /** Called now and then with the number of files. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** What became of a checkout. */
export type CheckoutResult =
  | { readonly state: "done"; readonly changed: boolean }
  /**
   * The cache lacks this many objects, or held damaged ones, which are removed. The path is as before, unless the damage
   * was found on the way: then the files that were whole are in place.
   */
  | { readonly state: "absent"; readonly missing: number }
  /** Nothing was touched: the content of these paths, 20 at most, would be lost, as the cache does not have it. */
  | { readonly state: "unsaved"; readonly paths: readonly string[] };

/** The content-addressed cache of a repository's data, models and results. Paths are relative to the repository. */
export interface DataStore {
  /**
   * The hash of the file or directory that is there now; `undefined` when nothing is.
   *
   * @param hash `legacy`: as DVC 2 took it, to compare with an entry of that kind. Default `md5`.
   * @throws PawlError `path.refused` for what cannot be data, `data.changing`, `file.unreadable`.
   */
  inspect(path: string, hash?: DataItem["hash"]): Promise<DataItem | undefined>;
  /** Puts what is at `path` into the cache. @throws PawlError `data.missing` when nothing is there. */
  save(path: string): Promise<DataItem>;
  /**
   * Puts a part of a directory into the cache, and the directory with this part and otherwise as it is known.
   *
   * @throws PawlError `data.missing` when the cache does not have the directory whole.
   */
  saveInto(part: {
    readonly path: string;
    readonly item: DataItem;
    readonly inside: string;
  }): Promise<DataItem>;
  /** Puts the object of a directory into the cache: the text that `writeTree` made of its files. */
  saveTree(text: string): Promise<DataItem>;
  /** Whether the cache has an item whole, children of a directory too. Does not read the bytes. */
  has(item: DataItem): Promise<boolean>;
  /**
   * Makes `path` the item, from the cache. Every byte is checked on the way, or was in this state of its object. Files that
   * `.dvcignore` names are left alone.
   */
  checkout(path: string, item: DataItem, options?: CheckoutOptions): Promise<CheckoutResult>;
  /** Removes what is at `path`; of a link only the link, so that the cache keeps its objects. */
  remove(path: string): Promise<void>;
  /** Makes files at `path` that share bytes with the cache files of their own, which may be written to. */
  unprotect(path: string): Promise<void>;
}

/** What a transfer did. */
export interface Transfer {
  /** Objects that were copied. */
  readonly objects: number;
  readonly bytes: number;
  /** Items that were not found where they should come from. */
  readonly missing: readonly DataItem[];
}

/** How far a transfer is. Totals grow while directories are read. */
export interface TransferProgress {
  readonly objects: number;
  readonly totalObjects: number;
  readonly bytes: number;
}

/** How to transfer. */
export interface TransferOptions {
  /** The items are put into the work tree next, by the same process. Default false. */
  readonly isForCheckout?: boolean;
  /** Called now and then, and at the end. */
  readonly onProgress?: (progress: TransferProgress) => void;
}

/** The place that a repository's data is shared through. */
export interface DataRemote {
  /**
   * Brings items into the cache; objects that it has are not copied. An object is checked before it gets its name.
   *
   * @throws PawlError `cache.corrupt` that names an object whose bytes are not those of its name, and the store.
   */
  pull(items: readonly DataItem[], options?: TransferOptions): Promise<Transfer>;
  /**
   * Sends items from the cache; children of a directory before the directory, so that what is there is whole.
   *
   * @throws PawlError `cache.corrupt` as `pull`, of the cache.
   */
  push(items: readonly DataItem[], options?: TransferOptions): Promise<Transfer>;
  /** Those of the items, as they are named, that the remote lacks. A directory that is there has its files, as DVC trusts. */
  findMissing(items: readonly DataItem[]): Promise<readonly DataItem[]>;
  /** Everything that the remote has, with sizes in bytes. */
  list(): Promise<readonly StoredObject[]>;
  /** Deletes objects from the remote; absent ones are passed over. */
  remove(objects: readonly Pick<DataItem, "md5" | "hash">[]): Promise<void>;
  /** Sends run records that the remote does not have; their number. */
  pushRuns(): Promise<number>;
  /** Brings the run records of a key, or all; their number. */
  pullRuns(key?: string): Promise<number>;
  /** Ends connections. */
  close(): Promise<void>;
}

/** Records of earlier runs, to restore their results instead of running again. */
export interface RunCache {
  /** Texts of the records under a key, newest first. */
  find(key: string): Promise<readonly string[]>;
  save(record: RunRecord): Promise<void>;
}
