import type { DataItem } from "../versioning/data-item.ts";
import type { TreeFile } from "../versioning/data-tree.ts";

/** What is at a path of the work tree now. */
export interface FoundData {
  readonly item: DataItem;
  /** Of a directory; `[]` for a file. */
  readonly files: readonly TreeFile[];
}

/** Objects of the cache and of the remote, looked at where they are: nothing is fetched and nothing written. */
export interface DataObjects {
  /**
   * The files of a directory item, from the cache or, when it may come from `anywhere`, else from the remote; `undefined` when its
   * object is not there.
   */
  readTree(item: DataItem, from: "cache" | "anywhere"): Promise<readonly TreeFile[] | undefined>;
  /**
   * The bytes of a file item, from the cache, else from the remote; `undefined` when neither has it.
   *
   * @throws PawlError `file.too-large` above `maxBytes`.
   */
  readBytes(item: DataItem, maxBytes: number): Promise<Uint8Array | undefined>;
  /** Bytes of an item's own object, in the cache or else in the remote; `undefined` when neither has it. */
  sizeOf(item: DataItem): Promise<number | undefined>;
  /** For each item whether the cache has its own object; children of a directory are not looked at. */
  inCache(items: readonly DataItem[]): Promise<readonly boolean[]>;
  /** The same for the remote. @throws PawlError `remote.missing`; `remote.unsupported` */
  inRemote(items: readonly DataItem[]): Promise<readonly boolean[]>;
  /** Hashes the file or directory at a path, as `hash` (default `md5`) says; `undefined` when nothing is there. */
  inspect(path: string, hash?: DataItem["hash"]): Promise<FoundData | undefined>;
}
