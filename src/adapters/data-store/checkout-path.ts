import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { CheckoutOptions, CheckoutResult } from "../../ports/data-store.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import type { TreeFile } from "../../versioning/data-tree.ts";
import { compareCodePoints } from "../../versioning/value.ts";
import { isDirectoryItem, type ObjectName } from "./cache-layout.ts";
import { lookAtLink } from "./file-stamp.ts";
import { createSlices, forEachInSlices } from "./in-slices.ts";
import { makeFolder } from "./new-folder.ts";
import { placeFiles } from "./place-files.ts";
import type { SaveTools } from "./save-path.ts";
import type { KnownFile } from "./work-tree.ts";

/** How many paths an answer names. */
const namedPaths = 20;

/** What has to be done to a path. Paths are relative to the repository. */
interface Plan {
  readonly remove: string[];
  readonly write: TreeFile[];
  /** Paths whose content is in no object of the cache. */
  readonly unsaved: string[];
  /** Content that is right already. */
  readonly same: TreeFile[];
}

/** What is put where, and how. */
interface Task {
  readonly path: string;
  readonly item: DataItem;
  readonly options: CheckoutOptions;
}

/**
 * Makes `path` the item, from the cache.
 *
 * @throws PawlError `path.refused`, `file.write-failed`, `file.unreadable`.
 */
export async function checkoutPath(tools: SaveTools, task: Task): Promise<CheckoutResult> {
  const { path, item, options } = task;
  try {
    const files = isDirectoryItem(item) ? tools.cache.readTree(item) : [{ md5: item.md5, path: "" }];
    if (files === undefined) return { state: "absent", missing: 1 };
    if (isDirectoryItem(item) && takeSpare(tools, { path, item })) return { state: "done", changed: true };
    const plan = await planCheckout(tools, task, files);
    const missing = await countMissing(tools, plan.write, item);
    if (missing > 0) return { state: "absent", missing };
    if (plan.unsaved.length > 0 && options.force !== true) return { state: "unsaved", paths: plan.unsaved };
    const write = options.relink === true ? [...plan.write, ...unlinked(tools, task, plan.same)] : plan.write;
    if (plan.remove.length + write.length === 0) {
      return { state: "done", changed: files.length === 0 && isDirectoryItem(item) && makeTop(tools, path) };
    }
    return await apply(tools, task, { remove: plan.remove, write });
  } finally {
    tools.cache.memo.flush();
  }
}

async function planCheckout(
  tools: SaveTools,
  { path, item }: Task,
  wanted: readonly TreeFile[],
): Promise<Plan> {
  const { tree } = tools;
  const plan: Plan = { remove: [], write: [], unsaved: [], same: [] };
  const slices = createSlices();
  let index = 0;
  const pass = (limit: string | undefined): TreeFile | undefined => {
    for (let next = wanted[index]; next !== undefined; next = wanted[index]) {
      const order = limit === undefined ? -1 : compareCodePoints(next.path, limit);
      if (order > 0) return undefined;
      index += 1;
      if (order === 0) return next;
      plan.write.push(next);
    }
    return undefined;
  };
  for (const file of await existing(tools, path)) {
    const inside = file.path.slice(path.length + 1);
    const md5 = tree.hashNow(file, item.hash) ?? (await tree.hash(file));
    const match = pass(inside);
    if (match?.md5 === md5) plan.same.push(match);
    else {
      if (match === undefined) plan.remove.push(file.path);
      else plan.write.push(match);
      if (!(await isSaved(tools, md5, item)) && plan.unsaved.length < namedPaths)
        plan.unsaved.push(file.path);
    }
    if (slices.isOver()) await slices.next();
  }
  pass(undefined);
  return plan;
}

/** Files of the work tree at or below a path; a file's place inside itself is `""`. */
async function existing(tools: SaveTools, path: string): Promise<Iterable<KnownFile>> {
  const found = await tools.tree.look(path);
  if (found.kind === "absent") return [];
  if (found.kind === "directory") return tools.tree.walk(path);
  return [{ ...found, known: tools.tree.memo.find(path, found.look) }];
}

async function isSaved({ cache }: SaveTools, md5: string, item: DataItem): Promise<boolean> {
  if (await cache.has({ md5, hash: "md5" })) return true;
  return item.hash === "legacy" && cache.has({ md5, hash: "legacy" });
}

async function countMissing(
  { cache }: SaveTools,
  files: readonly TreeFile[],
  item: DataItem,
): Promise<number> {
  let missing = 0;
  const doubtful: ObjectName[] = [];
  await forEachInSlices(files, ({ md5 }) => {
    const object = { md5, hash: item.hash };
    const isThere = cache.hasTrusted(object);
    if (isThere === false) missing += 1;
    else if (isThere === undefined) doubtful.push(object);
  });
  for (const object of doubtful) if (!(await cache.has(object))) missing += 1;
  return missing;
}

/** Files with the right content that are linked to the cache in another way than `cache.type` wants. */
function unlinked({ tree, links }: SaveTools, { path, item }: Task, same: readonly TreeFile[]): TreeFile[] {
  const isExecutable = item.isExecutable === true;
  return same.filter(
    (file) => !links.isLinked({ ...item, md5: file.md5 }, tree.absolute(placeOf(path, file)), isExecutable),
  );
}

async function apply(
  tools: SaveTools,
  { path, item, options }: Task,
  work: { readonly remove: readonly string[]; readonly write: readonly TreeFile[] },
): Promise<CheckoutResult> {
  await forEachInSlices(work.remove, (file) => tools.tree.remove(file, path));
  const missing = await placeFiles(tools, { path, item, onProgress: options.onProgress }, work.write);
  return missing > 0 ? { state: "absent", missing } : { state: "done", changed: true };
}

/** Moves a directory into place that was written while it was fetched. @returns false when there is none, or something is there */
function takeSpare({ tree, cache }: SaveTools, { path, item }: Pick<Task, "path" | "item">): boolean {
  const target = tree.absolute(path);
  if (!cache.spares.has(item) || lookAtLink(target) !== undefined) return false;
  mkdirSync(dirname(target), { recursive: true });
  const large = cache.spares.take(item, target);
  for (const { inside, md5 } of large ?? []) {
    cache.rememberBackdated(`${path}/${inside}`, `${target}/${inside}`, md5);
  }
  return large !== undefined;
}

/** An empty directory. @returns whether it was not there */
function makeTop({ tree }: SaveTools, path: string): boolean {
  const absolute = tree.absolute(path);
  mkdirSync(dirname(absolute), { recursive: true });
  return makeFolder(absolute);
}

function placeOf(path: string, file: TreeFile): string {
  return file.path === "" ? path : `${path}/${file.path}`;
}
