import { appendBestEffort } from "../../src/app/ledger/append-best-effort.ts";
import { evaluationWorkflow, pipelineWorkflow } from "../../src/app/evaluate-run/workflow-files.ts";
import { readHandedRecords } from "../../src/app/ledger/handed-records.ts";
import { isObserved, isSameJob, recordsOfJobs } from "../../src/app/ledger/records-of-jobs.ts";
import type { Policy } from "../../src/config/schema.ts";
import type { WorkflowJob, WorkflowRun } from "../../src/ports/github/workflows.ts";
import type { RunLedger } from "../../src/ports/run-ledger.ts";
import type { LedgerRecord } from "../../src/runs/ledger-record.ts";
import type { RunRecord } from "../../src/runs/run-schema.ts";
import { openLedger } from "../../src/runtime/open-ledger.ts";
import type { BotContext } from "./context.ts";
import { readPolicy } from "./policy.ts";
import { parseTitle } from "./run-facts.ts";
import { findRunOrigin, type RunOrigin, runsForkCode } from "./run-origin.ts";

/** A server waits so long after a job's end before it speaks for it: artifacts may be listed a little later. */
const settleMs = 60_000;
/** Models of one job that are recorded at most. */
const mostModels = 100;

/**
 * Writes to the ledger what jobs of a run that has ended left for it, and what GitHub says of those that left nothing: killed,
 * timed out, cancelled, or without a runner all at once. A second look at the same run finds every record there. What cannot be
 * written is a warning.
 *
 * @returns when to look again, in milliseconds; `undefined` when all is written.
 */
export async function writeRunRecords(run: WorkflowRun, context: BotContext): Promise<number | undefined> {
  const hasEnded = run.status === "completed" || run.id === context.ownRun?.id;
  const isOurs = run.path === pipelineWorkflow.path || run.path === evaluationWorkflow.path;
  if (!hasEnded || !isOurs) return undefined;
  const { github, log, readArchive } = context;
  const { defaultBranch } = await github.members.repository();
  const policy = await readPolicy(defaultBranch, context);
  if (policy?.runs === undefined) return undefined;
  const isFork = await runsForkCode(run, context);
  const isOfPullRequest = parseTitle(run) !== undefined;
  const ports = { workflows: github.workflows, readArchive, log };
  const handed = await readHandedRecords({ run, isFork, isOfPullRequest }, ports);
  const jobs = await listTroubled(run, isFork, context);
  if (handed.length === 0 && jobs.length === 0) return undefined;
  const needsOrigin = isOfPullRequest || jobs.length > 0;
  const origin = needsOrigin ? await findRunOrigin(run, context) : undefined;
  const own = origin !== undefined && isOfPullRequest ? handed.map((record) => ask(record, origin)) : handed;
  const observed =
    origin === undefined ? [] : await describeJobs(jobs, { run, isFork, origin, policy }, context);
  const { settled, leftMs } = settle(observed, context);
  const ledger = openLedger({ github, log, branch: policy.runs.branch });
  const records = settled.length === 0 ? own : await choose(own, settled, { ledger, run, log });
  if (records.length > 0) await appendBestEffort(records, ledger, log);
  return leftMs;
}

/** The jobs of all attempts, unless all went well; of a fork's code in any case. */
async function listTroubled(
  run: WorkflowRun,
  isFork: boolean,
  { github }: BotContext,
): Promise<readonly WorkflowJob[]> {
  const isFine = run.conclusion === "success" || run.conclusion === "skipped";
  const jobs =
    isFine && !isFork && (run.attempt ?? 1) === 1 ? [] : await github.workflows.listJobs(run.id, "all");
  return dropRepeated(jobs.filter(({ status }) => status === "completed"));
}

/** A re-run of some jobs lists those that it took over as its own: what began and ended at the same moments is one job. */
function dropRepeated(jobs: readonly WorkflowJob[]): readonly WorkflowJob[] {
  const first = new Map<string, WorkflowJob>();
  for (const job of jobs.toSorted((a, b) => (a.attempt ?? 1) - (b.attempt ?? 1))) {
    const key = `${job.startedAt} ${job.completedAt} ${job.name}`;
    if (!first.has(key)) first.set(key, job);
  }
  return [...first.values()];
}

interface Described {
  readonly run: WorkflowRun;
  readonly isFork: boolean;
  readonly origin: RunOrigin;
  readonly policy: Policy;
}

async function describeJobs(
  jobs: readonly WorkflowJob[],
  { run, isFork, origin, policy }: Described,
  { github }: BotContext,
): Promise<readonly RunRecord[]> {
  const { fullName: repository } = await github.members.repository();
  const all = Object.keys(policy.models).slice(0, mostModels);
  const models = origin.model === undefined ? all : all.filter((name) => name === origin.model);
  const isAlone = isFork && run.path === pipelineWorkflow.path;
  return recordsOfJobs(jobs, { ...origin, run, repository, models, isAlone });
}

/** Records of jobs that ended long enough ago, and how long until the others did. A workflow cannot wait. */
function settle(
  observed: readonly RunRecord[],
  { ownRun, clock }: BotContext,
): { readonly settled: readonly RunRecord[]; readonly leftMs: number | undefined } {
  if (ownRun !== undefined) return { settled: observed, leftMs: undefined };
  const left = (record: RunRecord): number => Date.parse(record.endedAt) + settleMs - clock.now().getTime();
  const open = observed.map(left).filter((ms) => ms > 0);
  const settled = observed.filter((record) => left(record) <= 0);
  return { settled, leftMs: open.length === 0 ? undefined : Math.min(settleMs, Math.max(...open)) };
}

/**
 * What is written: records of jobs that wrote or left none of their own, and those that were left unless they come after such a
 * record: what the ledger says of a job it says once.
 */
async function choose(
  handed: readonly LedgerRecord[],
  observed: readonly RunRecord[],
  {
    ledger,
    run,
    log,
  }: { readonly ledger: RunLedger; readonly run: WorkflowRun; readonly log: BotContext["log"] },
): Promise<readonly LedgerRecord[]> {
  const { records: known, isComplete } = await ledger.ofRun(run.id, run.createdAt);
  const spoken = known.filter(isObserved);
  const [late, taken] = partition(
    handed,
    (record) => isRun(record) && spoken.some((one) => isSameJob(one, record)),
  );
  if (late.length > 0)
    log.warning(
      `${late.length} records of run ${run.id} came after what GitHub says of their jobs was written.`,
    );
  if (!isComplete) {
    log.warning(
      `Whether jobs of run ${run.id} left records cannot be told any more: none is written for them.`,
    );
    return taken;
  }
  const own = [...known, ...taken.filter(isRun)];
  return [...taken, ...observed.filter((record) => !own.some((one) => isSameJob(one, record)))];
}

function isRun(record: LedgerRecord): record is RunRecord {
  return record.schema === "pawl.run/1";
}

function partition<Item>(
  items: readonly Item[],
  isFirst: (item: Item) => boolean,
): readonly [readonly Item[], readonly Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

/** What the pull request's own code left of `/ml run`, with who asked and where, as the bot knows it. */
function ask(record: LedgerRecord, { actor, pullRequest, request, commit }: RunOrigin): LedgerRecord {
  if (!isRun(record)) return record;
  const { request: _, ...claimed } = record.trigger;
  const trigger = { ...claimed, pullRequest, ...(request === undefined ? {} : { request }) };
  return { ...record, actor, commit, trigger };
}
