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

/** Most problems that are traced to their commit. */
const mostTraced = 10;

/** Reads and checks everything, records parsed. Empty without a ledger. */
export async function readLedger(files: LedgerFiles, sha256: Sha256): Promise<LedgerContent> {
  const { head, lines, problems } = await readLedgerLines(files, sha256);
  const read = readEntries(lines);
  return { head, entries: read.entries, problems: [...problems, ...read.problems] };
}

/**
 * Reads all segments and checks the chain, and that what was seen at the last read is still there. What is wrong is named
 * with the commit that brought it, where the reader can tell; the head is remembered unless the branch was rewritten.
 */
export async function readLedgerLines(files: LedgerFiles, sha256: Sha256): Promise<LedgerLines> {
  const head = await files.head();
  const seen = await files.lastSeen();
  if (head === undefined) {
    return { head: null, lines: [], problems: seen === undefined ? [] : [gone(seen)] };
  }
  const listed = await files.list(head);
  const chain = await readSegments(listed, files, sha256);
  const rewritten =
    seen === undefined || seen === head ? [] : await compareWithSeen(seen, chain, files, sha256);
  if (rewritten.length === 0) await files.remember(head);
  const foreign = listed.flatMap(describeForeign);
  const traced = await traceProblems(chain.problems, head, files);
  return { head, lines: chain.lines, problems: [...rewritten, ...traced, ...foreign] };
}

async function readSegments(
  listed: readonly LedgerFile[],
  files: LedgerFiles,
  sha256: Sha256,
): Promise<Chain> {
  const segments = listed.filter(({ path, sizeBytes }) => {
    return segmentNumber(path) !== undefined && sizeBytes <= longestSegment;
  });
  const texts = await files.read(segments);
  return readChain(
    segments.map(({ path }, index) => ({ path, text: texts[index] ?? "" })),
    sha256,
  );
}

/** The last entry of the head that was seen must still have its place in the chain. */
async function compareWithSeen(
  seen: string,
  chain: Chain,
  files: LedgerFiles,
  sha256: Sha256,
): Promise<readonly LedgerProblem[]> {
  const listed = await files.list(seen).catch(() => []);
  const last = listed.filter(({ path }) => segmentNumber(path) !== undefined).at(-1);
  if (last === undefined) return [gone(seen)];
  const before = (await readSegments([last], files, sha256)).last;
  const now = chain.lines.find(({ sequence }) => sequence === before.sequence);
  if (now?.digest === before.digest) return [];
  const message = `The branch was rewritten: entry ${before.sequence} was ${before.digest.slice(0, 12)} at ${seen.slice(0, 7)} and is ${now?.digest.slice(0, 12) ?? "gone"} now.`;
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
