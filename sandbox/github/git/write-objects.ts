import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflate } from "node:zlib";
import type { TreeEntry } from "./parse-objects.ts";

const compress = promisify(deflate);

/** Stores a loose object as git does, without a process: whole under its name, or not at all. */
export async function writeObject(
  directory: string,
  type: "blob" | "tree" | "commit" | "tag",
  bytes: Uint8Array,
): Promise<string> {
  const content = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]);
  const sha = createHash("sha1").update(content).digest("hex");
  const folder = join(directory, "objects", sha.slice(0, 2));
  const path = join(folder, sha.slice(2));
  if (existsSync(path)) return sha;
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `tmp_obj_${randomUUID()}`);
  await writeFile(temporary, await compress(content, { level: 1 }), { mode: 0o444 });
  await rename(temporary, path);
  return sha;
}

/** A change of one path below a tree; `sha: null` removes it. */
interface PathChange {
  readonly path: string;
  readonly mode: string;
  readonly sha: string | null;
}

/** What a new tree is built with. */
export interface TreeStore {
  readonly directory: string;
  readTree(sha: string): Promise<{ readonly entries: readonly TreeEntry[] } | undefined>;
}

/**
 * Stores the tree `base` (or nothing) with changes of files, any depth. A file replaces a folder of its name and the other
 * way round; folders that become empty go.
 *
 * @returns its id and how many entries it has; `undefined` when a name in the way is no UTF-8.
 */
export async function writeTree(
  store: TreeStore,
  base: string | undefined,
  changes: readonly PathChange[],
): Promise<{ readonly sha: string; readonly size: number } | undefined> {
  const old = base === undefined ? undefined : await store.readTree(base);
  if (old?.entries.some(({ name }) => name.includes("\uFFFD"))) return undefined;
  const entries = new Map((old?.entries ?? []).map((entry) => [entry.name, entry]));
  const folders = new Map<string, PathChange[]>();
  for (const change of changes) {
    const [name = "", ...rest] = change.path.split("/");
    if (rest.length > 0) {
      folders.set(name, [...(folders.get(name) ?? []), { ...change, path: rest.join("/") }]);
    } else if (change.sha === null) entries.delete(name);
    else entries.set(name, { name, mode: change.mode, sha: change.sha, type: "blob" });
  }
  for (const [name, below] of folders) {
    const entry = entries.get(name);
    const isFolder = entry?.type === "tree";
    if (!isFolder && below.every((change) => change.sha === null)) continue;
    const made = await writeTree(store, isFolder ? entry.sha : undefined, below);
    if (made === undefined) return undefined;
    if (made.size === 0) entries.delete(name);
    else entries.set(name, { name, mode: "40000", sha: made.sha, type: "tree" });
  }
  return {
    sha: await writeObject(store.directory, "tree", encodeTree([...entries.values()])),
    size: entries.size,
  };
}

/** Git's order: bytes of the name, a folder's with a slash behind. */
function encodeTree(entries: readonly TreeEntry[]): Buffer {
  const sorted = entries
    .map((entry) => ({ entry, order: Buffer.from(entry.type === "tree" ? `${entry.name}/` : entry.name) }))
    .sort((a, b) => Buffer.compare(a.order, b.order));
  return Buffer.concat(
    sorted.map(({ entry: { mode, name, sha } }) =>
      Buffer.concat([Buffer.from(`${mode.replace(/^0/, "")} ${name}\0`), Buffer.from(sha, "hex")]),
    ),
  );
}
