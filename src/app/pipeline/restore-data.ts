import type { CheckoutOptions, CheckoutResult, DataRemote, DataStore } from "../../ports/data-store.ts";
import type { DataItem } from "../../versioning/data-item.ts";

/** Where data comes from. */
export interface RestorePorts {
  readonly data: Pick<DataStore, "checkout">;
  /** Undefined: the cache only. */
  readonly remote: Pick<DataRemote, "pull"> | undefined;
}

/**
 * Puts an item into the work tree, from the cache or else from the remote. A damaged object in the cache is dropped and
 * fetched again. Whatever is at the path is replaced: a stage would remove it too.
 *
 * @returns false when it is in neither.
 */
export async function restoreData(path: string, item: DataItem, ports: RestorePorts): Promise<boolean> {
  return (await bringData(path, item, ports, { force: true })).state === "done";
}

/** Like {@link restoreData}; content that would be lost is left in place unless `force`. */
export async function bringData(
  path: string,
  item: DataItem,
  ports: RestorePorts,
  options: CheckoutOptions,
): Promise<CheckoutResult> {
  const first = await ports.data.checkout(path, item, options);
  if (first.state !== "absent" || ports.remote === undefined) return first;
  const { missing } = await ports.remote.pull([item], { isForCheckout: true });
  return missing.length === 0 ? ports.data.checkout(path, item, options) : first;
}
