import type { TreeEntry } from "./parse-objects.ts";

/** Paths that differ between two trees. */
export interface ChangedPaths {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly modified: readonly string[];
}

interface Trees {
  readTree(sha: string): Promise<{ readonly entries: readonly TreeEntry[] } | undefined>;
}

/** Compares two trees without a process, folder by folder; what is equal in both is not read. Sorted as git sorts paths. */
export async function changedPaths(trees: Trees, from: string, to: string): Promise<ChangedPaths> {
  const found = { added: [] as string[], removed: [] as string[], modified: [] as string[] };
  await compare(trees, { from, to, prefix: "" }, found);
  const sort = (paths: readonly string[]): readonly string[] =>
    paths
      .map((path) => ({ path, bytes: Buffer.from(path) }))
      .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
      .map(({ path }) => path);
  return { added: sort(found.added), removed: sort(found.removed), modified: sort(found.modified) };
}

interface Pair {
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** With a slash at its end, or empty. */
  readonly prefix: string;
}

type Found = Readonly<Record<keyof ChangedPaths, string[]>>;

async function compare(trees: Trees, { from, to, prefix }: Pair, found: Found): Promise<void> {
  const [before, after] = await Promise.all([entriesOf(trees, from), entriesOf(trees, to)]);
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(name), after.get(name)];
    if (old?.sha === now?.sha && old?.mode === now?.mode) continue;
    const path = `${prefix}${name}`;
    const [oldFolder, newFolder] = [folderOf(old), folderOf(now)];
    const [hadFile, hasFile] = [old !== undefined && !oldFolder, now !== undefined && !newFolder];
    if (hadFile && hasFile) found.modified.push(path);
    else if (hadFile) found.removed.push(path);
    else if (hasFile) found.added.push(path);
    if (oldFolder !== newFolder)
      await compare(trees, { from: oldFolder, to: newFolder, prefix: `${path}/` }, found);
  }
}

function folderOf(entry: TreeEntry | undefined): string | undefined {
  return entry?.type === "tree" ? entry.sha : undefined;
}

async function entriesOf(trees: Trees, sha: string | undefined): Promise<ReadonlyMap<string, TreeEntry>> {
  const read = sha === undefined ? undefined : await trees.readTree(sha);
  return new Map((read?.entries ?? []).map((entry) => [entry.name, entry]));
}
