import { PawlError } from "../errors.ts";
import type { DataRemote, DataStore } from "../ports/data-store.ts";
import type { DataItem, LockItem } from "../versioning/data-item.ts";
import { parseDataFile } from "../versioning/data-file.ts";
import { lockEntryOf, parseLock } from "../versioning/lock-file.ts";
import { requirePipeline } from "../versioning/parse-dvc-yaml.ts";
import type { ReadTextAt } from "./artifact-lineage.ts";
import { restoreData } from "./pipeline/restore-data.ts";

/** What restoring reaches. */
export interface RestorePorts {
  readonly data: Pick<DataStore, "checkout">;
  /** `undefined` when no remote is configured. */
  readonly remote: Pick<DataRemote, "pull"> | undefined;
  readonly readText: ReadTextAt;
}

/**
 * Makes a path of the work tree what a commit says that it is, from the cache or else the remote. A path that DVC does not
 * track at that commit is left as it is.
 *
 * @throws PawlError `data.missing` when neither cache nor remote has it whole.
 */
export async function restorePath(commit: string, path: string, ports: RestorePorts): Promise<void> {
  const found = await findTracked(commit, path, ports.readText);
  if (found === undefined) return;
  if (await restoreData(found.target, found.item, ports)) return;
  throw new PawlError("data.missing", {
    message: `${path} at ${commit.slice(0, 7)} (md5 ${found.item.md5}) is in neither cache nor remote.`,
  });
}

interface Tracked {
  /** The path, or the directory above it that is tracked as a whole. */
  readonly target: string;
  readonly item: DataItem;
}

async function findTracked(commit: string, path: string, readText: ReadTextAt): Promise<Tracked | undefined> {
  return (await findOutput(commit, path, readText)) ?? (await findDataFile(commit, path, readText));
}

async function findOutput(commit: string, path: string, readText: ReadTextAt): Promise<Tracked | undefined> {
  const [pipelineText, lockText] = [await readText(commit, "dvc.yaml"), await readText(commit, "dvc.lock")];
  if (pipelineText === undefined || lockText === undefined) return undefined;
  const lock = parseLock(lockText);
  for (const stage of requirePipeline(pipelineText)) {
    const out = stage.outs.find((entry) => isInside(path, entry.path));
    if (out === undefined) continue;
    const item = lockEntryOf(lock, stage.name)?.outs.find((entry) => entry.path === out.lockPath);
    return item && out.isCached ? { target: out.path, item: withoutPath(item) } : undefined;
  }
  return undefined;
}

async function findDataFile(
  commit: string,
  path: string,
  readText: ReadTextAt,
): Promise<Tracked | undefined> {
  const parts = path.split("/");
  for (let length = parts.length; length > 0; length -= 1) {
    const file = `${parts.slice(0, length).join("/")}.dvc`;
    const text = await readText(commit, file);
    const tracked = text === undefined ? undefined : parseDataFile(text, file)[0];
    if (tracked !== undefined) return { target: tracked.target, item: withoutPath(tracked) };
  }
  return undefined;
}

function withoutPath({ md5, hash, sizeBytes, fileCount, isExecutable }: LockItem): DataItem {
  return {
    md5,
    hash,
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(fileCount === undefined ? {} : { fileCount }),
    ...(isExecutable === undefined ? {} : { isExecutable }),
  };
}

function isInside(path: string, directory: string): boolean {
  return path === directory || path.startsWith(`${directory}/`);
}
