import type { DataRemote, DataStore } from "../../ports/data-store.ts";
import type { DataItem } from "../../versioning/data-item.ts";

/** Where data comes from. */
export interface RestorePorts {
  readonly data: DataStore;
  /** Undefined: the cache only. */
  readonly remote: DataRemote | undefined;
}

/**
 * Puts an item into the work tree, from the cache or else from the remote. A damaged object in the cache is dropped and
 * fetched again.
 *
 * @returns false when it is in neither.
 */
export async function restoreData(path: string, item: DataItem, ports: RestorePorts): Promise<boolean> {
  if (await ports.data.checkout(path, item)) return true;
  if (ports.remote === undefined) return false;
  const { missing } = await ports.remote.pull([item]);
  return missing.length === 0 && ports.data.checkout(path, item);
}
