import { compareCodePoints } from "./value.ts";

/** A file or directory under version control at one moment. */
export interface DataEntry {
  /** Relative to the repository. */
  readonly path: string;
  /** With `.dir` behind a directory's; undefined for an output that was never made. */
  readonly md5?: string | undefined;
  /** Where the cache keeps its object. */
  readonly hash: "md5" | "legacy";
  readonly isDirectory: boolean;
}

/** The data of a repository at one moment. */
export interface DataIndex {
  /** Outputs and the files in them, by path. */
  readonly entries: ReadonlyMap<string, DataEntry>;
  /** Directories whose files are not known, because nothing has their objects. */
  readonly unknown: readonly string[];
}

/** What became of data. `unknown`: below a directory whose files are not known on one side. */
export type DataChangeKind = "added" | "deleted" | "modified" | "renamed" | "unchanged" | "unknown";

/** One file or directory at two moments; at least one of them is there. */
export interface DataChange {
  readonly kind: DataChangeKind;
  readonly old?: DataEntry | undefined;
  readonly new?: DataEntry | undefined;
}

/** How to compare. */
export interface DiffDataOptions {
  /** An output without a hash is as if it were not there; else it is one that differs. */
  readonly isHashOnly: boolean;
}

/**
 * Compares data at two moments as DVC does: every output and every file in directories. What was deleted and added with the same
 * content is a rename, paired in the order of paths.
 *
 * @returns also what did not change, sorted by path.
 */
export function diffData(old: DataIndex, after: DataIndex, options: DiffDataOptions): readonly DataChange[] {
  const paths = [...new Set([...old.entries.keys(), ...after.entries.keys()])].sort(comparePaths);
  const unknown = new Set([...old.unknown, ...after.unknown]);
  const changes = paths.map((path): DataChange => {
    const [before, now] = [old.entries.get(path), after.entries.get(path)];
    const kind = isBelowAny(path, unknown) ? "unknown" : kindOf(before, now, options);
    return { kind, old: before, new: now };
  });
  return pairRenames(changes);
}

/** The path for people: a directory's ends in `/`. */
export function shownPath(entry: DataEntry): string {
  return entry.isDirectory ? `${entry.path}/` : entry.path;
}

function kindOf(
  old: DataEntry | undefined,
  after: DataEntry | undefined,
  { isHashOnly }: DiffDataOptions,
): DataChangeKind {
  const [before, now] = [old?.md5, after?.md5];
  const isThere = isHashOnly
    ? [before !== undefined, now !== undefined]
    : [old !== undefined, after !== undefined];
  const [wasThere, isNow] = isThere;
  if (wasThere === true && isNow !== true) return "deleted";
  if (wasThere !== true && isNow === true) return "added";
  return before === now ? "unchanged" : "modified";
}

function pairRenames(changes: readonly DataChange[]): readonly DataChange[] {
  const gone = new Map<string, DataChange[]>();
  for (const change of changes) {
    const md5 = change.kind === "deleted" ? change.old?.md5 : undefined;
    if (md5 !== undefined) gone.set(md5, [...(gone.get(md5) ?? []), change]);
  }
  const paired = new Set<DataChange>();
  const renamed = changes.map((change): DataChange => {
    const source = change.kind === "added" ? gone.get(change.new?.md5 ?? "")?.shift() : undefined;
    if (source === undefined) return change;
    paired.add(source);
    return { kind: "renamed", old: source.old, new: change.new };
  });
  return renamed.filter((change) => !paired.has(change));
}

function isBelowAny(path: string, directories: ReadonlySet<string>): boolean {
  if (directories.size === 0) return false;
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    if (directories.has(path.slice(0, end))) return true;
  }
  return false;
}

/** Compares step by step, so that a directory comes before its files. */
function comparePaths(a: string, b: string): number {
  return compareCodePoints(a.replaceAll("/", "\0"), b.replaceAll("/", "\0"));
}
