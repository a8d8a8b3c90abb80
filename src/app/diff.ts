import { PawlError } from "../errors.ts";
import {
  type DataChange,
  type DataEntry,
  type DataIndex,
  diffData,
  shownPath,
} from "../versioning/diff-data.ts";
import { type DiffEntry, type DiffResult, diffStates } from "../report/tracked-diff.ts";
import { isBelow, joinPath } from "../versioning/repository-path.ts";
import {
  type CachedOutput,
  indexRecorded,
  indexWorkTree,
  itemOf,
  listCachedOutputs,
} from "./reports/data-index.ts";
import { hasCommits, openSnapshot, type ReportPorts, workspaceName } from "./reports/snapshot.ts";

/** What to compare. */
export interface DiffRequest {
  readonly a: string;
  /** Default the work tree. */
  readonly b?: string;
  /** Outputs, paths in them, stages, `.dvc` files; default everything. */
  readonly targets: readonly string[];
}

/**
 * What changed in the data between two revisions. When the second is the work tree, also what the first names and the cache
 * does not have.
 *
 * @returns `undefined` when nothing differs, or nothing is committed.
 * @throws PawlError `revision.unknown`; `file.missing` for a target that neither side has.
 */
export async function diff(request: DiffRequest, ports: ReportPorts): Promise<DiffResult | undefined> {
  if (!(await hasCommits(ports))) return undefined;
  const isWorkTree = request.b === undefined || request.b === workspaceName;
  const [left, right] = await Promise.all([
    outputsAt(request.a, ports),
    outputsAt(request.b ?? workspaceName, ports),
  ]);
  const fromCache = (item: Parameters<typeof ports.objects.readTree>[0]) =>
    ports.objects.readTree(item, "cache");
  const old = await indexRecorded(left, fromCache);
  const after = isWorkTree
    ? await indexWorkTree(right, ports.objects)
    : await indexRecorded(right, fromCache);
  const selects = selection(request.targets, [...left, ...right], [old, after]);
  const changes = diffData(old, after, { isHashOnly: false }).filter(
    (change) => selects(change.old?.path) || selects(change.new?.path),
  );
  const missing = isWorkTree ? await missingFromCache(changes, ports) : [];
  const result = group(changes, missing);
  return diffStates.some((state) => result[state].length > 0) ? result : undefined;
}

async function outputsAt(revision: string, ports: ReportPorts): Promise<readonly CachedOutput[]> {
  return listCachedOutputs((await openSnapshot(revision, ports)).loaded);
}

/** Whether a path belongs to the targets. @throws PawlError `file.missing` */
function selection(
  targets: readonly string[],
  outputs: readonly CachedOutput[],
  indexes: readonly DataIndex[],
): (path: string | undefined) => boolean {
  if (targets.length === 0) return () => true;
  const wanted = targets.flatMap((given) => {
    const target = joinPath(given) ?? given;
    const owned = outputs.filter((one) => one.owner === target).map((one) => one.path);
    const paths = owned.length > 0 ? owned : [target];
    const isThere = paths.some((path) =>
      indexes.some((index) => [...index.entries.keys()].some((key) => key === path || isBelow(key, path))),
    );
    if (isThere) return paths;
    throw new PawlError("file.missing", {
      message: `${given} is no output, no stage and no .dvc file on either side.`,
      hint: "Name data that dvc.lock or a .dvc file has, a stage, or a .dvc file.",
    });
  });
  return (path) => path !== undefined && wanted.some((one) => path === one || isBelow(path, one));
}

async function missingFromCache(
  changes: readonly DataChange[],
  ports: ReportPorts,
): Promise<readonly DataEntry[]> {
  const entries = changes.flatMap((change) => change.old ?? []);
  const known = entries.flatMap((entry) => {
    const item = itemOf(entry);
    return item === undefined ? [] : [{ entry, item }];
  });
  const has = await ports.objects.inCache(known.map((one) => one.item));
  return known.filter((_, index) => has[index] !== true).map((one) => one.entry);
}

function group(changes: readonly DataChange[], missing: readonly DataEntry[]): DiffResult {
  const of = (kind: DataChange["kind"]): readonly DiffEntry[] =>
    changes.filter((change) => change.kind === kind && !isUnmadeDirectory(change)).map(toEntry);
  return {
    added: of("added"),
    deleted: of("deleted"),
    modified: of("modified"),
    renamed: of("renamed"),
    "not in cache": missing.map((entry) => ({ path: shownPath(entry), hash: entry.md5 ?? null })),
  };
}

function isUnmadeDirectory({ old, new: after }: DataChange): boolean {
  return [old, after].some((entry) => entry?.isDirectory === true && entry.md5 === undefined);
}

function toEntry({ kind, old, new: after }: DataChange): DiffEntry {
  const [before, now] = [old?.md5 ?? null, after?.md5 ?? null];
  const [from, to] = [old, after].map((entry) => (entry === undefined ? "" : shownPath(entry)));
  if (kind === "renamed") return { path: { old: from ?? "", new: to ?? "" }, hash: before };
  if (kind === "modified") return { path: from ?? "", hash: { old: before, new: now } };
  return kind === "added" ? { path: to ?? "", hash: now } : { path: from ?? "", hash: before };
}
