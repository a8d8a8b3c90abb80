import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** A repository, and where in it somebody works. */
export interface RepositoryPlace {
  /** Absolute. */
  readonly root: string;
  /** Relative to the root, with `/`; `""` is the root itself. */
  readonly folder: string;
}

/** The repository that a directory is in: up to the first folder with `.dvc`, else with `.git`, else the directory itself. */
export function findRepository(directory: string): RepositoryPlace {
  const start = resolve(directory);
  const root = findUpwards(start, ".dvc") ?? findUpwards(start, ".git") ?? start;
  return { root, folder: relative(root, start).split(sep).join("/") };
}

function findUpwards(start: string, name: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = join(folder, name);
    // A work tree of git has a file `.git`; DVC's home is always a directory.
    if (existsSync(found) && (name === ".git" || statSync(found).isDirectory())) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
