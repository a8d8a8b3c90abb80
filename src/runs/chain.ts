import type { LedgerProblem } from "./ledger-content.ts";

/** SHA-256 of UTF-8 text, lower-case hexadecimal. */
export type Sha256 = (text: string) => string;

/** A place in the chain: the entry with this sequence has this digest. */
export interface ChainLink {
  readonly sequence: number;
  readonly digest: string;
}

/** Before the first entry. */
export const genesis: ChainLink = { sequence: 0, digest: "0".repeat(64) };

/** A line of a segment, taken apart; its record is not parsed. */
export interface ChainLine extends ChainLink {
  readonly previous: string;
  /** Canonical JSON, as it stands in the line. */
  readonly recordText: string;
}

/** A line in its place. */
export interface PlacedLine extends ChainLine {
  readonly segment: string;
  /** Counts from 1. */
  readonly line: number;
  /** Whether its digest is that of its text. */
  readonly isIntact: boolean;
}

const head =
  /^\{"digest":"([0-9a-f]{64})","previous":"([0-9a-f]{64})","sequence":([1-9]\d{0,14}),"record":(?=\{)/;

/** Most problems that are listed one by one. */
const mostProblems = 100;

/** The digest of an entry: SHA-256 over its sequence, the digest before, and the text of its record. */
export function entryDigest(line: Omit<ChainLine, "digest">, sha256: Sha256): string {
  return sha256(`${line.sequence}\n${line.previous}\n${line.recordText}`);
}

/** A line of a segment, without its newline. */
export function renderLine({ digest, previous, sequence, recordText }: ChainLine): string {
  return `{"digest":"${digest}","previous":"${previous}","sequence":${sequence},"record":${recordText}}`;
}

/** Takes a line apart; `undefined` when it is none. */
export function parseLine(text: string): ChainLine | undefined {
  const found = head.exec(text);
  if (found === null || !text.endsWith("}}")) return undefined;
  const [prefix, digest = "", previous = "", sequence = ""] = found;
  return { digest, previous, sequence: Number(sequence), recordText: text.slice(prefix.length, -1) };
}

/** The chain, continued by records in their order. */
export function extendChain(
  last: ChainLink,
  recordTexts: readonly string[],
  sha256: Sha256,
): readonly ChainLine[] {
  const lines: ChainLine[] = [];
  let { sequence, digest: previous } = last;
  for (const recordText of recordTexts) {
    sequence += 1;
    const digest = entryDigest({ sequence, previous, recordText }, sha256);
    lines.push({ sequence, previous, digest, recordText });
    previous = digest;
  }
  return lines;
}

/** A segment as text. */
export interface SegmentText {
  readonly path: string;
  readonly text: string;
}

/** What {@link readChain} found. */
export interface Chain {
  readonly lines: readonly PlacedLine[];
  readonly problems: readonly LedgerProblem[];
  /** The last entry, {@link genesis} of an empty ledger. */
  readonly last: ChainLink;
}

/**
 * Reads segments in their order and checks each line against its digest and against the line before. What is wrong is
 * named, a hundred times at most and then counted, and the lines are given all the same: a broken chain hides nothing.
 *
 * @returns no lines for no segments.
 */
export function readChain(segments: readonly SegmentText[], sha256: Sha256): Chain {
  const chain = followChain(segments, sha256, genesis);
  return { ...chain, problems: boundProblems(chain.problems) };
}

/**
 * {@link readChain} for a part of the chain, with all problems.
 *
 * @param from the entry before the first of these segments.
 */
export function followChain(segments: readonly SegmentText[], sha256: Sha256, from: ChainLink): Chain {
  const lines: PlacedLine[] = [];
  const problems: LedgerProblem[] = [];
  let last = from;
  for (const { path, text } of segments) {
    let number = 0;
    for (const lineText of text.split("\n")) {
      number += 1;
      if (lineText === "") continue;
      const where = `${path}:${number}`;
      const line = parseLine(lineText);
      if (line === undefined) {
        problems.push({
          kind: "unreadable",
          where,
          message: `The line is no entry of a ledger: ${cut(lineText)}`,
        });
        continue;
      }
      const isIntact = line.digest === entryDigest(line, sha256);
      const wrong = describeBreak(line, last, isIntact);
      if (wrong !== undefined) problems.push({ kind: "chain-broken", where, message: wrong });
      lines.push({ ...line, segment: path, line: number, isIntact });
      last = line;
    }
  }
  return { lines, problems, last };
}

function describeBreak(line: ChainLine, last: ChainLink, isIntact: boolean): string | undefined {
  if (!isIntact)
    return `Entry ${line.sequence} was changed: its text has not the digest ${line.digest.slice(0, 12)}.`;
  if (line.previous === last.digest && line.sequence === last.sequence + 1) return undefined;
  return `Entry ${line.sequence} does not follow entry ${last.sequence}: entries are missing, added or moved.`;
}

function cut(text: string): string {
  const shown = JSON.stringify(text.slice(0, 60).toWellFormed());
  return text.length > 60 ? `${shown} … (${text.length} characters)` : shown;
}

/** The first hundred problems, and the number of the others. */
export function boundProblems(problems: readonly LedgerProblem[]): readonly LedgerProblem[] {
  const more = problems.length - mostProblems;
  const [next] = problems.slice(mostProblems);
  if (more <= 0 || next === undefined) return problems;
  const message = `and ${more} more problems of the chain, the next here`;
  return [...problems.slice(0, mostProblems), { ...next, message }];
}
