import type { LedgerRecord } from "./ledger-record.ts";

/** A record in its place in the chain. */
export interface LedgerEntry {
  /** Counts from 1. */
  readonly sequence: number;
  /** SHA-256 over sequence, digest of the entry before, and the record as canonical JSON; 64 hexadecimal digits. */
  readonly digest: string;
  /** Path of the segment that holds it. */
  readonly segment: string;
  /** Whether its digest is that of its text. */
  readonly isIntact: boolean;
  readonly record: LedgerRecord;
}

/** Something about the ledger that is not as it should be. */
export interface LedgerProblem {
  /**
   * `chain-broken`: text, order or link of an entry is not what its digest says. `rewritten`: the branch is not a
   * continuation of what was seen before. `unreadable`: a line is no entry. `unknown-schema`: a record of a later
   * version, or of none that is known; it keeps its place in the chain. `duplicate-key`: a second record of one key.
   * `foreign-file`: a file that no ledger has.
   */
  readonly kind:
    "chain-broken" | "rewritten" | "unreadable" | "unknown-schema" | "duplicate-key" | "foreign-file";
  /** Which: `segments/00000003.jsonl:17`, or a commit. */
  readonly where: string;
  /** One sentence; names the commit that brought it where that is known. Untrusted text in it is cut. */
  readonly message: string;
}

/** What the ledger holds. */
export interface LedgerContent {
  /** The commit that was read; null without a ledger. */
  readonly head: string | null;
  readonly entries: readonly LedgerEntry[];
  readonly problems: readonly LedgerProblem[];
}
