import { PawlError } from "../errors.ts";
import type { DataRemote, DataStore } from "../ports/data-store.ts";
import type { RepositoryView } from "../ports/repository-view.ts";
import type { DataItem } from "../versioning/data-item.ts";
import { isBelow } from "../versioning/repository-path.ts";
import { listKnownData, loadPipeline } from "./pipeline/load-pipeline.ts";
import { restoreData } from "./pipeline/restore-data.ts";

/** What restoring reaches. */
export interface RestorePorts {
  readonly data: Pick<DataStore, "checkout">;
  /** `undefined` when no remote is configured. */
  readonly remote: Pick<DataRemote, "pull"> | undefined;
}

/**
 * Makes a path of the work tree what a view of the repository says that it is, from the cache or else the remote. A path
 * that DVC does not track there is left as it is.
 *
 * @throws PawlError `data.missing` when neither cache nor remote has it whole.
 */
export async function restorePath(view: RepositoryView, path: string, ports: RestorePorts): Promise<void> {
  const found = await findTracked(path, view);
  if (found === undefined) return;
  if (await restoreData(found.target, found.item, ports)) return;
  throw new PawlError("data.missing", {
    message: `${path} at ${view.name.slice(0, 12)} (md5 ${found.item.md5}) is in neither cache nor remote.`,
  });
}

interface Tracked {
  /** The path, or the directory above it that is tracked as a whole. */
  readonly target: string;
  readonly item: DataItem;
}

async function findTracked(path: string, view: RepositoryView): Promise<Tracked | undefined> {
  const found = listKnownData(await loadPipeline(view)).find(
    (data) => data.isCached && (data.path === path || isBelow(path, data.path)),
  );
  return found && { target: found.path, item: withoutPath(found.item) };
}

function withoutPath({ md5, hash, sizeBytes, fileCount, isExecutable }: DataItem): DataItem {
  return {
    md5,
    hash,
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(fileCount === undefined ? {} : { fileCount }),
    ...(isExecutable === undefined ? {} : { isExecutable }),
  };
}
