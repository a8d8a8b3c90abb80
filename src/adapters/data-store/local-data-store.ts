import { rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { PawlError } from "../../errors.ts";
import type { DataStore } from "../../ports/data-store.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import { isDirectoryItem, objectPath } from "./cache-layout.ts";
import { inspectPath } from "./inspect-path.ts";
import { mapBounded } from "./map-bounded.ts";
import { copyChecked, expandItem, hasObject, readTreeObject, writeTreeObject } from "./object-files.ts";

/** The cache in the directory `cache` for the work tree of `files`. */
export function createDataStore(files: FileSystem, cache: string): DataStore {
  const store = new LocalDataStore(files, resolve(cache));
  return {
    inspect: async (path, hash) => (await inspectPath(files, path, hash))?.item,
    save: (path) => store.save(path),
    has: (item) => store.has(item),
    checkout: (path, item) => store.checkout(path, item),
  };
}

class LocalDataStore {
  readonly #files: FileSystem;
  readonly #cache: string;

  constructor(files: FileSystem, cache: string) {
    this.#files = files;
    this.#cache = cache;
  }

  async save(path: string): Promise<DataItem> {
    const found = await inspectPath(this.#files, path);
    if (found === undefined) {
      throw new PawlError("data.missing", { message: `There is nothing at ${path} in ${this.#files.root}.` });
    }
    await mapBounded(found.files, async (file) => {
      const item = { md5: file.md5, hash: "md5" as const };
      if (await this.#isSound(item, file.sizeBytes)) return;
      const from = join(this.#files.root, path, file.path);
      const state = await copyChecked({ from, to: objectPath(this.#cache, item), item, mode: 0o444 });
      if (state === "copied") return;
      throw new PawlError("file.unreadable", {
        message: `${from} changed while it was being put into the cache.`,
      });
    });
    if (found.tree !== undefined) await writeTreeObject(this.#cache, found.item, found.tree);
    return found.item;
  }

  /** An object of the wrong size, or with a mode that says that something wrote to it, is replaced. */
  async #isSound(item: Pick<DataItem, "md5" | "hash">, sizeBytes: number): Promise<boolean> {
    const found = await stat(objectPath(this.#cache, item)).catch(() => undefined);
    return found !== undefined && found.isFile() && found.size === sizeBytes && (found.mode & 0o222) === 0;
  }

  async has(item: DataItem): Promise<boolean> {
    if (!(await hasObject(this.#cache, item))) return false;
    if (!isDirectoryItem(item)) return true;
    const children = await expandItem(this.#cache, item);
    if (children === undefined) return false;
    const found = await mapBounded(children, (child) => hasObject(this.#cache, child));
    return found.every(Boolean);
  }

  async checkout(path: string, item: DataItem): Promise<boolean> {
    const now = await inspectPath(this.#files, path);
    if (now?.item.md5 === item.md5) return true;
    if (!isDirectoryItem(item)) return this.#checkoutFile(path, item, item.isExecutable === true);
    const tree = await readTreeObject(this.#cache, item);
    if (tree === undefined) {
      await rm(objectPath(this.#cache, item), { force: true });
      return false;
    }
    const isWhole = (
      await mapBounded(tree, (file) => hasObject(this.#cache, { ...item, md5: file.md5 }))
    ).every(Boolean);
    if (!isWhole) return false;
    const wanted = new Set(tree.map((file) => `${path}/${file.path}`));
    if (now !== undefined && now.tree === undefined) await this.#files.remove(path);
    for (const file of await this.#files.list(path)) if (!wanted.has(file)) await this.#files.remove(file);
    const have = new Map(now?.files.map((file) => [file.path, file.md5]));
    const done = await mapBounded(tree, async (file) => {
      if (have.get(file.path) === file.md5) return true;
      return this.#checkoutFile(`${path}/${file.path}`, { md5: file.md5, hash: item.hash }, false);
    });
    return done.every(Boolean);
  }

  async #checkoutFile(path: string, item: DataItem, isExecutable: boolean): Promise<boolean> {
    // The file system refuses a path that leaves the repository; the copy itself is not its business.
    const there = await this.#files.stat(path);
    if (there?.kind === "directory") await this.#files.remove(path);
    const mode = isExecutable ? 0o755 : 0o644;
    const from = objectPath(this.#cache, item);
    const state = await copyChecked({ from, to: join(this.#files.root, path), item, mode });
    if (state === "corrupt") await rm(from, { force: true });
    return state === "copied";
  }
}
