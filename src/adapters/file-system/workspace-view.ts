import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { FileSystem } from "../../ports/file-system.ts";
import type { RepositoryView } from "../../ports/repository-view.ts";
import { isMetafile } from "../../versioning/metafile.ts";

const skipped = new Set([".git", ".dvc", "node_modules"]);

/** The work tree as it is now. */
export function createWorkspaceView(files: FileSystem): RepositoryView {
  const ifThere = async <T>(path: string, read: (path: string) => Promise<T>): Promise<T | undefined> =>
    (await files.stat(path))?.kind === "file" ? read(path) : undefined;
  return {
    name: "workspace",
    readText: (path) => ifThere(path, (there) => files.readText(there)),
    readBytes: (path) => ifThere(path, (there) => files.readBytes(there)),
    listMetafiles: () => listMetafiles(files.root),
    listFiles: async (directory) =>
      (await files.stat(directory))?.kind === "directory" ? files.list(directory) : [],
  };
}

async function listMetafiles(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const walk = async (directory: string): Promise<void> => {
    for (const entry of await readdir(directory, { withFileTypes: true }).catch(() => [])) {
      const path = join(directory, entry.name);
      if (entry.isDirectory() && !skipped.has(entry.name)) await walk(path);
      else if (entry.isFile() && isMetafile(entry.name))
        found.push(relative(root, path).split(sep).join("/"));
    }
  };
  await walk(root);
  return found.sort();
}
