import {
  chmodSync,
  constants,
  type Dirent,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { copyFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { PawlError } from "../../errors.ts";
import type { DownloadOutcome, ObjectStore, ObjectTransfer } from "../../ports/object-store.ts";
import { copyLarge, readSmall, smallBytes, writeNew } from "../data-store/file-bytes.ts";
import { systemCode, writeProblem } from "../data-store/file-problem.ts";
import { lookAt } from "../data-store/file-stamp.ts";
import { createSlices } from "../data-store/in-slices.ts";
import { temporaryBeside, temporaryName } from "../file-system/write-atomically.ts";

/** Objects are read-only, as DVC leaves them in a directory. */
const objectMode = 0o444;

/** A store whose objects are files of this machine: they can be read and written in place. */
export interface DirectoryStore extends ObjectStore {
  /** The absolute path of an object, whether it is there or not. */
  pathOf(key: string): string;
  /** Puts bytes under a key; they are not visible before they are complete. */
  put(key: string, bytes: Uint8Array): void;
}

/** The store in a directory, which need not exist yet. */
export function createDirectoryStore(root: string): DirectoryStore {
  return new DirectoryObjects(root);
}

class DirectoryObjects implements DirectoryStore {
  readonly label: string;
  readonly #root: string;
  readonly #folders = new Set<string>();

  constructor(root: string) {
    this.label = root;
    this.#root = root;
  }

  pathOf(key: string): string {
    return `${this.#root}/${key}`;
  }

  async find(keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = new Map<string, number>();
    const slices = createSlices();
    for (const key of keys) {
      const look = lookAt(this.pathOf(key));
      if (look?.isFile() === true) found.set(key, look.size);
      if (slices.isOver()) await slices.next();
    }
    return found;
  }

  async list(prefix: string): Promise<readonly string[]> {
    const top = this.pathOf(prefix.slice(0, prefix.lastIndexOf("/") + 1));
    const keys: string[] = [];
    for (const entry of this.#entries(top)) {
      if (!entry.isFile() || temporaryName.test(entry.name)) continue;
      const key = relative(this.#root, join(entry.parentPath, entry.name)).split(sep).join("/");
      if (key.startsWith(prefix)) keys.push(key);
    }
    return keys.sort();
  }

  #entries(top: string): readonly Dirent[] {
    try {
      return readdirSync(top, { recursive: true, withFileTypes: true });
    } catch (cause) {
      if (systemCode(cause) === "ENOENT") return [];
      throw this.#failed(top, cause);
    }
  }

  async download(
    transfers: readonly ObjectTransfer[],
    onDone: (transfer: ObjectTransfer, outcome: DownloadOutcome) => Promise<void>,
  ): Promise<void> {
    for (const transfer of transfers) {
      const from = this.pathOf(transfer.key);
      const isThere = lookAt(from)?.isFile() === true;
      if (isThere) {
        rmSync(transfer.file, { force: true });
        await copyLarge({ from, to: transfer.file });
      }
      await onDone(transfer, isThere ? "done" : "missing");
    }
  }

  async upload(
    transfers: readonly ObjectTransfer[],
    onDone: (transfer: ObjectTransfer) => Promise<void>,
  ): Promise<void> {
    for (const transfer of transfers) {
      const bytes = statSync(transfer.file).size > smallBytes ? undefined : readSmall(transfer.file);
      if (bytes === undefined) await this.#putLarge(transfer);
      else this.put(transfer.key, bytes);
      await onDone(transfer);
    }
  }

  put(key: string, bytes: Uint8Array): void {
    const target = this.pathOf(key);
    this.#makeFolder(target);
    const temporary = temporaryBeside(target);
    try {
      writeNew(temporary, bytes, modeOf(key));
      renameSync(temporary, target);
    } catch (cause) {
      rmSync(temporary, { force: true });
      throw writeProblem(target, cause);
    }
  }

  async #putLarge({ key, file }: ObjectTransfer): Promise<void> {
    const target = this.pathOf(key);
    this.#makeFolder(target);
    const temporary = temporaryBeside(target);
    try {
      await copyFile(file, temporary, constants.COPYFILE_FICLONE);
      chmodSync(temporary, modeOf(key) & ~process.umask());
      renameSync(temporary, target);
    } catch (cause) {
      throw writeProblem(target, cause);
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      try {
        rmSync(this.pathOf(key), { force: true });
      } catch (cause) {
        throw this.#failed(this.pathOf(key), cause);
      }
    }
  }

  async close(): Promise<void> {
    // Nothing is open.
  }

  #makeFolder(target: string): void {
    const folder = dirname(target);
    if (this.#folders.has(folder)) return;
    try {
      mkdirSync(folder, { recursive: true });
    } catch (cause) {
      throw writeProblem(folder, cause);
    }
    this.#folders.add(folder);
  }

  #failed(path: string, cause: unknown): PawlError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new PawlError("remote.failed", { message: `The store at ${path} failed: ${reason}`, cause });
  }
}

/** Run records stay writable, as DVC leaves them. */
function modeOf(key: string): number {
  return key.startsWith("runs/") ? 0o666 : objectMode;
}
