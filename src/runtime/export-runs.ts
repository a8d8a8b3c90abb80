import type { RunEntry } from "../app/ledger/export-runs.ts";
import type { LedgerProblem } from "../runs/ledger-content.ts";
import { readEntries } from "../runs/read-entries.ts";
import { type LedgerDatabaseOptions, readCloneLedger } from "./open-ledger-database.ts";

/** The runs of a clone's ledger that may leave it. */
export interface ExportableRuns {
  readonly head: string | null;
  readonly entries: readonly RunEntry[];
  /** Runs that are left out: their text was changed. */
  readonly changed: number;
  readonly problems: readonly LedgerProblem[];
}

/** Runs of the ledger, oldest first; those whose text is not what their digest says are left out and counted. */
export async function readExportableRuns(options: LedgerDatabaseOptions): Promise<ExportableRuns> {
  const { head, lines, problems } = await readCloneLedger(options);
  const read = readEntries(lines);
  const runs = read.entries.filter((entry): entry is RunEntry => entry.record.schema === "pawl.run/1");
  const entries = runs.filter(({ isIntact }) => isIntact);
  return {
    head,
    entries,
    changed: runs.length - entries.length,
    problems: [...problems, ...read.problems],
  };
}
