import { readdirSync, readFileSync, rmdirSync, rmSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import type { DataRemote } from "../../ports/data-store.ts";
import type { GarbageStore, Leftover, StoredRun } from "../../ports/garbage-store.ts";
import { readLockEntry } from "../../versioning/lock-file.ts";
import type { StoredObject } from "../../versioning/plan-garbage.ts";
import { readValues } from "../../versioning/read-values.ts";
import { isValueMap } from "../../versioning/value.ts";
import { objectOfKey, runFolder } from "./cache-layout.ts";
import { systemCode, readProblem, writeProblem } from "./file-problem.ts";
import { lookAtLink } from "./file-stamp.ts";
import { createSlices } from "./in-slices.ts";
import { findLeftovers, isTemporary } from "./leftovers.ts";
import type { ObjectCache } from "./object-cache.ts";
import { keysOf, recordsIn } from "./run-cache.ts";

/**
 * A cache of this machine as a store to delete from.
 *
 * @param home `.dvc` of the repository, whose temporary files are looked at too.
 */
export function createCacheGarbage(cache: ObjectCache, home: string): GarbageStore {
  return {
    label: "cache",
    listObjects: () => listObjects(cache.root),
    removeObjects: async (objects) => {
      const slices = createSlices();
      for (const object of objects) {
        removeFile(cache.pathOf(object));
        if (slices.isOver()) await slices.next();
      }
    },
    listRuns: () => listRuns(cache.root),
    removeRuns: async (names) => {
      for (const name of names) removeRun(cache.root, name);
    },
    listLeftovers: async () => [...listTemporary(cache.root), ...findLeftovers(join(home, "tmp"))],
    removeLeftovers: async (paths) => paths.forEach(removeFile),
  };
}

/** A remote as a store to delete from. Its run records are small, and a run that is missing there is made again. */
export function createRemoteGarbage(label: string, remote: DataRemote): GarbageStore {
  return {
    label,
    listObjects: () => remote.list(),
    removeObjects: (objects) => remote.remove(objects),
    listRuns: async () => [],
    removeRuns: async () => undefined,
    listLeftovers: async () => [],
    removeLeftovers: async () => undefined,
  };
}

function removeFile(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    throw writeProblem(path, error);
  }
}

/** Names in a folder; `[]` when it is not there. @throws PawlError `file.unreadable` */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(systemCode(error) ?? "")) return [];
    throw readProblem(folder, error);
  }
}

const twoDigits = /^[0-9a-f]{2}$/;

/** Folders of objects, by the beginning of their keys: of DVC 3 and of DVC 2. */
function objectFolders(root: string): readonly string[] {
  return ["files/md5/", ""].flatMap((start) =>
    namesIn(join(root, start))
      .filter((name) => twoDigits.test(name))
      .map((name) => `${start}${name}`),
  );
}

async function listObjects(root: string): Promise<readonly StoredObject[]> {
  const objects: StoredObject[] = [];
  const slices = createSlices();
  for (const folder of objectFolders(root)) {
    for (const name of namesIn(join(root, folder))) {
      const object = objectOfKey(`${folder}/${name}`);
      const found = object && lookAtLink(join(root, folder, name));
      const isObject = found?.isFile() === true || found?.isSymbolicLink() === true;
      if (object !== undefined && isObject) objects.push({ ...object, sizeBytes: found.size });
      if (slices.isOver()) await slices.next();
    }
  }
  return objects;
}

async function listRuns(root: string): Promise<readonly StoredRun[]> {
  const runs: StoredRun[] = [];
  for (const key of await keysOf(root)) {
    const folder = runFolder(root, key);
    for (const value of await recordsIn(folder)) {
      const path = join(folder, value);
      const found = lookAtLink(path);
      if (found?.isFile() === true)
        runs.push({ name: `${key}/${value}`, ...sizeAndTime(found), outs: outsOf(path) });
    }
  }
  return runs;
}

function outsOf(path: string): StoredRun["outs"] {
  try {
    const values = readValues(readFileSync(path, "utf8"), path);
    const outs = isValueMap(values) ? (readLockEntry(values)?.outs ?? []) : [];
    return outs.map(({ md5, hash }) => ({ md5, hash }));
  } catch {
    return [];
  }
}

function removeRun(root: string, name: string): void {
  const [key = "", value = ""] = name.split("/");
  const path = join(runFolder(root, key), value);
  removeFile(path);
  try {
    rmdirSync(dirname(path));
  } catch {
    // Other runs of the same key are in it.
  }
}

function listTemporary(root: string): readonly Leftover[] {
  const folders = [
    ...objectFolders(root),
    ...namesIn(join(root, "runs")).flatMap((name) => runFolders(root, name)),
  ];
  return folders.flatMap((folder) =>
    namesIn(join(root, folder))
      .filter(isTemporary)
      .flatMap((name): readonly Leftover[] => {
        const path = join(root, folder, name);
        const found = lookAtLink(path);
        return found?.isFile() === true ? [{ path, ...sizeAndTime(found) }] : [];
      }),
  );
}

function runFolders(root: string, name: string): readonly string[] {
  return namesIn(join(root, "runs", name)).map((key) => `runs/${name}/${key}`);
}

function sizeAndTime({ size, mtimeMs }: Stats): Pick<Leftover, "sizeBytes" | "changedMs"> {
  return { sizeBytes: size, changedMs: mtimeMs };
}
