import type { AppendOutcome, RunLedger } from "../../ports/run-ledger.ts";
import type { LedgerFiles } from "../../ports/ledger-files.ts";
import type { LedgerRecord } from "../../runs/ledger-record.ts";
import type { NewRecord } from "../../runs/plan-append.ts";
import { appendRecords, type WriterMemory } from "./append-records.ts";
import { lookAtLedger } from "./commit-records.ts";
import { findRunRecords } from "./find-run-records.ts";
import type { LedgerPorts } from "./ledger-ports.ts";
import { readLedger } from "./read-ledger.ts";
import { renderRecord } from "./render-record.ts";

interface Batch {
  readonly records: NewRecord[];
  readonly written: Promise<ReadonlySet<string>>;
}

/**
 * The ledger on its branch, over the API. Appends that come while another is being written share the next commit.
 *
 * @param files where to read from: the API, or a clone.
 */
export function openRunLedger(ports: LedgerPorts, files: LedgerFiles): RunLedger {
  const memory: WriterMemory = { crowdedUntil: 0 };
  let running: Promise<unknown> = Promise.resolve();
  let next: Batch | undefined;
  const join = (records: readonly NewRecord[]): Promise<ReadonlySet<string>> => {
    if (next !== undefined) {
      next.records.push(...records);
      return next.written;
    }
    const batch: NewRecord[] = [...records];
    const written = running.then(() => {
      next = undefined;
      return appendRecords(batch, ports, memory);
    });
    running = written.catch(() => undefined);
    next = { records: batch, written };
    return written;
  };
  return {
    append: async (records: readonly LedgerRecord[]) => {
      const rendered = records.map(renderRecord);
      if (rendered.length === 0) return [];
      const fresh = await join(rendered);
      return rendered.map(({ key }): AppendOutcome => (fresh.has(key) ? "appended" : "present"));
    },
    has: async (key) => (await lookAtLedger([{ key, text: "" }], ports)).missing.length === 0,
    ofRun: (runId, since) => findRunRecords(runId, since, ports),
    read: () => readLedger(files, ports.digest.sha256),
  };
}
