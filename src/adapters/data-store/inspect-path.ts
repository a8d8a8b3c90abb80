import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FileSystem } from "../../ports/file-system.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import { type TreeFile, writeTree } from "../../versioning/data-tree.ts";
import { mapBounded } from "./map-bounded.ts";
import { hashFile, hashLegacy } from "./hash-file.ts";

/** What is at a path, with everything needed to put it into the cache. */
export interface Inspected {
  readonly item: DataItem;
  /** Files with paths relative to `path`; one with the path `""` for a single file. */
  readonly files: readonly (TreeFile & { readonly sizeBytes: number })[];
  /** Text of the directory's object. */
  readonly tree?: string;
}

/** Hashes the file or directory at `path`; `undefined` when nothing is there. Symbolic links inside are followed. */
export async function inspectPath(
  files: FileSystem,
  path: string,
  hash: DataItem["hash"] = "md5",
): Promise<Inspected | undefined> {
  const hashOf = hash === "md5" ? hashFile : async (file: string) => hashLegacy(await readFile(file));
  const found = await files.stat(path);
  if (found === undefined) return undefined;
  const absolute = join(files.root, path);
  if (found.kind === "file") {
    const [md5, { mode }] = await Promise.all([hashOf(absolute), stat(absolute)]);
    const isExecutable = (mode & 0o100) !== 0;
    return {
      item: { md5, hash, sizeBytes: found.sizeBytes, ...(isExecutable ? { isExecutable } : {}) },
      files: [{ md5, path: "", sizeBytes: found.sizeBytes }],
    };
  }
  const hashed = await mapBounded(await files.list(path), async (file) => {
    const target = join(files.root, file);
    const [md5, { size }] = await Promise.all([hashOf(target), stat(target)]);
    return { md5, path: file.slice(path.length + 1), sizeBytes: size };
  });
  const tree = writeTree(hashed);
  const md5 = `${createHash("md5").update(tree).digest("hex")}.dir`;
  const sizeBytes = hashed.reduce((sum, file) => sum + file.sizeBytes, 0);
  return { item: { md5, hash, sizeBytes, fileCount: hashed.length }, files: hashed, tree };
}

/** The text of a small file, or `undefined` when it is not there. */
export async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
