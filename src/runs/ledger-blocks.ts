import type { Sha256 } from "./chain.ts";
import { convertSql } from "./ledger-sql.ts";

/** Segments of a block. */
export const blockLength = 64;

/** What is needed of a segment. */
interface SegmentFile {
  readonly path: string;
  /** Object id of its bytes. */
  readonly sha: string;
}

/** Segments that are checked, converted and kept together. */
export interface SegmentBlock<Segment extends SegmentFile> {
  readonly segments: readonly Segment[];
  /** What the block is kept under; `undefined` for one that may still grow. */
  readonly key: string | undefined;
}

/**
 * Cuts the segments of a ledger, in their order, into blocks of 64. The last block, which is never full, has the last segment,
 * and none for an empty ledger. A key is a digest of paths and object ids, and of the statement that converts, so that no block
 * is found under the key of other bytes or of another version of the columns.
 */
export function cutBlocks<Segment extends SegmentFile>(
  segments: readonly Segment[],
  sha256: Sha256,
): readonly SegmentBlock<Segment>[] {
  const full = Math.floor(Math.max(0, segments.length - 1) / blockLength);
  const blocks = Array.from({ length: full }, (_, index) => {
    const own = segments.slice(index * blockLength, (index + 1) * blockLength);
    return { segments: own, key: keyOf(own, sha256) };
  });
  return [...blocks, { segments: segments.slice(full * blockLength), key: undefined }];
}

function keyOf(segments: readonly SegmentFile[], sha256: Sha256): string {
  const lines = segments.map(({ path, sha }) => `${sha} ${path}`);
  return sha256([convertSql(false), ...lines].join("\n"));
}
