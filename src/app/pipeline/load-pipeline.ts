import { PawlError } from "../../errors.ts";
import type { DataStore } from "../../ports/data-store.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { parseDataFile, type TrackedData } from "../../versioning/data-file.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import { emptyLock, type LockFile, lockEntryOf, parseLock } from "../../versioning/lock-file.ts";
import { requirePipeline } from "../../versioning/parse-dvc-yaml.ts";
import type { Pipeline, Stage, StageOutput } from "../../versioning/stage.ts";

/** Where a pipeline is. */
export const pipelinePath = "dvc.yaml";
/** Where its lock is. */
export const lockPath = "dvc.lock";

/** A pipeline with its lock and the data beside it. */
export interface LoadedPipeline {
  readonly pipeline: Pipeline;
  readonly lock: LockFile;
  /** From `.dvc` files. */
  readonly tracked: readonly TrackedData[];
}

/**
 * Reads dvc.yaml, dvc.lock and the `.dvc` files.
 *
 * @throws PawlError `file.missing` without a dvc.yaml, `dvc.invalid`, `dvc.unsupported`, `file.unreadable`.
 */
export async function loadPipeline(ports: {
  readonly files: FileSystem;
  readonly data: Pick<DataStore, "listDataFiles">;
}): Promise<LoadedPipeline> {
  const [pipeline, lock, tracked] = await Promise.all([
    readPipeline(ports.files),
    readLock(ports.files),
    readTracked(ports),
  ]);
  return { pipeline, lock, tracked };
}

/** Reads dvc.yaml. @throws PawlError `file.missing`, `dvc.invalid`, `dvc.unsupported` */
export async function readPipeline(files: FileSystem): Promise<Pipeline> {
  if ((await files.stat(pipelinePath)) === undefined) {
    throw new PawlError("file.missing", {
      message: `There is no dvc.yaml in ${files.root}.`,
      hint: "Run this at the top of a repository with a dvc.yaml; docs/guides/pipelines.md shows one.",
    });
  }
  return requirePipeline(await files.readText(pipelinePath), pipelinePath);
}

/** Reads dvc.lock; one with no stages when there is none. @throws PawlError `file.unreadable` */
export async function readLock(files: FileSystem): Promise<LockFile> {
  const found = await files.stat(lockPath);
  return found === undefined ? emptyLock : parseLock(await files.readText(lockPath), lockPath);
}

/** Reads the `.dvc` files. @throws PawlError `file.unreadable` */
export async function readTracked(ports: {
  readonly files: FileSystem;
  readonly data: Pick<DataStore, "listDataFiles">;
}): Promise<readonly TrackedData[]> {
  const names = await ports.data.listDataFiles();
  const parsed = await Promise.all(
    names.map(async (name) => parseDataFile(await ports.files.readText(name), name)),
  );
  return parsed.flat();
}

/** Something under version control: where it is and what it is. */
export interface KnownData {
  readonly path: string;
  readonly item: DataItem;
  /** The stage that makes it, or the `.dvc` file. */
  readonly owner: string;
  readonly isCached: boolean;
  readonly isPushed: boolean;
}

/** All data that dvc.lock and the `.dvc` files name. */
export function listKnownData(loaded: LoadedPipeline): readonly KnownData[] {
  const made = loaded.pipeline.flatMap((stage) =>
    stage.outs.flatMap((out) => {
      const item = lockedItem(loaded.lock, stage, out);
      if (item === undefined) return [];
      return [{ path: out.path, item, owner: stage.name, isCached: out.isCached, isPushed: out.isPushed }];
    }),
  );
  const added = loaded.tracked.map((data) => ({
    path: data.target,
    item: data,
    owner: data.file,
    isCached: true,
    isPushed: true,
  }));
  return [...made, ...added];
}

/** What the lock says about an output. */
export function lockedItem(lock: LockFile, stage: Stage, out: StageOutput): DataItem | undefined {
  return lockEntryOf(lock, stage.name)?.outs.find((item) => item.path === out.lockPath);
}
