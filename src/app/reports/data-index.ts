import type { DataObjects } from "../../ports/data-objects.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import type { TreeFile } from "../../versioning/data-tree.ts";
import type { DataEntry, DataIndex } from "../../versioning/diff-data.ts";
import { lockedItem, type LoadedPipeline } from "../pipeline/load-pipeline.ts";

/** An output that the cache keeps, as the lock files and `.dvc` files have it. */
export interface CachedOutput {
  readonly path: string;
  /** Undefined for a stage that never ran. */
  readonly item: DataItem | undefined;
  /** Address of its stage, or the `.dvc` file. */
  readonly owner: string;
  readonly isPushed: boolean;
  /** The remote that keeps it; undefined: the default one. */
  readonly remote?: string;
}

/** Every output that the cache keeps, made or not. */
export function listCachedOutputs(loaded: LoadedPipeline): readonly CachedOutput[] {
  const made = loaded.pipeline.flatMap((stage) =>
    stage.outs
      .filter((out) => out.isCached)
      .map((out) => ({
        path: out.path,
        item: lockedItem(loaded, stage, out),
        owner: stage.address,
        isPushed: out.isPushed,
        ...remoteOf(out),
      })),
  );
  const added = loaded.tracked
    .filter((data) => data.isCached)
    .map((data) => ({
      path: data.target,
      item: data,
      owner: data.file,
      isPushed: data.isPushed,
      ...remoteOf(data),
    }));
  return [...made, ...added];
}

function remoteOf({ remote }: { readonly remote?: string }): { readonly remote?: string } {
  return remote === undefined ? {} : { remote };
}

/** The data as the lock files and `.dvc` files describe it. */
export async function indexRecorded(
  outputs: readonly CachedOutput[],
  readTree: (item: DataItem) => Promise<readonly TreeFile[] | undefined>,
): Promise<DataIndex> {
  const entries: DataEntry[] = [];
  const unknown: string[] = [];
  for (const { path, item } of outputs) {
    entries.push(entryOf(path, item));
    if (item?.md5.endsWith(".dir") !== true) continue;
    const tree = await readTree(item);
    if (tree === undefined) unknown.push(path);
    else entries.push(...tree.map((file) => fileEntry(path, file, item.hash)));
  }
  return { entries: new Map(entries.map((entry) => [entry.path, entry])), unknown };
}

/** The data as it is in the work tree now. */
export async function indexWorkTree(
  outputs: readonly CachedOutput[],
  objects: Pick<DataObjects, "inspect">,
): Promise<DataIndex> {
  const entries: DataEntry[] = [];
  for (const { path, item } of outputs) {
    // Data that DVC 2 recorded is compared as DVC 2 hashes it.
    const found = await objects.inspect(path, item?.hash);
    if (found === undefined) continue;
    entries.push(entryOf(path, found.item));
    entries.push(...found.files.map((file) => fileEntry(path, file, found.item.hash)));
  }
  return { entries: new Map(entries.map((entry) => [entry.path, entry])), unknown: [] };
}

/** The entries that have an object, as items to look for in a store. */
export function itemOf(entry: DataEntry | undefined): DataItem | undefined {
  return entry?.md5 === undefined ? undefined : { md5: entry.md5, hash: entry.hash };
}

function entryOf(path: string, item: DataItem | undefined): DataEntry {
  const isDirectory = item?.md5.endsWith(".dir") === true;
  return { path, md5: item?.md5, hash: item?.hash ?? "md5", isDirectory };
}

function fileEntry(directory: string, file: TreeFile, hash: DataEntry["hash"]): DataEntry {
  return { path: `${directory}/${file.path}`, md5: file.md5, hash, isDirectory: false };
}
