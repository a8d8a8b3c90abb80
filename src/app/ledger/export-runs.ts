import type { ExperimentTracking, FoundRun } from "../../ports/experiment-tracking.ts";
import { toBatches } from "../../runs/tracked-batches.ts";
import type { LedgerEntry } from "../../runs/ledger-content.ts";
import type { RunRecord } from "../../runs/run-schema.ts";
import { toTrackedRun, type TrackedRun } from "../../runs/tracked-run.ts";

/** A run of the ledger in its place. */
export type RunEntry = LedgerEntry & { readonly record: RunRecord };

/** What became of the runs. */
export interface RunsExport {
  /** Runs that were made now. */
  readonly created: number;
  /** Runs that an export before had begun, and this one finished. */
  readonly completed: number;
  /** Runs that were there, deleted ones too: what a person took away stays away. */
  readonly present: number;
  /** Second runs of one id, made by two exports at a time, that were deleted. */
  readonly doublesDeleted: number;
  /** Ledger id → the server's id. */
  readonly serverIds: ReadonlyMap<string, string>;
}

/**
 * Sends runs of the ledger to a tracking server. A run is found by the tag that holds its id, and only ended when all of it
 * was sent: an export that broke off is gone on with, and a second one changes nothing. One run at a time: MLflow 3.17 answers
 * with an error when two runs name the same new data set at once.
 */
export async function exportRuns(
  entries: readonly RunEntry[],
  experiment: string,
  tracking: ExperimentTracking,
): Promise<RunsExport> {
  const found = groupById(await tracking.listRuns(experiment));
  const doubles = [...found.values()].flatMap(({ doubled }) => doubled);
  for (const { serverId } of doubles) await tracking.deleteRun(serverId);
  const serverIds = new Map([...found].map(([id, { first }]) => [id, first.serverId]));
  const counts = { created: 0, completed: 0, present: 0 };
  for (const entry of entries) {
    const known = found.get(entry.record.id)?.first;
    const isThere = known !== undefined && (known.isComplete || known.isDeleted);
    counts[isThere ? "present" : known === undefined ? "created" : "completed"] += 1;
    if (isThere) continue;
    const run = toTrackedRun(entry);
    const serverId = known?.serverId ?? (await tracking.createRun(experiment, run));
    serverIds.set(run.id, serverId);
    await fill(serverId, run, tracking);
  }
  return { ...counts, doublesDeleted: doubles.length, serverIds };
}

async function fill(serverId: string, run: TrackedRun, tracking: ExperimentTracking): Promise<void> {
  for (const batch of toBatches(run)) await tracking.logBatch(serverId, batch);
  if (run.datasets.length > 0) await tracking.logDatasets(serverId, run.datasets);
  await tracking.finishRun(serverId, run);
}

interface Found {
  readonly first: FoundRun;
  readonly doubled: readonly FoundRun[];
}

/** Of several runs of one id a complete one counts, then the one whose server id comes first; deleted ones count last. */
function groupById(runs: readonly FoundRun[]): ReadonlyMap<string, Found> {
  const rank = ({ isDeleted, isComplete, serverId }: FoundRun): string =>
    `${isDeleted ? 1 : 0}${isComplete ? 0 : 1}${serverId}`;
  const groups = new Map<string, Found>();
  for (const run of [...runs].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))) {
    if (run.id === undefined) continue;
    const group = groups.get(run.id);
    if (group === undefined) groups.set(run.id, { first: run, doubled: [] });
    else if (!run.isDeleted) groups.set(run.id, { ...group, doubled: [...group.doubled, run] });
  }
  return groups;
}
