import { PawlError } from "../../errors.ts";
import type { DataObjects } from "../../ports/data-objects.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { sha256 } from "../../registry/sha256.ts";
import { findFormat } from "../../tables/table-source.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import { isBelow } from "../../versioning/repository-path.ts";
import type { KnownData } from "../pipeline/load-pipeline.ts";
import { expandPath } from "../reports/read-file-at.ts";
import { type Snapshot, workspaceName } from "../reports/snapshot.ts";

/** Most table files of one directory in git. */
const maxGitFiles = 50;

/** What looking for changed tables reaches. */
export interface ChangedTablePorts {
  readonly objects: Pick<DataObjects, "readTree" | "sizeOf">;
  /** The work tree. */
  readonly files: Pick<FileSystem, "stat">;
}

/** A table of both sides whose bytes differ. */
export interface ChangedTable {
  readonly path: string;
  /** The greater of the two; `undefined` when the bytes of one are nowhere. */
  readonly sizeBytes: () => Promise<number | undefined>;
}

/** How the tables of two revisions differ. */
export interface TableChanges {
  readonly changed: readonly ChangedTable[];
  /** Tables of the work tree that base does not have, and the other way round. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Paths that cannot be read, with the reason. */
  readonly problems: readonly string[];
}

interface RecordedTable {
  readonly digest: string;
  readonly sizeBytes: () => Promise<number | undefined>;
}

/**
 * The tables at some paths that changed: as lock files and `.dvc` files record them, else as git and the work tree have them.
 *
 * @param paths files or directories; of a directory every table in it counts.
 * @param maxBytes tables in git that are larger count as changed and are not read.
 */
export async function listChangedTables(
  paths: readonly string[],
  sides: Sides,
  ports: ChangedTablePorts,
): Promise<TableChanges> {
  const changed = new Map<string, ChangedTable>();
  const [added, removed] = [new Set<string>(), new Set<string>()];
  const problems: string[] = [];
  for (const path of paths.filter((one) => !isSameData(one, sides))) {
    const read = await readSides(path, sides, ports).catch((error: unknown) => {
      if (!(error instanceof PawlError)) throw error;
      problems.push(`${path}: ${error.message}`);
      return undefined;
    });
    if (read === undefined) continue;
    for (const [file, table] of read.after) {
      const old = read.before.get(file);
      if (old === undefined) added.add(file);
      else if (old.digest !== table.digest) {
        changed.set(file, { path: file, sizeBytes: () => greaterSize(old, table) });
      }
    }
    for (const file of read.before.keys()) if (!read.after.has(file)) removed.add(file);
  }
  return { changed: [...changed.values()], added: [...added], removed: [...removed], problems };
}

interface Sides {
  readonly base: Snapshot;
  readonly head: Snapshot;
  readonly maxBytes: number;
}

async function readSides(path: string, { base, head, maxBytes }: Sides, ports: ChangedTablePorts) {
  return {
    before: await readTables(path, { snapshot: base, maxBytes }, ports),
    after: await readTables(path, { snapshot: head, maxBytes }, ports),
  };
}

async function greaterSize(a: RecordedTable, b: RecordedTable): Promise<number | undefined> {
  const [left, right] = [await a.sizeBytes(), await b.sizeBytes()];
  return left === undefined || right === undefined ? undefined : Math.max(left, right);
}

/** Whether both sides record the same data, so that nothing has to be listed. */
function isSameData(
  path: string,
  { base, head }: { readonly base: Snapshot; readonly head: Snapshot },
): boolean {
  const [before, after] = [knownAt(path, base), knownAt(path, head)];
  return before !== undefined && before.path === after?.path && before.item.md5 === after.item.md5;
}

/** The data that a path is, or is inside of. */
function knownAt(path: string, { data }: Snapshot): KnownData | undefined {
  return data.get(path) ?? [...data.values()].find((known) => isBelow(path, known.path));
}

interface Reading {
  readonly snapshot: Snapshot;
  readonly maxBytes: number;
}

async function readTables(
  path: string,
  { snapshot, maxBytes }: Reading,
  ports: ChangedTablePorts,
): Promise<ReadonlyMap<string, RecordedTable>> {
  const known = knownAt(path, snapshot);
  if (known === undefined) return readGitTables(path, { snapshot, maxBytes }, ports);
  const { md5, hash } = known.item;
  const sizeOf = (item: DataItem) => async () => item.sizeBytes ?? (await ports.objects.sizeOf(item));
  if (!md5.endsWith(".dir")) {
    const isTable = findFormat(path) !== undefined;
    return new Map(isTable ? [[path, { digest: md5, sizeBytes: sizeOf(known.item) }]] : []);
  }
  const tree = (await ports.objects.readTree(known.item, "anywhere")) ?? [];
  const files = tree.map((file) => ({ path: `${known.path}/${file.path}`, md5: file.md5 }));
  const inside = files.filter((file) => file.path === path || isBelow(file.path, path));
  return new Map(
    inside
      .filter((file) => findFormat(file.path) !== undefined)
      .map((file) => [file.path, { digest: file.md5, sizeBytes: sizeOf({ md5: file.md5, hash }) }] as const),
  );
}

async function readGitTables(
  path: string,
  { snapshot, maxBytes }: Reading,
  { objects, files }: ChangedTablePorts,
): Promise<ReadonlyMap<string, RecordedTable>> {
  const paths = await expandPath(snapshot, path, objects);
  const tables = new Map<string, RecordedTable>();
  for (const file of paths.filter((one) => findFormat(one) !== undefined).slice(0, maxGitFiles)) {
    const here = snapshot.name === workspaceName ? (await files.stat(file))?.sizeBytes : undefined;
    if (here !== undefined && here > maxBytes) {
      tables.set(file, { digest: `${here} bytes`, sizeBytes: async () => here });
      continue;
    }
    const bytes = await snapshot.view.readBytes(file);
    if (bytes === undefined) continue;
    tables.set(file, { digest: await sha256(bytes), sizeBytes: async () => bytes.length });
  }
  return tables;
}
