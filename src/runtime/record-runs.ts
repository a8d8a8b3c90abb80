import { tryAppend, warnOfLost } from "../app/ledger/append-best-effort.ts";
import { handedPrefix, packRecords } from "../app/ledger/handed-records.ts";
import type { RunPlace } from "../app/ledger/run-place.ts";
import type { Policy } from "../config/schema.ts";
import { PawlError } from "../errors.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { Log } from "../ports/log.ts";
import type { LedgerRecord } from "../runs/ledger-record.ts";
import { nodeDigest } from "../adapters/digest/node-digest.ts";
import { createArtifacts, createClock, openGitRepository } from "./compose.ts";
import { openLedger } from "./open-ledger.ts";
import { describeRunPlace, findRunGpus } from "./run-place.ts";

/** A run that has ended, and where its records go. */
export interface EndedRun {
  /** `runs` of the policy; without it nothing is written. */
  readonly runs: Policy["runs"];
  /** Without it the records are handed over. */
  readonly github?: Pick<GitHub, "commits" | "gitData"> | undefined;
  readonly log: Pick<Log, "warning" | "debug" | "info">;
  readonly started: Date;
  /** Absolute path of the checkout: its HEAD is the commit of the run. */
  readonly directory: string;
  /** Of a run by hand. */
  readonly local?: LocalRun | undefined;
}

/** A run that somebody started by hand. */
export interface LocalRun {
  /** Whose token writes. */
  readonly actor: RunPlace["actor"];
  /** Whether files that git tracks differed from HEAD when it began: then no commit has the code. */
  readonly wasDirty: boolean;
}

/** What became of records: `lost` when the ledger lacks them, which was warned of. */
export type Recorded = "none" | "written" | "handed-over" | "lost";

/**
 * Writes the records of a run. In a job that may not write they are handed over in an artifact, which the bot reads once the run has
 * ended. What can neither be written nor handed over is a warning: the run itself has ended as it has.
 */
export async function recordRuns(
  { runs, github, log, started, directory, local }: EndedRun,
  describe: (place: RunPlace) => readonly LedgerRecord[],
): Promise<Recorded> {
  if (runs === undefined) return "none";
  const git = await openGitRepository(directory);
  const commit = (await git.resolve("HEAD")) ?? "";
  const ended = createClock().now();
  const gpus = await findRunGpus();
  const place = describeRunPlace(started, ended, local?.wasDirty === true ? "" : commit, gpus);
  const isByHand = local !== undefined && place.trigger.runId === null;
  const records = describe(isByHand ? { ...place, actor: local.actor } : place);
  if (records.length === 0) return "none";
  const failure =
    github === undefined
      ? new PawlError("github.request-failed", { message: "The job has no token that writes." })
      : await tryAppend(records, openLedger({ github, log, branch: runs.branch }));
  if (failure === undefined) return "written";
  if (canHandOver() && (await handOver(records, log))) return "handed-over";
  warnOfLost(records, failure, log);
  return "lost";
}

/** Whether this is a job whose artifacts somebody may read. */
function canHandOver(): boolean {
  return process.env["ACTIONS_RUNTIME_TOKEN"] !== undefined && process.env["GITHUB_RUN_ID"] !== undefined;
}

async function handOver(records: readonly LedgerRecord[], log: EndedRun["log"]): Promise<boolean> {
  const [job, attempt] = [process.env["GITHUB_JOB"] ?? "job", process.env["GITHUB_RUN_ATTEMPT"] ?? "1"];
  const keys = nodeDigest.sha256(records.map(({ key }) => key).join("\n"));
  const name = `${handedPrefix}${job.replaceAll(/[^\w-]/g, "_").slice(0, 100)}-${attempt}-${keys.slice(0, 8)}`;
  try {
    await (await createArtifacts()).upload(name, packRecords(records));
    log.info(`The bot writes what the artifact ${name} holds to the run ledger.`);
    return true;
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    log.debug(`${name}: ${error.message}`);
    return false;
  }
}
