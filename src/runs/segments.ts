/** Folder of the segments on the ledger branch. */
export const segmentFolder = "segments";
/** Folder of the lists of natural keys. */
export const keyFolder = "keys";

/** Entries after which a segment is full. */
export const mostEntries = 256;
/** UTF-16 code units after which a segment is full. */
export const fullSegment = 256 * 1024;
/** Longest record, UTF-16 code units of its canonical JSON. */
export const longestRecord = 200_000;

/** Larger segments, bytes, are no work of Pawl and are not read. */
export const longestSegment = 8 * 2 ** 20;

/** Where segment `number` (from 1) is. */
export function segmentPath(number: number): string {
  return `${segmentFolder}/${String(number).padStart(8, "0")}.jsonl`;
}

/** The number of a segment; `undefined` for any other path. */
export function segmentNumber(path: string): number | undefined {
  const digits = /^segments\/(\d{8})\.jsonl$/.exec(path)?.[1];
  return digits === undefined || Number(digits) === 0 ? undefined : Number(digits);
}

/** Whether a path is one that a ledger has. */
export function isLedgerPath(path: string): boolean {
  return path === "README.md" || segmentNumber(path) !== undefined || /^keys\/[0-9a-f]{2}\.txt$/.test(path);
}

/** What the lists keep of a natural key: the first half of its SHA-256. */
export function keyMark(key: string, sha256: (text: string) => string): string {
  return sha256(key).slice(0, 32);
}

/** The list that a mark is in. */
export function keyListPath(mark: string): string {
  return `${keyFolder}/${mark.slice(0, 2)}.txt`;
}

/** Whether nothing more goes into a segment. */
export function isFull(text: string, entries: number): boolean {
  return entries >= mostEntries || text.length >= fullSegment;
}

/** `README.md` of the branch. */
export const ledgerReadme = `# Run ledger

Written by Pawl: one line a run or decision in \`segments/\`, chained by digest; \`keys/\` holds the digests of natural keys.
Do not edit: \`pawl runs verify\` names every line that was changed. Forbid force pushes and deletion by a ruleset.
`;
