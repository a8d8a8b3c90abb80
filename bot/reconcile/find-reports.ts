import { evaluationWorkflow, pipelineWorkflow } from "../../src/app/evaluate-run/workflow-files.ts";
import { readRunReports, type RunReports } from "../../src/app/evaluate-run/read-run-reports.ts";
import type { EvaluationReport } from "../../src/evaluation/report-schema.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import type { BotContext } from "./context.ts";
import { findEvaluation } from "./find-evaluation.ts";
import { addsResultsOnly } from "./result-files.ts";
import { asOfEarlierHead, carryOver } from "./same-tree.ts";
import { markSelfReported } from "./self-reported.ts";

/** What the pipeline runs say about a pull request's head. */
export type ReportSearch =
  | { readonly state: "found"; readonly reports: readonly EvaluationReport[]; readonly run: WorkflowRun }
  | { readonly state: "running" | "failed"; readonly run: WorkflowRun; readonly reason: string }
  | { readonly state: "none" };

type Ports = Pick<BotContext, "github" | "readArchive" | "ownRun">;

/** Runs looked at, newest first; an older one does not speak for a live head. */
const maxRuns = 40;
/** Earlier runs whose reports are read when the live head has none: each costs a download. */
const maxEarlier = 4;
/** Runs of other heads that are compared with the live one: each costs a request. */
const maxComparisons = 8;

/**
 * Finds the newest trustworthy report for the live head of a pull request.
 *
 * A report counts only when it names that head, and its run is of the pipeline's workflow file, of the pull request's own
 * head repository, and ran on that head, on an ancestor that lacks only its results (`dvc.lock`, metrics files), or by dispatch or schedule
 * on the default branch. Where it came from is read from the run, never from the artifact.
 *
 * Where the default branch has the workflow that evaluates apart from the pull request, only its reports count for runs by
 * `pull_request`: such a run is made of files that the pull request can change. Else its reports are marked as
 * self-reported.
 *
 * @param models the models of the base branch's policy; a report of another one is refused
 */
export async function findReports(
  pull: PullRequest,
  models: readonly string[],
  ports: Ports,
): Promise<ReportSearch> {
  const evaluations = await listEvaluations(ports);
  let running: RunAnswer | undefined;
  let failed: RunAnswer | undefined;
  for await (const { run, isOfHead } of speakingRuns(pull, ports)) {
    const answer = await readAnswer(run, pull, { models, evaluations }, ports);
    if (answer.state === "found") return answer;
    if (answer.state === "failed") failed ??= answer;
    if (answer.state === "running") running ??= answer;
    if (!isOfHead || answer.state !== "none") continue;
    if (isRunning(run, ports)) running ??= { run, reason: "the pipeline is running" };
    else if (hasFailed(run, ports)) failed ??= { run, reason: "the pipeline ended without a report" };
  }
  const reused = failed === undefined ? await findReused(pull, { models, evaluations }, ports) : undefined;
  if (reused !== undefined) return reused;
  if (running !== undefined) return { state: "running", run: running.run, reason: running.reason };
  return failed === undefined
    ? { state: "none" }
    : { state: "failed", run: failed.run, reason: failed.reason };
}

interface Judging {
  readonly models: readonly string[];
  readonly evaluations: readonly WorkflowRun[] | undefined;
}

/** What one run says of the pull request's head. */
async function readAnswer(
  run: WorkflowRun,
  pull: PullRequest,
  judging: Judging,
  ports: Ports,
): Promise<Answer> {
  const { models, evaluations } = judging;
  const isOwnWord = run.event === "pull_request";
  if (evaluations !== undefined && isOwnWord)
    return findEvaluation({ run, pull, models, evaluations }, ports);
  const answer = toAnswer(run, await readReports(run, { pull, models }, ports));
  if (answer.state !== "found" || !isOwnWord) return answer;
  const reports = answer.reports.map((report) => markSelfReported(report, { run, pull }));
  return { ...answer, reports };
}

/**
 * The newest report of an earlier head of the pull request that has the files of the live one: a rebase or another message
 * changes no number. What the run of the live head says counts before it.
 */
