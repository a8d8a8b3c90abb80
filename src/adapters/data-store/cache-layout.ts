import { join } from "node:path";
import type { DataItem } from "../../versioning/data-item.ts";

/** Where an object is below a cache or a remote: the same in both. */
export function objectPath(root: string, item: Pick<DataItem, "md5" | "hash">): string {
  const [folder, name] = [item.md5.slice(0, 2), item.md5.slice(2)];
  return item.hash === "md5" ? join(root, "files", "md5", folder, name) : join(root, folder, name);
}

/** The folder of the run records under a key. */
export function runFolder(root: string, key: string): string {
  return join(root, "runs", key.slice(0, 2), key);
}

/** Whether an item is a directory. */
export function isDirectoryItem(item: Pick<DataItem, "md5">): boolean {
  return item.md5.endsWith(".dir");
}
