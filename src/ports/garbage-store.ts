import type { DataItem } from "../versioning/data-item.ts";
import type { StoredObject } from "../versioning/plan-garbage.ts";

/** A record of the run cache. */
export interface StoredRun {
  /** `<key>/<value>` */
  readonly name: string;
  readonly sizeBytes: number;
  readonly changedMs: number;
  /** Outputs, and nothing when the record cannot be read. */
  readonly outs: readonly DataItem[];
}

/** A temporary file that an interrupted process left. */
export interface Leftover {
  /** For people and for `remove`. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly changedMs: number;
}

/** A cache or a remote, to delete from. */
export interface GarbageStore {
  /** `cache`, or the remote's name. */
  readonly label: string;
  listObjects(): Promise<readonly StoredObject[]>;
  /** Deletes objects in this order; absent ones are passed over. */
  removeObjects(objects: readonly StoredObject[]): Promise<void>;
  /** Records of the run cache; `[]` where there are none. */
  listRuns(): Promise<readonly StoredRun[]>;
  removeRuns(names: readonly string[]): Promise<void>;
  /** Temporary files of the store, and for the cache of `.dvc/tmp`; not those of a process that runs on this machine. */
  listLeftovers(): Promise<readonly Leftover[]>;
  removeLeftovers(paths: readonly string[]): Promise<void>;
}
