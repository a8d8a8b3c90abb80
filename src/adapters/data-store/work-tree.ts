import { rmdirSync, type Stats, unlinkSync } from "node:fs";
import { dirname } from "node:path";
import { PawlError } from "../../errors.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import { safePath } from "../file-system/safe-path.ts";
import { copyLarge, legacyMd5, md5Of, readSmall, smallBytes } from "./file-bytes.ts";
import { systemCode, writeProblem } from "./file-problem.ts";
import { isSameStamp, lookAt, lookAtLink, lookOf } from "./file-stamp.ts";
import type { HashMemo } from "./hash-memo.ts";
import { lookAtTarget, type WalkedFile, walkFiles, type WalkPlace } from "./walk-files.ts";

/** What is at a path of the work tree. */
export type WorkEntry =
  { readonly kind: "absent" } | { readonly kind: "directory" } | ({ readonly kind: "file" } & WalkedFile);

/** A file with its md5, when the memo knows it. */
export type KnownFile = WalkedFile & { readonly known: string | undefined };

/** The data of a repository's work tree, hashed with a memory. */
export class WorkTree {
  readonly place: WalkPlace;
  readonly memo: HashMemo;

  constructor(place: WalkPlace, memo: HashMemo) {
    this.place = place;
    this.memo = memo;
  }

  /** The absolute path of a path. */
  absolute(path: string): string {
    // The path is normal already, and there may be a million of them.
    return `${this.place.root}/${path}`;
  }

  /** @throws PawlError `path.refused` when the path, or a link on it, leaves the repository; see {@link walkFiles}. */
  async look(path: string): Promise<WorkEntry> {
    const link = await this.lookAbove(path);
    if (link === undefined) return { kind: "absent" };
    const isLink = link.isSymbolicLink();
    const found = isLink ? lookAtTarget(this.place, path) : link;
    if (found === undefined) await safePath(this.place.root, path);
    if (found === undefined || found.isDirectory()) return { kind: "directory" };
    if (found.isFile()) return { kind: "file", path, look: lookOf(found), isLink };
    throw new PawlError("path.refused", {
      message: `${path} is no file and no folder: it has no content to keep.`,
    });
  }

  /**
   * A path itself, links not followed. The last step may be a link to an object of a cache elsewhere; those above it may not
   * leave the repository.
   *
   * @throws PawlError `path.refused`
   */
  async lookAbove(path: string): Promise<Stats | undefined> {
    await safePath(this.place.root, dirname(path) === "." ? "" : dirname(path));
    return lookAtLink(this.absolute(path));
  }

  /** Files below a folder with what the memo knows of them, in code-point order. */
  *walk(folder: string): Generator<KnownFile> {
    const recall = this.memo.walk(folder);
    for (const file of walkFiles(this.place, folder)) yield { ...file, known: recall(file.path, file.look) };
  }

  /** The md5 of a file, which is read. @throws PawlError `data.changing` when it changes meanwhile; `file.unreadable` */
  async hash(file: WalkedFile): Promise<string> {
    if (file.look.sizeBytes <= smallBytes) return this.hashSmall(file);
    const hashedAtMs = Date.now();
    const { md5, sizeBytes } = await copyLarge({ from: this.absolute(file.path) });
    this.settle(file, { md5, sizeBytes, hashedAtMs });
    return md5;
  }

  /** {@link hash} as DVC 2 took it. */
  hashLegacy(file: WalkedFile): string {
    const key = `//legacy/${file.path}`;
    const known = this.memo.find(key, file.look);
    if (known !== undefined) return known;
    const hashedAtMs = Date.now();
    const md5 = legacyMd5(this.absolute(file.path));
    this.memo.remember(key, file.look, md5, hashedAtMs);
    return md5;
  }

  /** The md5 of a file, from the memo or by reading it; `undefined` when it is large and has to be waited for. */
  hashNow(file: KnownFile, hash: DataItem["hash"]): string | undefined {
    if (hash === "legacy") return this.hashLegacy(file);
    return file.known ?? (file.look.sizeBytes <= smallBytes ? this.hashSmall(file) : undefined);
  }

  /** {@link hash} of a file of at most `smallBytes`. */
  hashSmall(file: WalkedFile): string {
    const hashedAtMs = Date.now();
    const bytes = readSmall(this.absolute(file.path), file.look.sizeBytes);
    if (bytes === undefined) throw changing(file.path);
    const md5 = md5Of(bytes);
    this.settle(file, { md5, sizeBytes: bytes.length, hashedAtMs });
    return md5;
  }

  /** Remembers what was read, when the file is still the one that was looked at. @throws PawlError `data.changing` */
  settle(
    file: WalkedFile,
    read: { readonly md5: string; readonly sizeBytes: number; readonly hashedAtMs: number },
  ): void {
    const now = lookAt(this.absolute(file.path));
    const isSame = now !== undefined && isSameStamp(lookOf(now), file.look) && now.size === read.sizeBytes;
    if (!isSame) throw changing(file.path);
    this.memo.remember(file.path, file.look, read.md5, read.hashedAtMs);
  }

  /** Removes a file, or a link without what it leads to, and the folders up to `top` that are empty then. */
  remove(path: string, top: string): void {
    try {
      unlinkSync(this.absolute(path));
    } catch (error) {
      if (systemCode(error) !== "ENOENT") throw writeProblem(path, error);
    }
    for (
      let folder = dirname(path);
      folder !== "." && `${folder}/`.startsWith(`${top}/`);
      folder = dirname(folder)
    ) {
      if (!this.#removeEmpty(folder)) return;
    }
  }

  #removeEmpty(folder: string): boolean {
    try {
      rmdirSync(this.absolute(folder));
      return true;
    } catch {
      return false;
    }
  }
}

function changing(path: string): PawlError {
  return new PawlError("data.changing", { message: `${path} changed while it was being read.` });
}
