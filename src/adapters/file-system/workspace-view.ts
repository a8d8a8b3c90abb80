import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { PawlError } from "../../errors.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { RepositoryView } from "../../ports/repository-view.ts";
import { isMetafile } from "../../versioning/metafile.ts";

const skipped = new Set([".git", ".dvc", "node_modules"]);

/** How to read a work tree. */
export interface ViewOptions {
  /** Folders that cannot be read are an error. Default false: they are passed over. */
  readonly isWhole?: boolean;
}

/** The work tree as it is now. @throws PawlError `file.unreadable` when it has to be whole. */
export function createWorkspaceView(files: FileSystem, options: ViewOptions = {}): RepositoryView {
  const ifThere = async <T>(path: string, read: (path: string) => Promise<T>): Promise<T | undefined> =>
    (await files.stat(path))?.kind === "file" ? read(path) : undefined;
  return {
    name: "workspace",
    readText: (path) => ifThere(path, (there) => files.readText(there)),
    readBytes: (path) => ifThere(path, (there) => files.readBytes(there)),
    listMetafiles: () => listMetafiles(files.root, options.isWhole ?? false),
    listFiles: async (directory) =>
      (await files.stat(directory))?.kind === "directory" ? files.list(directory) : [],
  };
}

async function listMetafiles(root: string, isWhole: boolean): Promise<readonly string[]> {
  const found: string[] = [];
  const walk = async (directory: string): Promise<void> => {
    for (const entry of await entriesOf(directory, isWhole)) {
      const path = join(directory, entry.name);
      if (entry.isDirectory() && !skipped.has(entry.name)) await walk(path);
      else if (entry.isFile() && isMetafile(entry.name))
        found.push(relative(root, path).split(sep).join("/"));
    }
  };
  await walk(root);
  return found.sort();
}

async function entriesOf(directory: string, isWhole: boolean): Promise<readonly Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (cause) {
    const isGone = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    if (!isWhole || isGone) return [];
    throw new PawlError("file.unreadable", { message: `The folder ${directory} cannot be read.`, cause });
  }
}
