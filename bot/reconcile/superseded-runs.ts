import type { Policy } from "../../src/config/schema.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import type { BotContext } from "./context.ts";
import { applyCheck, findOwnCheck } from "./own-check.ts";
import { addsResultsOnly } from "./result-files.ts";
import { headOfRun, isGpuJob, listPullRuns } from "./run-facts.ts";
import { haveSameTree } from "./same-tree.ts";

/**
 * Cancels runs that work for a head that a push has replaced, or for a pull request that was closed without a merge: as the
 * policy says those with a job on a GPU, all, or none. A run whose head lacks only its own results, or has the files of the
 * live head, goes on: its report counts. What was concluded about the earlier head stands; its check that is in progress is
 * concluded as cancelled.
 */
export async function cancelSuperseded(
  pull: PullRequest,
  which: Policy["cancel_superseded"],
  context: BotContext,
): Promise<number> {
  if (which === "none" || pull.merged) return 0;
  const { github, ownRun } = context;
  const runs = await listPullRuns(pull, context);
  // What we read may be behind: only a newer run of the live head shows that another head was before it.
  const newest = pull.state === "closed" ? Infinity : newestOfHead(runs, pull);
  const going = runs.filter((run) => run.status !== "completed" && run.id !== ownRun?.id && run.id < newest);
  if (going.length === 0 || (await isElsewhereOpen(pull, github))) return 0;
  let cancelled = 0;
  for (const run of going) {
    if (!(await isSuperseded(run, pull, github))) continue;
    if (which === "gpu" && !(await usesGpu(run, github))) continue;
    if ((await github.workflows.cancel(run.id)) === "cancelled") cancelled += 1;
    await concludeSuperseded(run, context);
  }
  return cancelled;
}

function newestOfHead(runs: readonly WorkflowRun[], { headSha }: PullRequest): number {
  return Math.max(0, ...runs.filter((run) => headOfRun(run) === headSha).map(({ id }) => id));
}

/** The same branch may have several pull requests: a closed one stops nothing of the others. */
async function isElsewhereOpen(pull: PullRequest, github: BotContext["github"]): Promise<boolean> {
  if (pull.state === "open") return false;
  return (await github.pullRequests.listOpen()).some(
    (other) => other.headRef === pull.headRef && other.headRepositoryId === pull.headRepositoryId,
  );
}

async function isSuperseded(
  run: WorkflowRun,
  pull: PullRequest,
  github: BotContext["github"],
): Promise<boolean> {
  if (pull.state === "closed") return true;
  const head = headOfRun(run);
  if (head === pull.headSha) return false;
  if (await haveSameTree(head, pull.headSha, github)) return false;
  return !(await addsResultsOnly(head, pull.headSha, github));
}

async function usesGpu(run: WorkflowRun, { workflows }: BotContext["github"]): Promise<boolean> {
  return (await workflows.listJobs(run.id)).some((job) => job.status !== "completed" && isGpuJob(job));
}

/** The check of a head that is no pull request's any more would stay in progress for ever. */
export async function concludeSuperseded(run: WorkflowRun, context: BotContext): Promise<void> {
  const head = headOfRun(run);
  const check = await findOwnCheck("ml/metrics", head, context);
  if (check === undefined || check.status === "completed") return;
  const summary = `[Run ${run.id}](${run.url}) ended when this commit was no open pull request's head any more.`;
  const content = { title: "Superseded", summary, conclusion: "cancelled" as const };
  await applyCheck("ml/metrics", head, content, context);
}
