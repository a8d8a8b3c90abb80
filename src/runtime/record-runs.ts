import { appendBestEffort } from "../app/ledger/append-best-effort.ts";
import type { RunPlace } from "../app/ledger/run-place.ts";
import type { Policy } from "../config/schema.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { Log } from "../ports/log.ts";
import type { LedgerRecord } from "../runs/ledger-record.ts";
import { createClock, openGitRepository } from "./compose.ts";
import { openLedger } from "./open-ledger.ts";
import { describeRunPlace } from "./run-place.ts";

/** A run that has ended, and where its records go. */
export interface EndedRun {
  /** `runs` of the policy; without it nothing is written. */
  readonly runs: Policy["runs"];
  readonly github: Pick<GitHub, "commits" | "gitData">;
  readonly log: Pick<Log, "warning" | "debug">;
  readonly started: Date;
  /** Absolute path of the checkout: its HEAD is the commit of the run. */
  readonly directory: string;
}

/** Writes the records of a run. What cannot be written is a warning: the run itself has ended as it has. */
export async function recordRuns(
  { runs, github, log, started, directory }: EndedRun,
  describe: (place: RunPlace) => readonly LedgerRecord[],
): Promise<void> {
  if (runs === undefined) return;
  const git = await openGitRepository(directory);
  const commit = (await git.resolve("HEAD")) ?? "";
  const records = describe(describeRunPlace(started, createClock().now(), commit));
  if (records.length === 0) return;
  await appendBestEffort(records, openLedger({ github, log, branch: runs.branch }), log);
}
