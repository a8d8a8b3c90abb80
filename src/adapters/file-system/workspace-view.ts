import { type Dirent, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PawlError } from "../../errors.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { RepositoryView } from "../../ports/repository-view.ts";
import { type DvcIgnore, noDvcIgnore } from "../../versioning/dvc-ignore.ts";
import { isMetafile } from "../../versioning/metafile.ts";
import { compareCodePoints } from "../../versioning/value.ts";

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
  visit({ root, folder: "", rules: noDvcIgnore, found, isWhole });
  return found.sort(compareCodePoints);
}

interface Visit {
  readonly root: string;
  /** Relative to the root. */
  readonly folder: string;
  readonly rules: DvcIgnore;
  readonly found: string[];
  readonly isWhole: boolean;
}

/** Folders of data are not entered: a repository may keep millions of files in them. */
function visit({ root, folder, rules, found, isWhole }: Visit): void {
  const entries = readFolder(join(root, folder), isWhole);
  const names = new Set(entries.map((entry) => entry.name));
  const inside = rules.enter(
    folder,
    names.has(".dvcignore") ? readText(root, folder, ".dvcignore") : undefined,
  );
  const outputs = names.has(".gitignore") ? outputsIn(readText(root, folder, ".gitignore")) : new Set();
  for (const entry of entries) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    const isFolder = entry.isDirectory();
    const isFile = entry.isFile() || entry.isSymbolicLink();
    if (!isFolder && !(isFile && isMetafile(entry.name))) continue;
    if (inside.isIgnored(path, isFolder)) continue;
    if (!isFolder) found.push(path);
    else {
      const isData = names.has(`${entry.name}.dvc`) || outputs.has(entry.name);
      if (isData || entry.name === "node_modules" || isRepository(join(root, path))) continue;
      visit({ root, folder: path, rules: inside, found, isWhole });
    }
  }
}

/** Names that DVC's lines in a `.gitignore` keep out of git: `/name`. */
function outputsIn(text: string): ReadonlySet<string> {
  const names = text.split("\n").flatMap((line) => /^\/([^/*?[\\!]+)\/?$/.exec(line.trimEnd())?.[1] ?? []);
  return new Set(names);
}

/** A repository of DVC inside another one is none of its business. */
function isRepository(folder: string): boolean {
  return existsSync(join(folder, ".dvc"));
}

function readFolder(folder: string, isWhole: boolean): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    const isGone = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    if (!isWhole || isGone) return [];
    throw new PawlError("file.unreadable", { message: `Cannot list ${folder}: ${String(cause)}`, cause });
  }
}

function readText(root: string, folder: string, name: string): string {
  return readFileSync(join(root, folder, name), "utf8");
}
