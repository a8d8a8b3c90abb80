import type { GitState } from "../ports/git-state.ts";
import type { DataChanges, DataRename, DataStatus } from "../report/data-status.ts";
import { type DataChange, type DataIndex, diffData, shownPath } from "../versioning/diff-data.ts";
import { isBelow, joinPath } from "../versioning/repository-path.ts";
import {
  type CachedOutput,
  indexRecorded,
  indexWorkTree,
  itemOf,
  listCachedOutputs,
} from "./reports/data-index.ts";
import { openSnapshot, type ReportPorts, workspaceName } from "./reports/snapshot.ts";

/** What to show. */
export interface DataStatusRequest {
  /** Paths; default everything. */
  readonly targets: readonly string[];
  /** Files in directories one by one. */
  readonly granular: boolean;
  readonly untracked: boolean;
  /** Look for what the remote does not have. */
  readonly notInRemote: boolean;
}

/** Compares the last commit, the lock files and the work tree. Nothing is fetched or written. */
export async function dataStatus(
  request: DataStatusRequest,
  ports: ReportPorts & { readonly git: GitState },
): Promise<DataStatus> {
  const head = await ports.revisions.view("HEAD");
  const outputs = listCachedOutputs((await openSnapshot(workspaceName, ports)).loaded);
  const before = head === undefined ? [] : listCachedOutputs((await openSnapshot("HEAD", ports)).loaded);
  const index = (list: readonly CachedOutput[]): Promise<DataIndex> => recorded(list, request, ports);
  const [atHead, now, workTree] = [
    await index(before),
    await index(outputs),
    await found(outputs, request, ports),
  ];
  const options = { isHashOnly: true };
  const committed = diffData(atHead, now, options).filter((change) => isSelected(change, request));
  const uncommitted = diffData(now, workTree, options).filter((change) => isSelected(change, request));
  const [untracked, isDirty] = await Promise.all([ports.git.untracked(), ports.git.isDirty()]);
  return {
    notInCache: await absent(
      uncommitted.filter(isJudged).map((change) => change.old),
      (items) => ports.objects.inCache(items),
    ),
    notInRemote: request.notInRemote ? await absentFromRemote(outputs, request, ports) : [],
    committed: groupChanges(committed),
    uncommitted: groupChanges(uncommitted),
    untracked: request.untracked ? untracked.filter((path) => isTarget(path, request.targets)) : [],
    unchanged: unchangedIn(committed, uncommitted),
    isEmpty: head === undefined,
    isDirty: isDirty || (request.untracked && untracked.length > 0),
  };
}

async function recorded(
  outputs: readonly CachedOutput[],
  { granular }: Pick<DataStatusRequest, "granular">,
  ports: ReportPorts,
): Promise<DataIndex> {
  return indexRecorded(outputs, async (item) => (granular ? ports.objects.readTree(item, "anywhere") : []));
}

async function found(
  outputs: readonly CachedOutput[],
  { granular }: Pick<DataStatusRequest, "granular">,
  ports: ReportPorts,
): Promise<DataIndex> {
  const index = await indexWorkTree(outputs, ports.objects);
  if (granular) return index;
  const paths = new Set(outputs.map((output) => output.path));
  return { ...index, entries: new Map([...index.entries].filter(([path]) => paths.has(path))) };
}

function isSelected(change: DataChange, { targets }: Pick<DataStatusRequest, "targets">): boolean {
  const { old, new: after } = change;
  const hasHash = old?.md5 !== undefined || after?.md5 !== undefined;
  return hasHash && isTarget((after ?? old)?.path ?? "", targets);
}

function isTarget(path: string, targets: readonly string[]): boolean {
  const wanted = targets.map((target) => joinPath(target) ?? target);
  return wanted.length === 0 || wanted.some((target) => path === target || isBelow(path, target));
}

/** What is below a directory that nobody knows and is not there now says nothing. */
function isJudged(change: DataChange): boolean {
  return change.kind !== "unknown" || change.new !== undefined;
}

async function absent(
  entries: readonly DataChange["old"][],
  look: ReportPorts["objects"]["inCache"],
): Promise<readonly string[]> {
  const known = entries.flatMap((entry) => {
    const item = itemOf(entry);
    return item === undefined || entry === undefined ? [] : [{ item, path: shownPath(entry) }];
  });
  const has = await look(known.map((one) => one.item));
  return known.filter((_, index) => has[index] !== true).map((one) => one.path);
}

async function absentFromRemote(
  outputs: readonly CachedOutput[],
  request: DataStatusRequest,
  ports: ReportPorts,
): Promise<readonly string[]> {
  const index = await recorded(
    outputs.filter((output) => output.isPushed),
    request,
    ports,
  );
  const entries = [...index.entries.values()].filter((entry) => isTarget(entry.path, request.targets));
  return absent(entries, (items) => ports.objects.inRemote(items));
}

function groupChanges(changes: readonly DataChange[]): DataChanges {
  const groups: Record<string, (string | DataRename)[]> = {};
  for (const change of changes.filter(isJudged)) {
    if (change.kind === "unchanged") continue;
    (groups[change.kind] ??= []).push(shownChange(change));
  }
  return groups;
}

function shownChange({ kind, old, new: after }: DataChange): string | DataRename {
  const entry = after ?? old;
  const path = entry === undefined ? "" : shownPath(entry);
  return kind === "renamed" && old !== undefined ? { old: shownPath(old), new: path } : path;
}

function unchangedIn(
  committed: readonly DataChange[],
  uncommitted: readonly DataChange[],
): readonly string[] {
  const paths = (changes: readonly DataChange[]): readonly string[] =>
    changes
      .filter((change) => change.kind === "unchanged")
      .flatMap((change) => (change.new === undefined ? [] : [shownPath(change.new)]));
  const both = new Set(paths(committed));
  return paths(uncommitted).filter((path) => both.has(path));
}
