import { lstatSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { PawlError } from "../../errors.ts";
import type { CheckoutOptions, CheckoutResult } from "../../ports/data-store.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import type { TreeFile } from "../../versioning/data-tree.ts";
import { compareCodePoints } from "../../versioning/value.ts";
import { isDirectoryItem } from "./cache-layout.ts";
import { systemCode, writeProblem } from "./file-problem.ts";
import { createSlices, forEachInSlices } from "./in-slices.ts";
import type { ObjectName } from "./object-cache.ts";
import type { SaveTools } from "./save-path.ts";
import type { KnownFile, WorkTree } from "./work-tree.ts";

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
    const plan = await planCheckout(tools, task, files);
    const missing = await countMissing(tools, plan.write, item);
    if (missing > 0) return { state: "absent", missing };
    if (plan.unsaved.length > 0 && options.force !== true) return { state: "unsaved", paths: plan.unsaved };
    const write = options.relink === true ? [...plan.write, ...unlinked(tools, task, plan.same)] : plan.write;
    if (plan.remove.length + write.length === 0) {
      const isMade = files.length === 0 && isDirectoryItem(item) && makeFolders(tools.tree, path)(path);
      return { state: "done", changed: isMade };
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
  { tree, links }: SaveTools,
  { path, item, options }: Task,
  work: { readonly remove: readonly string[]; readonly write: readonly TreeFile[] },
): Promise<CheckoutResult> {
  await forEachInSlices(work.remove, (file) => tree.remove(file, path));
  const makeFolder = makeFolders(tree, path);
  const slices = createSlices();
  const isExecutable = item.isExecutable === true;
  let [done, missing] = [0, 0];
  for (const file of work.write) {
    const place = placeOf(path, file);
    makeFolder(dirname(place));
    const placement = {
      object: { md5: file.md5, hash: item.hash },
      target: tree.absolute(place),
      path: place,
      isExecutable,
    };
    const isPlaced = links.placeSmall(placement) ?? (await links.place(placement));
    if (!isPlaced) missing += 1;
    done += 1;
    if (slices.isOver()) {
      options.onProgress?.({ done, total: work.write.length });
      await slices.next();
    }
  }
  if (isDirectoryItem(item)) makeFolder(path);
  options.onProgress?.({ done, total: work.write.length });
  return missing > 0 ? { state: "absent", missing } : { state: "done", changed: true };
}

function placeOf(path: string, file: TreeFile): string {
  return file.path === "" ? path : `${path}/${file.path}`;
}

/** Makes folders at and below `top`, each once; a symbolic link in the place of one is not followed. */
function makeFolders(tree: WorkTree, top: string): (folder: string) => boolean {
  const above = dirname(top);
  // Links above the path were looked at, and stay inside the repository.
  makeFolder(tree.absolute(above), true);
  const known = new Set([above]);
  const make = (folder: string): boolean => {
    if (known.has(folder)) return false;
    make(dirname(folder));
    known.add(folder);
    return makeFolder(tree.absolute(folder), false);
  };
  return make;
}

function makeFolder(absolute: string, recursive: boolean): boolean {
  try {
    mkdirSync(absolute, { recursive });
    return true;
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw writeProblem(absolute, error);
    if (lstatSync(absolute).isDirectory()) return false;
    throw new PawlError("path.refused", {
      message: `${absolute} is a file or a link where a folder has to be.`,
    });
  }
}
