import type { LedgerFile, LedgerFiles } from "../../ports/ledger-files.ts";
import { type Chain, type PlacedLine, readChain, type Sha256 } from "../../runs/chain.ts";
import type { LedgerContent, LedgerProblem } from "../../runs/ledger-content.ts";
import { readEntries } from "../../runs/read-entries.ts";
import { isLedgerPath, longestSegment, segmentNumber } from "../../runs/segments.ts";

/** The lines of a ledger, checked against the chain; records are not parsed. */
export interface LedgerLines {
  /** Null without a ledger. */
  readonly head: string | null;
  readonly lines: readonly PlacedLine[];
  readonly problems: readonly LedgerProblem[];
}

/** A reader of the chain. */
export interface ChainReading {
  readonly problems: readonly LedgerProblem[];
  /** The digest of the first entry with this sequence. */
  readonly digestOf: (sequence: number) => Promise<string | undefined>;
}

/** What was found at the newest commit. */
export interface HeadReading extends Pick<LedgerLines, "head" | "problems"> {
  /** Fails when the head could not be remembered. */
  readonly remembered: Promise<void>;
}

/** Most problems that are traced to their commit. */
const mostTraced = 10;

/** Reads and checks everything, records parsed. Empty without a ledger. */
export async function readLedger(files: LedgerFiles, sha256: Sha256): Promise<LedgerContent> {
  const { head, lines, problems } = await readLedgerLines(files, sha256);
  const read = readEntries(lines);
  return { head, entries: read.entries, problems: [...problems, ...read.problems] };
}

/** Reads all segments, see {@link readHead}. */
export async function readLedgerLines(files: LedgerFiles, sha256: Sha256): Promise<LedgerLines> {
  const lines: PlacedLine[] = [];
  const { remembered, ...found } = await readHead(files, sha256, async (segments) => {
    const chain = await readSegments(segments, files, sha256);
    for (const line of chain.lines) lines.push(line);
    const digestOf = async (sequence: number) => lines.find((line) => line.sequence === sequence)?.digest;
    return { problems: chain.problems, digestOf };
  });
  await remembered;
  return { ...found, lines };
}

/**
 * Has the segments of the newest commit read and their chain checked, and looks whether what was seen at the last read is still
 * there. What is wrong is named with the commit that brought it, where the reader can tell; the head is remembered unless the
 * branch was rewritten.
 *
 * @param read is called with the segments in their order, with none when there is no ledger.
 */
export async function readHead(
  files: LedgerFiles,
  sha256: Sha256,
  read: (segments: readonly LedgerFile[]) => Promise<ChainReading>,
): Promise<HeadReading> {
  const [head, seen] = await Promise.all([files.head(), files.lastSeen()]);
  if (head === undefined) {
    await read([]);
    const problems = seen === undefined ? [] : [gone(seen)];
    return { head: null, problems, remembered: Promise.resolve() };
  }
  const listed = await files.list(head);
  const chain = await read(listed.filter(isReadable));
  const rewritten =
    seen === undefined || seen === head ? [] : await compareWithSeen(seen, chain, files, sha256);
  const isNew = rewritten.length === 0 && seen !== head;
  const remembered = isNew ? files.remember(head) : Promise.resolve();
  remembered.catch(() => undefined);
  const foreign = listed.flatMap(describeForeign);
  const traced = await traceProblems(chain.problems, head, files);
  return { head, problems: [...rewritten, ...traced, ...foreign], remembered };
}

function isReadable({ path, sizeBytes }: LedgerFile): boolean {
  return segmentNumber(path) !== undefined && sizeBytes <= longestSegment;
}

async function readSegments(
  segments: readonly LedgerFile[],
  files: LedgerFiles,
  sha256: Sha256,
): Promise<Chain> {
  const texts = await files.read(segments);
  return readChain(
    segments.map(({ path }, index) => ({ path, text: texts[index] ?? "" })),
    sha256,
  );
}

/** The last entry of the head that was seen must still have its place in the chain. */
async function compareWithSeen(
  seen: string,
  { digestOf }: ChainReading,
  files: LedgerFiles,
  sha256: Sha256,
): Promise<readonly LedgerProblem[]> {
  const listed = await files.list(seen).catch(() => []);
  const last = listed.filter(isReadable).at(-1);
  if (last === undefined) return [gone(seen)];
  const before = (await readSegments([last], files, sha256)).last;
  const now = await digestOf(before.sequence);
  if (now === before.digest) return [];
  const message = `The branch was rewritten: entry ${before.sequence} was ${before.digest.slice(0, 12)} at ${seen.slice(0, 7)} and is ${now?.slice(0, 12) ?? "gone"} now.`;
  return [{ kind: "rewritten", where: seen, message }];
}
function gone(seen: string): LedgerProblem {
  const message = `The ledger that was seen at ${seen.slice(0, 7)} is gone, and what it held cannot be compared.`;
  return { kind: "rewritten", where: seen, message };
}

function describeForeign({ path, sizeBytes }: LedgerFile): readonly LedgerProblem[] {
  const where = path.slice(0, 200);
  if (!isLedgerPath(path)) {
    return [{ kind: "foreign-file", where, message: "The file is none of the ledger's; it was not read." }];
  }
  if (segmentNumber(path) === undefined || sizeBytes <= longestSegment) return [];
  const message = `The segment has ${sizeBytes} bytes, more than ${longestSegment}; it was not read.`;
  return [{ kind: "unreadable", where, message }];
}

async function traceProblems(
  problems: readonly LedgerProblem[],
  head: string,
  files: LedgerFiles,
): Promise<readonly LedgerProblem[]> {
  const traced: LedgerProblem[] = [];
  for (const [index, problem] of problems.entries()) {
    const [, path = "", line = ""] = /^(.*):(\d+)$/.exec(problem.where) ?? [];
    const origin = index < mostTraced ? await files.originOf(head, path, Number(line)) : undefined;
    const message =
      origin === undefined ? problem.message : `${problem.message} It came with commit ${origin}.`;
    traced.push({ ...problem, message });
  }
  return traced;
}
