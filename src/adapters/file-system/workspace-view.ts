import { type Dirent, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileSystem } from "../../ports/file-system.ts";
import type { RepositoryView } from "../../ports/repository-view.ts";
import { type DvcIgnore, noDvcIgnore } from "../../versioning/dvc-ignore.ts";
import { isMetafile } from "../../versioning/metafile.ts";

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
  visit({ root, folder: "", rules: noDvcIgnore, found });
  return found.sort(byCodePoint);
}

interface Visit {
  readonly root: string;
  /** Relative to the root. */
  readonly folder: string;
  readonly rules: DvcIgnore;
  readonly found: string[];
}

/** Folders of data are not entered: a repository may keep millions of files in them. */
function visit({ root, folder, rules, found }: Visit): void {
  const entries = readFolder(join(root, folder));
  const names = new Set(entries.map((entry) => entry.name));
  const inside = rules.enter(
    folder,
    names.has(".dvcignore") ? readText(root, folder, ".dvcignore") : undefined,
  );
  const outputs = names.has(".gitignore") ? outputsIn(readText(root, folder, ".gitignore")) : new Set();
  for (const entry of entries) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    const isFolder = entry.isDirectory();
    if (!isFolder && !(entry.isFile() && isMetafile(entry.name))) continue;
    if (inside.isIgnored(path, isFolder)) continue;
    if (!isFolder) found.push(path);
    else {
      const isData = names.has(`${entry.name}.dvc`) || outputs.has(entry.name);
      if (isData || entry.name === "node_modules" || isRepository(join(root, path))) continue;
      visit({ root, folder: path, rules: inside, found });
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

function readFolder(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function readText(root: string, folder: string, name: string): string {
  return readFileSync(join(root, folder, name), "utf8");
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
