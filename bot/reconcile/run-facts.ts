import { evaluationWorkflow, pipelineWorkflow } from "../../src/app/evaluate-run/workflow-files.ts";
import type { Policy } from "../../src/config/schema.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { WorkflowJob, WorkflowRun } from "../../src/ports/github/workflows.ts";
import type { BotContext } from "./context.ts";

/** Runs whose times the estimate rests on. */
const estimatedRuns = 5;

/** What a run of the pipeline is likely to take; times in minutes, the median of the last runs. */
export interface RunEstimate {
  readonly runs: number;
  readonly minutes: number;
  readonly gpuMinutes: number;
  readonly queueMinutes: number;
  /** By the policy's prices; `undefined` without them. */
  readonly price: { readonly amount: number; readonly currency: string } | undefined;
}

/** What one run used; jobs that have not ended count until `now`. */
export interface RunUse {
  readonly minutes: number;
  readonly gpuMinutes: number;
  readonly queueMinutes: number;
}

/** The pipeline runs of a pull request, newest first: by its branch, and by dispatch for it. */
export async function listPullRuns(
  pull: PullRequest,
  { github }: Pick<BotContext, "github">,
): Promise<readonly WorkflowRun[]> {
  const own = await github.workflows.listRuns({ event: "pull_request", branch: pull.headRef });
  const { defaultBranch } = await github.members.repository();
  const dispatched = await github.workflows.listRuns({ event: "workflow_dispatch", branch: defaultBranch });
  const ofPull = own.filter((run) => run.headRepositoryId === pull.headRepositoryId);
  const forPull = dispatched.filter((run) => parseTitle(run)?.pull === pull.number);
  return [...ofPull, ...forPull]
    .filter((run) => run.path === pipelineWorkflow.path)
    .sort((a, b) => b.id - a.id);
}

/** The id of a request as a run's title can hold it. */
export function requestName(requestId: string): string {
  return requestId.replace(/[^\w-]+/g, "-").slice(-100);
}

/** The title of a run that `/ml run` or `/ml explain --run` dispatched; see `titleOfRun`. */
const titleGrammar =
  /^run (?<step>feature|train|evaluate|explain) (?<pull>[1-9]\d{0,9}) (?<sha>[0-9a-f]{40}) (?<request>\S{1,100})$/;

/** What the title of a run that `/ml run` dispatched says; `undefined` for any other run. */
export function parseTitle({ event, displayTitle = "" }: Pick<WorkflowRun, "event" | "displayTitle">):
  | {
      readonly step: "feature" | "train" | "evaluate" | "explain";
      readonly pull: number;
      readonly sha: string;
      readonly request: string;
    }
  | undefined {
  const groups = event === "workflow_dispatch" ? titleGrammar.exec(displayTitle)?.groups : undefined;
  if (groups === undefined) return undefined;
  const { step, pull, sha = "", request = "" } = groups;
  return {
    step: step === "feature" || step === "train" || step === "explain" ? step : "evaluate",
    pull: Number(pull),
    sha,
    request,
  };
}

/** The commit of a pull request that one of its runs works on; a dispatched run itself stands on the default branch. */
export function headOfRun(run: WorkflowRun): string {
  return parseTitle(run)?.sha ?? run.headSha;
}

/** What a run explains that `/ml explain --run` dispatched: a head of a pull request; `undefined` of another run. */
export function explainedBy(run: WorkflowRun): { readonly pull: number; readonly sha: string } | undefined {
  const asked = run.path === pipelineWorkflow.path ? parseTitle(run) : undefined;
  return asked?.step === "explain" ? asked : undefined;
}

/** The pipeline run that a run of the evaluation workflow was about. */
export function evaluatedRun({ event, path, displayTitle = "" }: WorkflowRun): number | undefined {
  if (event !== "workflow_run" || path !== evaluationWorkflow.path) return undefined;
  return evaluationWorkflow.runOf(displayTitle);
}

/** Whether a run by `pull_request` may be one of this pull request. */
export function isOnBranchOf(run: WorkflowRun, pull: PullRequest): boolean {
  return pull.headRef === run.headBranch && pull.headRepositoryId === run.headRepositoryId;
}

/** Whether a job asked for a runner with an accelerator. */
export function isGpuJob({ labels = [] }: WorkflowJob): boolean {
  return labels.some((label) => /gpu|cuda/i.test(label));
}

/** Runs of the pipeline that wait or work now, in the whole repository. */
export async function countQueue({
  github,
}: Pick<BotContext, "github">): Promise<{ readonly waiting: number; readonly working: number }> {
  const isPipeline = (run: WorkflowRun): boolean => run.path === pipelineWorkflow.path;
  const waiting = await github.workflows.listRuns({ status: "queued" });
  const working = await github.workflows.listRuns({ status: "in_progress" });
  return { waiting: waiting.filter(isPipeline).length, working: working.filter(isPipeline).length };
}

/** Estimates a run of the pipeline from the last ones that ended well; `undefined` when there is none. */
export async function estimateRun(
  policy: Policy,
  context: Pick<BotContext, "github" | "clock">,
): Promise<RunEstimate | undefined> {
  const done = await context.github.workflows.listRuns({ event: "pull_request", status: "success" });
  const last = done.filter((run) => run.path === pipelineWorkflow.path).slice(0, estimatedRuns);
  if (last.length === 0) return undefined;
  const uses = await Promise.all(last.map((run) => readRunUse(run.id, context)));
  const minutes = median(uses.map((use) => use.minutes));
  const gpuMinutes = median(uses.map((use) => use.gpuMinutes));
  const queueMinutes = median(uses.map((use) => use.queueMinutes));
  return {
    runs: last.length,
    minutes,
    gpuMinutes,
    queueMinutes,
    price: priceOf({ minutes, gpuMinutes }, policy),
  };
}

/** Minutes that the jobs of a run took, and those on runners with a GPU label. */
export async function readRunUse(
  runId: number,
  { github, clock }: Pick<BotContext, "github" | "clock">,
): Promise<RunUse> {
  const jobs = await github.workflows.listJobs(runId);
  const nowMs = clock.now().getTime();
  const all = jobs.map((job) => ({ job, minutes: minutesOf(job, nowMs) }));
  const gpu = all.filter(({ job }) => isGpuJob(job));
  const waits = jobs.map(
    (job) => Math.max(0, toMs(job.startedAt, nowMs) - Date.parse(job.createdAt)) / 60_000,
  );
  return { minutes: sum(all), gpuMinutes: sum(gpu), queueMinutes: Math.max(0, ...waits) };
}

/** What the use costs by the rates of the policy. */
export function priceOf(
  { minutes, gpuMinutes }: Pick<RunUse, "minutes" | "gpuMinutes">,
  { prices }: Policy,
): RunEstimate["price"] {
  if (prices === undefined) return undefined;
  const amount = (minutes / 60) * prices.runner_hour + (gpuMinutes / 60) * prices.gpu_hour;
  return { amount, currency: prices.currency };
}

function minutesOf(job: WorkflowJob, nowMs: number): number {
  if (job.startedAt === null) return 0;
  return Math.max(0, toMs(job.completedAt ?? null, nowMs) - Date.parse(job.startedAt)) / 60_000;
}

function toMs(at: string | null, otherwise: number): number {
  return at === null ? otherwise : Date.parse(at);
}

function sum(all: readonly { readonly minutes: number }[]): number {
  return all.reduce((total, { minutes }) => total + minutes, 0);
}

/** Of an even number the lower one of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
