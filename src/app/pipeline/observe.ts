import type { DataStore } from "../../ports/data-store.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import { readParams } from "../../versioning/read-params.ts";
import { isOverlap } from "../../versioning/repository-path.ts";
import type { Value } from "../../versioning/value.ts";

/** The work tree and the cache as a run sees them: what was looked at is not looked at again until it is forgotten. */
export interface Observations {
  /** The hash of what is at a path; `undefined` when nothing is. */
  inspect(path: string, hash?: DataItem["hash"]): Promise<DataItem | undefined>;
  /** Whether the cache has an item. */
  has(item: DataItem): Promise<boolean>;
  /** The content of a parameter file; `undefined` when it is not there. @throws PawlError `file.unreadable` */
  values(path: string): Promise<Value | undefined>;
  /** Forgets what overlaps the paths, or everything: something wrote there. */
  forget(paths: readonly string[] | "all"): void;
}

/** What is looked at. */
export interface ObservedPorts {
  readonly files: FileSystem;
  readonly data: Pick<DataStore, "inspect" | "has">;
}

/** How many paths are looked at side by side. */
const limit = 8;

/** Begins to look; nothing is read yet. */
export function observe(ports: ObservedPorts): Observations {
  const items = new Map<string, { readonly path: string; readonly found: Promise<DataItem | undefined> }>();
  const cached = new Map<string, Promise<boolean>>();
  const values = new Map<string, Promise<Value | undefined>>();
  const inTurn = limitConcurrency(limit);
  return {
    inspect: (path, hash = "md5") => {
      const key = `${hash} ${path}`;
      const known = items.get(key)?.found;
      const found = known ?? inTurn(() => ports.data.inspect(path, hash));
      items.set(key, { path, found });
      return found;
    },
    has: (item) => remember(cached, `${item.hash} ${item.md5}`, () => inTurn(() => ports.data.has(item))),
    values: (path) => remember(values, path, () => readFile(path, ports)),
    forget: (paths) => {
      const isStale = (path: string): boolean => paths === "all" || paths.some((one) => isOverlap(one, path));
      for (const [key, { path }] of items) if (isStale(path)) items.delete(key);
      for (const path of values.keys()) if (isStale(path)) values.delete(path);
      cached.clear();
    },
  };
}

function remember<T>(known: Map<string, Promise<T>>, key: string, look: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? look();
  known.set(key, found);
  return found;
}

async function readFile(path: string, ports: Pick<ObservedPorts, "files">): Promise<Value | undefined> {
  if ((await ports.files.stat(path)) === undefined) return undefined;
  return readParams(await ports.files.readText(path), path);
}

function limitConcurrency(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let busy = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (busy >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) busy -= 1;
      else next();
    }
  };
}
