import type { RecordsOfRun } from "../../ports/run-ledger.ts";
import { readChain } from "../../runs/chain.ts";
import { endOf, type LedgerRecord, ledgerRecordSchema } from "../../runs/ledger-record.ts";
import { parseJson } from "../../parse-json.ts";
import { readEntries } from "../../runs/read-entries.ts";
import type { RunRecord } from "../../runs/run-schema.ts";
import { longestSegment, segmentFolder, segmentNumber } from "../../runs/segments.ts";
import type { LedgerPorts } from "./ledger-ports.ts";
import { listWaiting, readWaiting } from "./waiting-records.ts";

/** Segments that are read at most: 4,096 entries, or 4 MiB. */
const mostSegments = 16;

/**
 * The records of a workflow run that began at `since`: those that wait, and those in the newest segments, back to the first one
 * in which everything had ended before.
 */
export async function findRunRecords(
  runId: number,
  since: string,
  ports: LedgerPorts,
): Promise<RecordsOfRun> {
  // What waits first: while this reads, it may be written.
  const waiting = await readWaiting(await listWaiting(ports), ports);
  const left = waiting.flatMap(({ records }) => records.flatMap(({ text }) => parseRecord(text)));
  const written = await readNewest(Date.parse(since), ports);
  const records = [...left, ...written.records].filter(
    (record): record is RunRecord => record.schema === "pawl.run/1" && record.trigger.runId === runId,
  );
  return { records, isComplete: written.isComplete };
}

async function readNewest(
  sinceMs: number,
  ports: LedgerPorts,
): Promise<{ readonly records: readonly LedgerRecord[]; readonly isComplete: boolean }> {
  const head = await ports.gitData.resolveRef(`refs/heads/${ports.branch}`);
  if (head === undefined) return { records: [], isComplete: true };
  const files = (await ports.commits.listFiles(head, segmentFolder))
    .filter(({ path, size }) => segmentNumber(path) !== undefined && size <= longestSegment)
    .sort((a, b) => (a.path < b.path ? 1 : -1));
  const records: LedgerRecord[] = [];
  for (const { path, sha } of files.slice(0, mostSegments)) {
    const { lines } = readChain([{ path, text: await ports.commits.readBlob(sha) }], ports.digest.sha256);
    const found = readEntries(lines).entries.map(({ record }) => record);
    records.push(...found);
    if (found.length > 0 && found.every((record) => Date.parse(endOf(record)) < sinceMs))
      return { records, isComplete: true };
  }
  return { records, isComplete: files.length <= mostSegments };
}

function parseRecord(text: string): readonly LedgerRecord[] {
  const record = ledgerRecordSchema.safeParse(parseJson(text)).data;
  return record === undefined ? [] : [record];
}
