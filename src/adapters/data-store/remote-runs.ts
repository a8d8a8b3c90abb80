import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ObjectStore } from "../../ports/object-store.ts";
import { writeAtomically } from "../file-system/write-atomically.ts";
import type { ObjectCache } from "./object-cache.ts";
import { keysOf, recordsIn } from "./run-cache.ts";
import { runFolder } from "./cache-layout.ts";

const recordKey = /^runs\/[0-9a-f]{2}\/(?<key>[0-9a-f]{64})\/(?<value>[0-9a-f]{64})$/;

function recordName(key: string, value: string): string {
  return `runs/${key.slice(0, 2)}/${key}/${value}`;
}

/** Sends run records that the store does not have; their number. */
export async function pushRuns(cache: ObjectCache, store: ObjectStore): Promise<number> {
  const keys = await keysOf(cache.root);
  if (keys.length === 0) return 0;
  const there = new Set(await store.list("runs/"));
  const transfers: { readonly key: string; readonly file: string }[] = [];
  for (const key of keys) {
    const folder = runFolder(cache.root, key);
    for (const value of await recordsIn(folder)) {
      const name = recordName(key, value);
      if (!there.has(name)) transfers.push({ key: name, file: join(folder, value) });
    }
  }
  await store.upload(transfers, async () => undefined);
  return transfers.length;
}

/** Brings the run records of a key, or all; their number. */
export async function pullRuns(cache: ObjectCache, store: ObjectStore, key?: string): Promise<number> {
  const known = new Set<string>();
  for (const one of key === undefined ? await keysOf(cache.root) : [key]) {
    for (const value of await recordsIn(runFolder(cache.root, one))) known.add(recordName(one, value));
  }
  const prefix = key === undefined ? "runs/" : `runs/${key.slice(0, 2)}/${key}/`;
  const names = (await store.list(prefix)).filter((name) => recordKey.test(name) && !known.has(name));
  const transfers = names.map((name) => ({ key: name, file: cache.temporary() }));
  let count = 0;
  await store.download(transfers, async ({ key: name, file }, outcome) => {
    if (outcome === "missing") return;
    const { key: own = "", value = "" } = recordKey.exec(name)?.groups ?? {};
    await writeAtomically(join(runFolder(cache.root, own), value), readFileSync(file));
    rmSync(file, { force: true });
    count += 1;
  });
  return count;
}
