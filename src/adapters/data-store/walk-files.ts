import { existsSync, readdirSync, readFileSync, realpathSync, type Dirent, type Stats } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { PawlError } from "../../errors.ts";
import { type DvcIgnore, noDvcIgnore } from "../../versioning/dvc-ignore.ts";
import { compareCodePoints } from "../../versioning/value.ts";
import { temporaryName } from "../file-system/write-atomically.ts";
import { readProblem } from "./file-problem.ts";
import { type FileLook, lookAt, lookOf } from "./file-stamp.ts";

/** Where a walk may go. */
export interface WalkPlace {
  /** The repository, absolute. */
  readonly root: string;
  /** The cache, absolute: a link to one of its objects is data. */
  readonly cache: string;
}

/** A file that is data. */
export interface WalkedFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** Of the bytes: of the target of a link. */
  readonly look: FileLook;
  readonly isLink: boolean;
}

/**
 * Finds the files below a folder, in code-point order of their paths. Like DVC it leaves out what `.dvcignore` names,
 * nested DVC repositories, and links to folders.
 *
 * @param folder relative to the repository.
 * @throws PawlError `path.refused` for what cannot be data: a link that leads nowhere or out of the repository, a FIFO, a
 *   socket, a device, a name that is not UTF-8; `file.unreadable`.
 */
export function* walkFiles(place: WalkPlace, folder: string): Generator<WalkedFile> {
  const above = folder.split("/").slice(0, -1);
  let rules = enterFolder(place.root, "", noDvcIgnore);
  for (const index of above.keys())
    rules = enterFolder(place.root, above.slice(0, index + 1).join("/"), rules);
  yield* walkFolder(place, folder, rules);
}

function* walkFolder(place: WalkPlace, folder: string, above: DvcIgnore): Generator<WalkedFile> {
  const rules = enterFolder(place.root, folder, above);
  for (const entry of sortedEntries(join(place.root, folder))) {
    const path = `${folder}/${entry.name}`;
    const isFolder = entry.isDirectory();
    if (temporaryName.test(entry.name) || rules.isIgnored(path, isFolder)) continue;
    if (entry.name === ".dvcignore") throw refuse(path, "rules of what is left out belong above the data");
    if (!isFolder) {
      const found = lookAtEntry(place, path, entry);
      if (found !== undefined) yield { path, look: lookOf(found), isLink: entry.isSymbolicLink() };
    } else if (!existsSync(join(place.root, path, ".dvc"))) yield* walkFolder(place, path, rules);
  }
}

function enterFolder(root: string, folder: string, above: DvcIgnore): DvcIgnore {
  const path = join(root, folder, ".dvcignore");
  return lookAt(path)?.isFile() === true ? above.enter(folder, readFileSync(path, "utf8")) : above;
}

/** Entries in the order that the paths of the files below them have. */
function sortedEntries(folder: string): readonly Dirent[] {
  try {
    const keyed = readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      entry,
      key: entry.isDirectory() ? `${entry.name}/` : entry.name,
    }));
    return keyed.sort((a, b) => compareCodePoints(a.key, b.key)).map(({ entry }) => entry);
  } catch (error) {
    throw readProblem(folder, error);
  }
}

/** `undefined` for a link to a folder. */
function lookAtEntry(place: WalkPlace, path: string, entry: Dirent): Stats | undefined {
  if (entry.isSymbolicLink()) return lookAtTarget(place, path);
  const found = lookAt(`${place.root}/${path}`);
  if (found?.isFile() === true) return found;
  if (found === undefined && path.includes("\u{fffd}")) throw refuse(path, "its name is not UTF-8");
  if (found === undefined)
    throw readProblem(path, new PawlError("file.unreadable", { message: `${path} vanished.` }));
  throw refuse(path, `it is ${kindOf(found)}, which has no content to keep`);
}

function kindOf(found: Stats): string {
  if (found.isFIFO()) return "a FIFO";
  return found.isSocket() ? "a socket" : "a device";
}

/**
 * The target of a link.
 *
 * @returns `undefined` when it is a folder.
 * @throws PawlError `path.refused` when it is nowhere, or outside the repository and no object of the cache.
 */
export function lookAtTarget(place: WalkPlace, path: string): Stats | undefined {
  const absolute = join(place.root, path);
  let target: string;
  try {
    target = realpathSync(absolute);
  } catch (error) {
    const isLoop = error instanceof Error && "code" in error && error.code === "ELOOP";
    throw refuse(path, isLoop ? "it is a link that leads to itself" : "it is a link that leads nowhere");
  }
  const found = lookAt(target);
  if (found === undefined) throw refuse(path, "it is a link that leads nowhere");
  if (found.isDirectory()) return undefined;
  if (!found.isFile()) throw refuse(path, `it is a link to ${kindOf(found)}, which has no content to keep`);
  const isData = isInside(target, realRoot(place.root)) || isInside(target, realRoot(place.cache));
  if (!isData) throw refuse(path, "it is a link that leaves the repository");
  return found;
}

function realRoot(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

function isInside(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  const parts = inside.split(sep);
  return parts[0] !== ".." && !isAbsolute(inside) && !parts.includes(".git");
}

function refuse(path: string, reason: string): PawlError {
  return new PawlError("path.refused", {
    message: `${JSON.stringify(path)} cannot be kept as data: ${reason}.`,
    hint: "Move it out of the data, or name it in .dvcignore.",
  });
}
