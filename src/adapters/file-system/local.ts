import { createHash } from "node:crypto";
import { createReadStream, lstatSync, statSync } from "node:fs";
import { readFile, readdir, rm, stat } from "node:fs/promises";
import { basename, join, relative, resolve, sep } from "node:path";
import { PawlError } from "../../errors.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { compareCodePoints } from "../../versioning/value.ts";
import { safePath } from "./safe-path.ts";
import { temporaryName, writeAtomically } from "./write-atomically.ts";

/** Files below `root` (made absolute; it need not exist yet) on this machine's disk. */
export function createFileSystem(root: string): FileSystem {
  const top = resolve(root);
  return {
    root: top,
    readBytes: (path) => readExisting(top, path),
    readText: async (path) => new TextDecoder().decode(await readExisting(top, path)),
    sha256: (path) => digestExisting(top, path),
    write: async (path, content) => {
      const target = await safePath(top, path);
      await writeAtomically(target, content).catch((cause: unknown) => {
        throw new PawlError("file.write-failed", {
          message: `Cannot write ${target}: ${reason(cause)}`,
          cause,
        });
      });
    },
    stat: (path) => statIfThere(top, path),
    findLinkedFolder: async (path) => findLinkedFolder(top, path),
    list: (path) => listFiles(top, path),
    remove: async (path) => {
      const target = await safePath(top, path);
      if (target !== top) return rm(target, { recursive: true, force: true });
      throw new PawlError("path.refused", { message: `${top} is the root: it is not removed.` });
    },
  };
}

async function readExisting(root: string, path: string): Promise<Uint8Array> {
  const target = await safePath(root, path);
  return readFile(target).catch((cause: unknown) => {
    throw new PawlError("file.missing", { message: `Cannot read ${target}: ${reason(cause)}`, cause });
  });
}

async function digestExisting(root: string, path: string): Promise<string> {
  const target = await safePath(root, path);
  const hash = createHash("sha256");
  try {
    for await (const piece of createReadStream(target)) hash.update(piece);
  } catch (cause) {
    throw new PawlError("file.missing", { message: `Cannot read ${target}: ${reason(cause)}`, cause });
  }
  return hash.digest("hex");
}

async function statIfThere(root: string, path: string): ReturnType<FileSystem["stat"]> {
  const found = await stat(await safePath(root, path)).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw new PawlError("file.unreadable", {
      message: `Cannot look at ${path}: ${reason(error)}`,
      cause: error,
    });
  });
  if (found === undefined) return undefined;
  return { kind: found.isDirectory() ? "directory" : "file", sizeBytes: found.size };
}

function findLinkedFolder(root: string, path: string): string | undefined {
  const parts = path.split("/");
  return parts
    .map((_, index) => parts.slice(0, index + 1).join("/"))
    .find((folder) => {
      const place = join(root, folder);
      if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return false;
      return statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
    });
}

async function listFiles(root: string, path: string): Promise<readonly string[]> {
  const directory = await safePath(root, path);
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      if (isMissing(error)) return [];
      throw new PawlError("file.unreadable", {
        message: `Cannot list ${directory}: ${reason(error)}`,
        cause: error,
      });
    },
  );
  return entries
    .filter((entry) => !entry.isDirectory() && !temporaryName.test(basename(entry.name)))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort(compareCodePoints);
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOENT" || code === "ENOTDIR";
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
