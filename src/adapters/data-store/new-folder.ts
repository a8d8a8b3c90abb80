import { copyFileSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { PawlError } from "../../errors.ts";
import { temporaryBeside } from "../file-system/write-atomically.ts";
import { systemCode, writeProblem } from "./file-problem.ts";
import { lookAt, lookAtLink } from "./file-stamp.ts";

/** Why a folder cannot get its name in one step: something is there by now, or it is on another disk. */
const oneByOne = new Set(["EEXIST", "ENOTEMPTY", "ENOTDIR", "EXDEV"]);

/** Who gives paths aside and makes folders in place. Paths are absolute. */
export interface FolderMaker {
  /** A fresh path aside; used when it is on the disk of the folder. */
  temporary(): string;
  /** Makes a folder where it is to be, if it is not there. */
  make(folder: string): void;
  /** Permission bits of a new folder, less the umask. */
  readonly mode: number;
}

/** Where to write a file, and the name that it gets then; without one it has its name. */
export interface FilePlace {
  readonly to: string;
  readonly name?: string;
}

/**
 * Folders that are filled aside and get their names when they are full: one step instead of one a file, and none of their
 * files is seen before. In folders that are there files get their names one by one.
 */
export class NewFolders {
  readonly #maker: FolderMaker;
  /** Folder → where it is filled; undefined: it was there, or is on another disk. */
  readonly #asides = new Map<string, string | undefined>();
  #isNear: boolean | undefined;

  constructor(maker: FolderMaker) {
    this.#maker = maker;
  }

  /** Where to write a file that is to be at `target`. */
  placeFor(target: string): FilePlace {
    const end = target.lastIndexOf("/");
    const folder = target.slice(0, end);
    if (!this.#asides.has(folder)) this.#asides.set(folder, this.#begin(folder));
    const aside = this.#asides.get(folder);
    if (aside !== undefined) return { to: aside + target.slice(end) };
    return { to: this.#isNear === true ? this.#maker.temporary() : temporaryBeside(target), name: target };
  }

  #begin(folder: string): string | undefined {
    const above = dirname(folder);
    if (!this.#asides.has(above)) this.#maker.make(above);
    const aside = this.#maker.temporary();
    this.#isNear ??= lookAt(dirname(aside))?.dev === lookAt(above)?.dev;
    if (!this.#isNear || lookAtLink(folder) !== undefined) {
      this.#maker.make(folder);
      return undefined;
    }
    makeFolder(aside, this.#maker.mode);
    return aside;
  }

  /** Gives the folders their names, those above first. @throws PawlError `path.refused`, `file.write-failed` */
  finish(): void {
    for (const [folder, aside] of this.#asides) if (aside !== undefined) this.#finishOne(folder, aside);
    this.#asides.clear();
  }

  #finishOne(folder: string, aside: string): void {
    try {
      renameSync(aside, folder);
    } catch (error) {
      if (!oneByOne.has(systemCode(error) ?? "")) throw writeProblem(folder, error);
      this.#maker.make(folder);
      for (const name of readdirSync(aside)) moveFile(join(aside, name), join(folder, name));
      rmSync(aside, { recursive: true, force: true });
    }
  }
}

function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (systemCode(error) !== "EXDEV") throw writeProblem(to, error);
    const beside = temporaryBeside(to);
    copyFileSync(from, beside);
    renameSync(beside, to);
  }
}

/**
 * Makes a folder below one that is there; a symbolic link in its place is not followed.
 *
 * @returns whether it was not there.
 * @throws PawlError `path.refused`, `file.write-failed`
 */
export function makeFolder(absolute: string, mode = 0o777): boolean {
  try {
    mkdirSync(absolute, { mode });
    return true;
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw writeProblem(absolute, error);
    if (lstatSync(absolute).isDirectory()) return false;
    throw new PawlError("path.refused", {
      message: `${absolute} is a file or a link where a folder has to be.`,
    });
  }
}

/**
 * Makes folders below one that is there, each once, with those between; others are left alone.
 *
 * @throws PawlError as {@link makeFolder}, when the function that it gives is called
 */
export function foldersBelow(above: string): (folder: string) => void {
  const known = new Set<string>();
  const make = (folder: string): void => {
    if (known.has(folder) || !folder.startsWith(`${above}/`)) return;
    make(dirname(folder));
    known.add(folder);
    makeFolder(folder);
  };
  return make;
}
