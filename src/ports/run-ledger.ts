import type { RunRecord } from "../runs/run-schema.ts";
import type { LedgerRecord } from "../runs/ledger-record.ts";
import type { LedgerContent } from "../runs/ledger-content.ts";

/** What became of one record. */
export type AppendOutcome = "appended" | "present";

/** The records of one workflow run. */
export interface RecordsOfRun {
  readonly records: readonly RunRecord[];
  /** `false`: so much was written since the run began that not all of it was read. */
  readonly isComplete: boolean;
}

/** The record of runs and decisions on its branch. Nothing in it is changed or removed. */
export interface RunLedger {
  /**
   * Adds records, in their order, each once: one whose natural key the ledger has is `present` and is not written again,
   * so a call whose answer was lost may be repeated as it is. Calls at the same time share a commit.
   *
   * @returns one outcome a record; `[]` for none.
   * @throws PawlError `ledger.record-invalid` when a record does not fit its schema: nothing was written;
   *   `ledger.contended`, `ledger.broken`, `github.request-failed`.
   */
  append(records: readonly LedgerRecord[]): Promise<readonly AppendOutcome[]>;
  /** Whether the ledger has a record with this natural key. */
  has(key: string): Promise<boolean>;
  /** What there is of a workflow run that began at `since` (ISO 8601), waiting records too. Only the newest entries are read. */
  ofRun(runId: number, since: string): Promise<RecordsOfRun>;
  /** Everything, oldest first, with what is wrong with the chain; empty without a ledger. */
  read(): Promise<LedgerContent>;
}
