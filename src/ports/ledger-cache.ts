import type { ChainLink } from "../runs/chain.ts";

/** A block of segments that was checked before, as a table. */
export interface CachedBlock {
  /** The entry before the first line, as it was when the block was checked. */
  readonly from: ChainLink;
  /** The last entry. */
  readonly last: ChainLink;
  /** A Parquet file, one row a line. */
  readonly rows: Uint8Array;
}

/** Checked blocks of a ledger, beside the clone. Losing any of it costs time and nothing else. */
export interface LedgerCache {
  /** A block under its key; `undefined` for none, or for a file that is not whole. */
  find(key: string): Promise<CachedBlock | undefined>;
  /** Keeps a block, in the place of one that has the key. One that is too large, or cannot be written, is not kept. */
  keep(key: string, block: CachedBlock): Promise<void>;
  /** Removes what is under other keys, unless it is an hour old or less. */
  retain(keys: readonly string[]): Promise<void>;
}
