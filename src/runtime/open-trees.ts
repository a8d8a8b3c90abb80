import { dirname, join } from "node:path";
import type { OpenedDataStore } from "../adapters/data-store/open-data-store.ts";
import type { TreeStore } from "../app/merge-tracked-file.ts";
import type { DataObjects } from "../ports/data-objects.ts";
import type { DataItem } from "../versioning/data-item.ts";
import { createFileSystem, openDataStore } from "./compose.ts";
import { findRepository } from "./find-repository.ts";

/**
 * Directories of the repository that a tracked file is in: read from the cache, else from the default remote, and kept in
 * the cache. Nothing is opened before it is needed: most merges need no directory.
 *
 * @param directory absolute.
 * @param path of the tracked file, relative to it.
 */
export function openTrees(directory: string, path = "."): TreeStore {
  let opened: Promise<OpenedDataStore> | undefined;
  const open = (): Promise<OpenedDataStore> =>
    (opened ??= createFileSystem(findRepository(join(directory, dirname(path))).root).then(openDataStore));
  let looked: Promise<DataObjects> | undefined;
  const objects = (): Promise<DataObjects> => (looked ??= open().then((store) => store.objects()));
  const item = (md5: string): DataItem => ({ md5, hash: "md5" });
  return {
    readTree: async (md5) => (await objects()).readTree(item(md5), "anywhere"),
    sizeOf: async (md5) => (await objects()).sizeOf(item(md5)),
    md5: async (text) => (await open()).digest.md5(text),
    saveTree: async (text) => (await open()).data.saveTree(text),
  };
}
