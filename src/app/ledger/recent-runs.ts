import type { LedgerFile, LedgerFiles } from "../../ports/ledger-files.ts";
import type { Sha256 } from "../../runs/chain.ts";
import { readSegmentUse, type RunUse, type SegmentUse } from "../../runs/run-use.ts";
import { longestSegment, segmentNumber } from "../../runs/segments.ts";

/** Most segments that are read: some 6,000 records. */
const mostSegments = 24;
/** Most bytes of them, unless the newest alone has more. */
const mostBytes = 8 * 2 ** 20;
/** Segments that are asked for at once. */
const atOnce = 4;

/** What one process keeps of a ledger between two reads: bounded by what one read may look at. */
export interface RecentRunsMemory {
  listed: { readonly head: string; readonly files: readonly LedgerFile[] } | undefined;
  /** Object id of a segment → what it says. */
  segments: ReadonlyMap<string, SegmentUse>;
}

/** An empty {@link RecentRunsMemory}. */
export function createRecentRunsMemory(): RecentRunsMemory {
  return { listed: undefined, segments: new Map() };
}

/** What is read of a ledger; `list` has to give its segments, in order of path. */
export type RecentFiles = Pick<LedgerFiles, "head" | "list" | "read">;

/** The newest runs of a ledger. */
export interface RecentRuns {
  /** Each natural key once; only those that ended in the time that was asked for. */
  readonly uses: readonly RunUse[];
  /** Whether runs of that time may be missing, as there were more segments than are read. */
  readonly isPartial: boolean;
}

/**
 * The runs of a ledger that ended in a time, read from its newest segments backwards until one holds nothing of that time, 24
 * segments and 8 MiB at most. What `memory` has is not asked for again: with the head that it knows nothing is, else the list and the
 * segments that grew. Records stand in the order in which they came, some hours after they happened at most; one that came later than
 * a whole segment of newer ones may be missed.
 *
 * @param since the first instant that counts.
 * @param until the last one: what says that it is from later is wrong.
 * @returns `undefined` without a ledger.
 */
export async function readRecentRuns(
  { since, until }: { readonly since: Date; readonly until: Date },
  files: RecentFiles,
  { memory, sha256 }: { readonly memory: RecentRunsMemory; readonly sha256: Sha256 },
): Promise<RecentRuns | undefined> {
  const head = await files.head();
  if (head === undefined) return undefined;
  if (memory.listed?.head !== head) memory.listed = { head, files: await files.list(head) };
  const segments = memory.listed.files.filter(({ path }) => segmentNumber(path) !== undefined).toReversed();
  const { read, isPartial } = await walkBack(segments, since, (wanted) =>
    readSegments(wanted, files, { memory, sha256 }),
  );
  memory.segments = read;
  return { uses: select([...read.values()].toReversed(), since, until), isPartial };
}

/** Newest first, until one is older than `since`, or there were enough. */
async function walkBack(
  segments: readonly LedgerFile[],
  since: Date,
  read: (wanted: readonly LedgerFile[]) => ReturnType<typeof readSegments>,
): Promise<{ readonly read: ReadonlyMap<string, SegmentUse>; readonly isPartial: boolean }> {
  const found = new Map<string, SegmentUse>();
  let bytes = 0;
  let isPartial = false;
  for (let at = 0; at < segments.length; at += atOnce) {
    const wanted = segments.slice(at, Math.min(at + atOnce, mostSegments));
    bytes += wanted.reduce((sum, { sizeBytes }) => sum + Math.min(sizeBytes, longestSegment), 0);
    if (wanted.length === 0 || (at > 0 && bytes > mostBytes)) return { read: found, isPartial: true };
    isPartial ||= wanted.some(({ sizeBytes }) => sizeBytes > longestSegment);
    for (const [sha, use] of await read(wanted)) {
      found.set(sha, use);
      const isOlder = use.newest !== undefined && Date.parse(use.newest) < since.getTime();
      if (isOlder) return { read: found, isPartial };
    }
  }
  return { read: found, isPartial };
}

/** By object id, newest first; one that is no work of Pawl is left out. */
async function readSegments(
  segments: readonly LedgerFile[],
  files: Pick<RecentFiles, "read">,
  { memory, sha256 }: { readonly memory: RecentRunsMemory; readonly sha256: Sha256 },
): Promise<readonly (readonly [string, SegmentUse])[]> {
  const readable = segments.filter(({ sizeBytes }) => sizeBytes <= longestSegment);
  const unknown = readable.filter(({ sha }) => !memory.segments.has(sha));
  const texts = await files.read(unknown);
  const fresh = new Map(
    unknown.map(({ sha, path }, index) => [sha, readSegmentUse(path, texts[index] ?? "", sha256)]),
  );
  return readable.flatMap(({ sha }) => {
    const use = fresh.get(sha) ?? memory.segments.get(sha);
    return use === undefined ? [] : [[sha, use] as const];
  });
}

function select(segments: readonly SegmentUse[], since: Date, until: Date): readonly RunUse[] {
  const found = new Map<string, RunUse>();
  for (const use of segments.flatMap(({ uses }) => uses)) {
    const endedMs = Date.parse(use.endedAt);
    if (endedMs < since.getTime() || endedMs > until.getTime() || found.has(use.key)) continue;
    found.set(use.key, use);
  }
  return [...found.values()];
}
