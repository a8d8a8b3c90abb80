import { PawlError } from "../../errors.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import type { TreeFile } from "../../versioning/data-tree.ts";
import { isBelow } from "../../versioning/repository-path.ts";
import { inspectWithFiles } from "./inspect-path.ts";
import { savePath, type SaveTools } from "./save-path.ts";
import { createTreeText, type TreeText } from "./tree-text.ts";

/** A part of a directory that is under version control. */
export interface DirectoryPart {
  /** Of the directory, relative to the repository. */
  readonly path: string;
  /** What the directory is known to be. */
  readonly item: DataItem;
  /** Path of the part in it. */
  readonly inside: string;
}

/**
 * Puts a part of a directory into the cache, and the directory with this part and otherwise as it is known; what else
 * changed in it stays as it was.
 *
 * @throws PawlError `data.missing` when the cache does not have the directory's object, or nothing is at the part; and as
 *   `savePath`.
 */
export async function saveInto(tools: SaveTools, part: DirectoryPart): Promise<DataItem> {
  const { cache, tree } = tools;
  const known = cache.readTree(part.item);
  if (known === undefined) throw unknown(part);
  if (part.item.hash === "legacy") throw ofDvc2(part);
  const path = `${part.path}/${part.inside}`;
  const saved = await savePath(tools, path);
  const found = await inspectWithFiles(tree, path);
  const added = saved.fileCount === undefined ? [{ md5: saved.md5, path: "" }] : (found?.files ?? []);
  const fresh = added.map((file) => ({
    md5: file.md5,
    path: file.path === "" ? part.inside : `${part.inside}/${file.path}`,
  }));
  const kept = known.filter((file) => file.path !== part.inside && !isBelow(file.path, part.inside));
  const { md5, fileCount, bytes } = treeOf([...kept, ...fresh]);
  const sizeBytes = sizeAfter(part.item, { md5, isAppended: kept.length === known.length, saved });
  const item = { md5, hash: "md5" as const, ...(sizeBytes === undefined ? {} : { sizeBytes }), fileCount };
  if (!(await cache.verify(item))) cache.putBytes(item, bytes);
  return item;
}

function treeOf(files: readonly TreeFile[]): ReturnType<TreeText["end"]> {
  const text = createTreeText(true);
  const ordered = [...files].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  for (const file of ordered) text.add(file, 0);
  return text.end();
}

/** As DVC: known when nothing was replaced, for the cache may not have the files of the rest. */
function sizeAfter(
  before: DataItem,
  after: { readonly md5: string; readonly isAppended: boolean; readonly saved: DataItem },
): number | undefined {
  const { sizeBytes } = before;
  if (before.md5 === after.md5) return sizeBytes;
  if (!after.isAppended || sizeBytes === undefined || sizeBytes === 0) return undefined;
  return after.saved.sizeBytes === undefined ? undefined : sizeBytes + after.saved.sizeBytes;
}

function ofDvc2({ path }: DirectoryPart): PawlError {
  return new PawlError("data.missing", {
    message: `${path} is recorded in the form of DVC 2, which no part of it can be added to.`,
    hint: `Run \`pawl add ${path}\` for all of it as it is now.`,
  });
}

function unknown({ path, inside }: DirectoryPart): PawlError {
  return new PawlError("data.missing", {
    message: `The cache does not have ${path} whole: ${inside} cannot be put into it.`,
    hint: `Run \`pawl fetch ${path}\` first, or \`pawl add ${path}\` for all of it as it is now.`,
  });
}
