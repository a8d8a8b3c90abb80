import { PawlError } from "../errors.ts";

/** What is needed of a segment. */
interface SizedSegment {
  readonly path: string;
  readonly sizeBytes: number;
}

const newline = 10;
const pieceLength = 8;

/** Segments that stand together in a file. */
export interface SavedPiece<Segment extends SizedSegment> {
  readonly segments: readonly Segment[];
  /** Bytes to read. */
  readonly length: number;
}

/**
 * Cuts a file of segments, which stand in it as {@link cutSegments} takes them apart, into pieces of 8 of them. The last piece has none
 * and one byte, which must not be there.
 */
export function cutPieces<Segment extends SizedSegment>(
  segments: readonly Segment[],
): readonly SavedPiece<Segment>[] {
  const pieces = Array.from({ length: Math.ceil(segments.length / pieceLength) }, (_, index) => {
    const own = segments.slice(index * pieceLength, (index + 1) * pieceLength);
    return { segments: own, length: own.reduce((sum, { sizeBytes }) => sum + sizeBytes + 2, 0) };
  });
  return [...pieces, { segments: [], length: 1 }];
}

/**
 * Takes segments apart that stand one after the other, each with a newline before it and one after it.
 *
 * @returns their bytes, in the same memory; none for none.
 * @throws PawlError `git.failed` when one has not the size that its tree says, or when there are bytes behind the last: then git
 * had something else to say in their place.
 */
export function cutSegments(bytes: Uint8Array, segments: readonly SizedSegment[]): readonly Uint8Array[] {
  let at = 0;
  const found = segments.map(({ path, sizeBytes }) => {
    const [from, to] = [at + 1, at + 1 + sizeBytes];
    if (bytes[at] !== newline || bytes[to] !== newline) throw wrong(path);
    at = to + 1;
    return bytes.subarray(from, to);
  });
  if (at !== bytes.length) throw wrong(`what follows ${segments.at(-1)?.path ?? "nothing"}`);
  return found;
}

function wrong(what: string): PawlError {
  return new PawlError("git.failed", {
    message: `git cat-file did not give ${what.slice(0, 200)} in the ledger.`,
  });
}
