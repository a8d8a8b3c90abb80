import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { RunCache } from "../../ports/data-store.ts";
import { writeAtomically } from "../file-system/write-atomically.ts";
import { runFolder } from "./cache-layout.ts";

const recordName = /^[0-9a-f]{64}$/;

/** Run records in a cache directory. */
export function createRunCache(cache: string): RunCache {
  return {
    find: async (key) => {
      const folder = runFolder(cache, key);
      const records = await Promise.all(
        (await recordsIn(folder)).map(async (name) => ({
          text: await readFile(join(folder, name), "utf8"),
          changedMs: (await stat(join(folder, name))).mtimeMs,
        })),
      );
      return records.sort((a, b) => b.changedMs - a.changedMs).map((record) => record.text);
    },
    save: async (record) => {
      await writeAtomically(join(runFolder(cache, record.key), record.value), record.text);
    },
  };
}

/** Names of the records in one folder. */
export async function recordsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => recordName.test(name)).sort();
}

/** Every key that has records. */
export async function keysOf(cache: string): Promise<readonly string[]> {
  const runs = join(cache, "runs");
  const folders = await readdir(runs).catch(() => []);
  const keys = await Promise.all(folders.map((folder) => readdir(join(runs, folder)).catch(() => [])));
  return keys.flat().filter((key) => recordName.test(key));
}
