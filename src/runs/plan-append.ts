import { extendChain, genesis, readChain, renderLine, type ChainLink, type Sha256 } from "./chain.ts";
import { isFull, keyListPath, keyMark, ledgerReadme, segmentPath } from "./segments.ts";

/** A record that is to be written. */
export interface NewRecord {
  /** Its natural key. */
  readonly key: string;
  /** Canonical JSON. */
  readonly text: string;
}

/** The end of a ledger. */
export interface LedgerTail {
  /** Number of the last segment; 0 for an empty ledger. */
  readonly number: number;
  readonly text: string;
  readonly last: ChainLink;
  /** Whether entries may be added to the last segment; false when something in it cannot be read. */
  readonly isSound: boolean;
}

/** The end of a ledger without entries. */
export const emptyTail: LedgerTail = { number: 0, text: "", last: genesis, isSound: true };

/**
 * The tail out of the text of the last segment.
 *
 * @returns `undefined` when no line of it can be read: then the segment before has the last entry.
 */
export function readTail(number: number, text: string, sha256: Sha256): LedgerTail | undefined {
  const { lines, problems, last } = readChain([{ path: segmentPath(number), text }], sha256);
  if (lines.length === 0) return undefined;
  const isSound =
    (text === "" || text.endsWith("\n")) && !problems.some((found) => found.kind === "unreadable");
  return { number, text, last, isSound };
}

/** Files to write, path → text, and what the tail is afterwards. */
export interface AppendPlan {
  readonly files: Readonly<Record<string, string>>;
  readonly tail: LedgerTail;
}

/** The list of keys that a record's mark is in, with all records whose marks are in it. */
export function groupByKeyList(
  records: readonly NewRecord[],
  sha256: Sha256,
): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, string[]>();
  for (const { key } of records) {
    const mark = keyMark(key, sha256);
    const path = keyListPath(mark);
    lists.set(path, [...(lists.get(path) ?? []), mark]);
  }
  return lists;
}

/**
 * Plans the commit that adds records whose keys are new: the last segment goes on, a full one is followed by the next.
 *
 * @param keyLists path → text of the lists that {@link groupByKeyList} names; absent: the list is new.
 */
export function planAppend(
  tail: LedgerTail,
  records: readonly NewRecord[],
  keyLists: ReadonlyMap<string, string>,
  sha256: Sha256,
): AppendPlan {
  const files: Record<string, string> = tail.number === 0 ? { "README.md": ledgerReadme } : {};
  const lines = extendChain(
    tail.last,
    records.map((record) => record.text),
    sha256,
  );
  let { number, text } = tail;
  let count = text.split("\n").length - 1;
  let isOpen = tail.isSound && number > 0;
  for (const line of lines) {
    if (!isOpen || isFull(text, count)) {
      number += 1;
      text = "";
      count = 0;
      isOpen = true;
    }
    text += `${renderLine(line)}\n`;
    count += 1;
    files[segmentPath(number)] = text;
  }
  for (const [path, marks] of groupByKeyList(records, sha256)) {
    files[path] = `${keyLists.get(path) ?? ""}${marks.map((mark) => `${mark}\n`).join("")}`;
  }
  return { files, tail: { number, text, last: lines.at(-1) ?? tail.last, isSound: true } };
}
