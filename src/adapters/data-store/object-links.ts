import type { ObjectName } from "./cache-layout.ts";
import {
  chmodSync,
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { chmod, copyFile } from "node:fs/promises";
import { dirname } from "node:path";
import { PawlError } from "../../errors.ts";
import { temporaryBeside } from "../file-system/write-atomically.ts";
import { copyLarge, writeNew } from "./file-bytes.ts";
import { systemCode, writeProblem } from "./file-problem.ts";
import { lookAt, lookAtLink } from "./file-stamp.ts";
import { backdate, type ObjectCache, plainMd5 } from "./object-cache.ts";

/** How a file of the work tree gets the bytes of an object. */
export type LinkKind = "reflink" | "hardlink" | "symlink" | "copy";

/** What a disk says when it cannot make a kind of link. */
const unable = new Set([
  "EPERM",
  "ENOTSUP",
  "EOPNOTSUPP",
  "EXDEV",
  "ENOTTY",
  "ENOSYS",
  "EINVAL",
  "EAGAIN",
  "EMLINK",
]);

/** A file to make. */
export interface Placement {
  readonly object: ObjectName;
  /** Absolute; its folder is there. */
  readonly target: string;
  readonly isExecutable: boolean;
  /** Under which the memo keeps a large file's md5. */
  readonly path?: string;
  readonly onBytes?: (count: number) => void;
}

/** Puts objects into the work tree by the first kind of link that works, as DVC's `cache.type` lists them. */
export class ObjectLinks {
  readonly #cache: ObjectCache;
  #kinds: readonly LinkKind[];
  #isDecided = false;
  /** Folder → whether it is on the disk of what is aside. */
  readonly #near = new Map<string, boolean>();

  constructor(cache: ObjectCache, kinds: readonly LinkKind[]) {
    this.#cache = cache;
    this.#kinds = kinds;
  }

  /** Whether files share their bytes with the cache, and are read-only for that. */
  get isSharing(): boolean {
    const [first, second] = this.#kinds;
    const isDecided = first !== "reflink" || (second !== "hardlink" && second !== "symlink");
    if (!isDecided) this.#decide();
    return this.#kinds[0] === "hardlink" || this.#kinds[0] === "symlink";
  }

  /** Whether files get bytes of their own. */
  get isCopying(): boolean {
    this.#decide();
    return (this.#kinds[0] ?? "copy") === "copy";
  }

  /** A disk either makes reflinks or does not: it is asked once. */
  #decide(): void {
    if (this.#isDecided) return;
    this.#isDecided = true;
    if (this.#kinds[0] === "reflink" && !this.#canReflink()) this.#kinds = this.#kinds.slice(1);
  }

  #canReflink(): boolean {
    const [from, to] = [temporaryBeside(`${this.#cache.root}/probe`), this.#cache.temporary()];
    try {
      mkdirSync(this.#cache.root, { recursive: true });
      writeFileSync(from, "probe");
      copyFileSync(from, to, constants.COPYFILE_FICLONE_FORCE);
      return true;
    } catch {
      return false;
    } finally {
      for (const path of [from, to]) rmSync(path, { force: true });
    }
  }

  /**
   * Makes a file an object; it is whole before it has its name. Every byte is checked, or was in this state of the object,
   * or came unseen in this process.
   *
   * @returns false when the object is missing or damaged; a damaged one is removed.
   * @throws PawlError `file.write-failed`
   */
  async place(placement: Placement): Promise<boolean> {
    return this.#placeSmall(placement) ?? (await this.#placeLarge(placement));
  }

  /** `undefined`: not a small object that is copied. */
  #placeSmall({ object, target, isExecutable }: Placement): boolean | undefined {
    if (this.#kinds[0] !== "copy") return undefined;
    const bytes = this.#cache.readToPlace(object);
    if (bytes === "large") return undefined;
    if (bytes === undefined) return false;
    this.#through(target, (temporary) => writeNew(temporary, bytes, modeFor(isExecutable)));
    return true;
  }

  async #placeLarge(placement: Placement): Promise<boolean> {
    const { object, target, isExecutable } = placement;
    // An executable needs a mode of its own.
    const kinds = this.#kinds.filter((kind) => !isExecutable || kind === "reflink" || kind === "copy");
    for (const kind of kinds.length === 0 ? (["copy"] as const) : kinds) {
      if (kind === "copy") return this.#copy(placement);
      if (!(await this.#isRight(placement))) return false;
      if (this.#link(kind, { object, target, isExecutable })) return true;
      this.#kinds = this.#kinds.filter((one) => one !== kind);
    }
    throw new PawlError("file.write-failed", {
      message: `Cannot link ${target} to the cache in any way that cache.type allows.`,
      hint: "Add copy to cache.type in .dvc/config, or keep the cache on the disk of the work tree.",
    });
  }

  async #isRight({ object, onBytes }: Placement): Promise<boolean> {
    if (this.#cache.isUnseen(object)) return lookAt(this.#cache.pathOf(object))?.isFile() === true;
    return this.#cache.verify(object, onBytes);
  }

  #link(kind: Exclude<LinkKind, "copy">, { object, target, isExecutable }: Placement): boolean {
    const source = this.#cache.pathOf(object);
    try {
      this.#through(target, (temporary) => {
        if (kind === "reflink") {
          copyFileSync(source, temporary, constants.COPYFILE_FICLONE_FORCE);
          chmodSync(temporary, modeFor(isExecutable) & ~process.umask());
        } else if (kind === "symlink") symlinkSync(source, temporary);
        // Data sets have many empty files, and an inode bears a limited number of links.
        else if (lookAt(source)?.size === 0) writeFileSync(temporary, "");
        else linkSync(source, temporary);
      });
      return true;
    } catch (error) {
      const cause = error instanceof PawlError ? error.cause : error;
      if (unable.has(systemCode(cause) ?? "")) return false;
      throw error;
    }
  }

  async #copy(placement: Placement): Promise<boolean> {
    const { object, target } = placement;
    const temporary = this.#temporaryFor(target);
    try {
      if (!(await this.#copyChecked(placement, temporary))) return false;
      backdate(temporary);
      renameSync(temporary, target);
    } catch (error) {
      throw writeProblem(target, error);
    } finally {
      rmSync(temporary, { force: true });
    }
    if (placement.path !== undefined && !this.#cache.isUnseen(object))
      this.#cache.rememberBackdated(placement.path, target, plainMd5(object));
    return true;
  }

  async #copyChecked({ object, isExecutable, onBytes }: Placement, temporary: string): Promise<boolean> {
    const from = this.#cache.pathOf(object);
    if (lookAt(from)?.isFile() !== true) return false;
    const mode = modeFor(isExecutable);
    if (this.#cache.spares.take(object, temporary) !== undefined) {
      await chmod(temporary, mode & ~process.umask());
      return true;
    }
    const isUnseen = this.#cache.isUnseen(object);
    if (isUnseen || object.hash === "legacy" || this.#cache.isVerified(object)) {
      if (!isUnseen && !(await this.#cache.verify(object))) return false;
      await copyFile(from, temporary);
      await chmod(temporary, mode & ~process.umask());
      return true;
    }
    const { md5 } = await copyLarge({
      from,
      to: temporary,
      mode,
      ...(onBytes === undefined ? {} : { onBytes }),
    });
    if (md5 === plainMd5(object)) return true;
    this.#cache.remove(object);
    return false;
  }

  /** Aside, or beside the target when that is on another disk. */
  #temporaryFor(target: string): string {
    const folder = dirname(target);
    const temporary = this.#cache.temporary();
    const isNear = this.#near.get(folder) ?? lookAt(dirname(temporary))?.dev === lookAt(folder)?.dev;
    this.#near.set(folder, isNear);
    return isNear ? temporary : temporaryBeside(target);
  }

  #through(target: string, write: (temporary: string) => void): void {
    const temporary = this.#temporaryFor(target);
    try {
      write(temporary);
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw writeProblem(target, error);
    }
  }

  /**
   * Whether a file of the work tree, whose content is right, is also linked to its object as `cache.type` wants it.
   */
  isLinked(object: ObjectName, target: string, isExecutable: boolean): boolean {
    const [link, source] = [lookAtLink(target), lookAt(this.#cache.pathOf(object))];
    if (link === undefined || source === undefined) return false;
    const isShared = link.isSymbolicLink() || (link.ino === source.ino && link.dev === source.dev);
    if (!this.isSharing || isExecutable) return !isShared;
    if (this.#kinds[0] === "symlink") return link.isSymbolicLink() && lookAt(target)?.ino === source.ino;
    return source.size === 0 || (!link.isSymbolicLink() && isShared);
  }
}

/** Permission bits of a file of the work tree, less the umask. */
export function modeFor(isExecutable: boolean): number {
  return isExecutable ? 0o777 : 0o666;
}
