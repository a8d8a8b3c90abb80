import { join } from "node:path";
import type { DataItem } from "../../versioning/data-item.ts";

/** What names an object. */
export type ObjectName = Pick<DataItem, "md5" | "hash">;

/** The name of an object below a cache or a remote, with `/`: the same in both. */
export function objectKey({ md5, hash }: ObjectName): string {
  const name = `${md5.slice(0, 2)}/${md5.slice(2)}`;
  return hash === "md5" ? `files/md5/${name}` : name;
}

const keyPattern = /^(?<new>files\/md5\/)?(?<start>[0-9a-f]{2})\/(?<rest>[0-9a-f]{30}(\.dir)?)$/;

/** The object that has this name; `undefined` for anything else, such as a run record. */
export function objectOfKey(key: string): ObjectName | undefined {
  const parts = keyPattern.exec(key)?.groups;
  if (parts === undefined) return undefined;
  return { md5: `${parts["start"]}${parts["rest"]}`, hash: parts["new"] === undefined ? "legacy" : "md5" };
}

/** Where an object is below a cache. */
export function objectPath(root: string, item: ObjectName): string {
  return `${root}/${objectKey(item)}`;
}

/** The folder of the run records under a key. */
export function runFolder(root: string, key: string): string {
  return join(root, "runs", key.slice(0, 2), key);
}

/** Whether an item is a directory. */
export function isDirectoryItem(item: Pick<DataItem, "md5">): boolean {
  return item.md5.endsWith(".dir");
}