async function findReused(
  pull: PullRequest,
  judging: Judging,
  ports: Ports,
): Promise<Extract<Answer, { state: "found" }> | undefined> {
  const { github, readArchive } = ports;
  const runs = await github.workflows.listRuns({ event: "pull_request", branch: pull.headRef });
  const earlier = runs
    .filter((run) => run.headRepositoryId === pull.headRepositoryId && run.path === pipelineWorkflow.path)
    .filter((run) => run.headSha !== pull.headSha && run.status === "completed")
    .sort((a, b) => b.id - a.id);
  for (const run of earlier.slice(0, maxEarlier)) {
    const read = await readRunReports(run.id, judging.models, { workflows: github.workflows, readArchive });
    const reported = read.state === "found" ? read.reports[0]?.headSha : undefined;
    const places = reported === undefined ? undefined : { ranOn: run.headSha, reported };
    const as = places && (await asOfEarlierHead(pull, places, github));
    const answer = as && (await readAnswer(run, as, judging, ports));
    if (answer?.state !== "found") continue;
    return { ...answer, reports: answer.reports.map((report) => carryOver(report, pull.headSha)) };
  }
  return undefined;
}

interface RunAnswer {
  readonly run: WorkflowRun;
  readonly reason: string;
}

/** Runs that may be evaluations apart from a pull request, newest first; `undefined` where the default branch has no such workflow. */
async function listEvaluations({ github }: Ports): Promise<readonly WorkflowRun[] | undefined> {
  const { defaultBranch } = await github.members.repository();
  const file = await github.gitData.readFile(evaluationWorkflow.path, `refs/heads/${defaultBranch}`);
  return file === undefined ? undefined : github.workflows.listRuns({ event: "workflow_run" });
}

function isRunning(run: WorkflowRun, { ownRun }: Ports): boolean {
  return run.status !== "completed" && run.id !== ownRun?.id;
}

/** The bot is the last job of its own run: without a report the pipeline, if it was in that run, has failed. */
function hasFailed(run: WorkflowRun, { ownRun }: Ports): boolean {
  if (run.id === ownRun?.id) return ownRun.ranPipeline;
  return run.conclusion !== "success" && run.conclusion !== "skipped" && run.conclusion !== "neutral";
}

interface SpeakingRun {
  readonly run: WorkflowRun;
  /** False for a retraining run: it may be about another pull request until its report says otherwise. */
  readonly isOfHead: boolean;
}

/** Runs that may speak for the head, newest first. */
async function* speakingRuns(pull: PullRequest, { github }: Ports): AsyncGenerator<SpeakingRun> {
  const { id, defaultBranch } = await github.members.repository();
  const own = await github.workflows.listRuns({ event: "pull_request", branch: pull.headRef });
  const isOwnBranch = pull.headRepositoryId === id && pull.headRef.startsWith("pawl/retrain/");
  const dispatched = isOwnBranch ? await listDefaultBranchRuns(defaultBranch, github) : [];
  const runs = [
    ...own.filter((run) => run.headRepositoryId === pull.headRepositoryId),
    ...dispatched.filter((run) => run.headRepositoryId === id),
  ];
  const candidates = runs.filter((run) => run.path === pipelineWorkflow.path).sort((a, b) => b.id - a.id);
  const isCovered = new Map([[pull.headSha, true]]);
  for (const run of candidates.slice(0, maxRuns)) {
    if (run.event !== "pull_request") {
      yield { run, isOfHead: false };
      continue;
    }
    if (!isCovered.has(run.headSha) && isCovered.size <= maxComparisons) {
      isCovered.set(run.headSha, await addsResultsOnly(run.headSha, pull.headSha, github));
    }
    if (isCovered.get(run.headSha) === true) yield { run, isOfHead: true };
  }
}

async function listDefaultBranchRuns(
  branch: string,
  github: BotContext["github"],
): Promise<readonly WorkflowRun[]> {
  const dispatched = await github.workflows.listRuns({ event: "workflow_dispatch", branch });
  const scheduled = await github.workflows.listRuns({ event: "schedule", branch });
  return [...dispatched, ...scheduled];
}

async function readReports(
  run: WorkflowRun,
  { pull, models }: { readonly pull: PullRequest; readonly models: readonly string[] },
  { github, readArchive }: Ports,
): Promise<RunReports | { readonly state: "other-head" }> {
  const read = await readRunReports(run.id, models, { workflows: github.workflows, readArchive });
  const isOther = read.state === "found" && read.reports.some(({ headSha }) => headSha !== pull.headSha);
  return isOther ? { state: "other-head" } : read;
}

type Answer =
  | { readonly state: "found"; readonly reports: readonly EvaluationReport[]; readonly run: WorkflowRun }
  | ({ readonly state: "failed" | "running" } & RunAnswer)
  | { readonly state: "none" | "other-head" };

function toAnswer(run: WorkflowRun, read: Awaited<ReturnType<typeof readReports>>): Answer {
  if (read.state === "found") return { ...read, run };
  return read.state === "refused" ? { state: "failed", run, reason: read.reason } : { state: read.state };
}
