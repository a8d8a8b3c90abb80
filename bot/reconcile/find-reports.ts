import { evaluationReportSchema, type EvaluationReport } from "../../src/evaluation/report-schema.ts";
import { findContradictions } from "../../src/evaluation/report-contradictions.ts";
import { PawlError } from "../../src/errors.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import { pipelineWorkflow, type BotContext } from "./context.ts";
import { addsResultsOnly } from "./result-files.ts";

/** What the pipeline runs say about a pull request's head. */
export type ReportSearch =
  | { readonly state: "found"; readonly reports: readonly EvaluationReport[]; readonly run: WorkflowRun }
  | { readonly state: "running" | "failed"; readonly run: WorkflowRun; readonly reason: string }
  | { readonly state: "none" };

type Ports = Pick<BotContext, "github" | "readArchive" | "ownRun">;

const artifactName = "pawl-report";
const maxArchiveBytes = 8 * 2 ** 20;
/** Runs looked at, newest first; an older one does not speak for a live head. */
const maxRuns = 40;
/** Runs of other heads that are compared with the live one: each costs a request. */
const maxComparisons = 8;

/**
 * Finds the newest trustworthy report for the live head of a pull request.
 *
 * A report counts only when it names that head, and its run is of the pipeline's workflow file, of the pull request's own
 * head repository, and ran on that head, on an ancestor that lacks only its results (`dvc.lock`, metrics files), or by dispatch or schedule
 * on the default branch. Where it came from is read from the run, never from the artifact.
 *
 * @param models the models of the base branch's policy; a report of another one is refused
 */
export async function findReports(
  pull: PullRequest,
  models: readonly string[],
  ports: Ports,
): Promise<ReportSearch> {
  let running: WorkflowRun | undefined;
  let failed: { readonly run: WorkflowRun; readonly reason: string } | undefined;
  for await (const { run, isOfHead } of speakingRuns(pull, ports)) {
    const read = await readReports(run, { headSha: pull.headSha, models }, ports);
    if (read.state === "found") return { state: "found", reports: read.reports, run };
    if (read.state === "invalid") failed ??= { run, reason: read.reason };
    if (!isOfHead || read.state !== "none") continue;
    if (isRunning(run, ports)) running ??= run;
    else if (hasFailed(run, ports)) failed ??= { run, reason: "the pipeline ended without a report" };
  }
  if (running !== undefined) return { state: "running", run: running, reason: "the pipeline is running" };
  return failed === undefined ? { state: "none" } : { state: "failed", ...failed };
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

type ReportRead =
  | { readonly state: "found"; readonly reports: readonly EvaluationReport[] }
  | { readonly state: "none" | "other-head" }
  | { readonly state: "invalid"; readonly reason: string };

async function readReports(
  run: WorkflowRun,
  expected: { readonly headSha: string; readonly models: readonly string[] },
  { github, readArchive }: Ports,
): Promise<ReportRead> {
  const artifacts = await github.workflows.listArtifacts(run.id);
  // A run that was run again has one of each attempt.
  const [artifact] = artifacts
    .filter((candidate) => candidate.name === artifactName && !candidate.expired)
    .sort((a, b) => b.id - a.id);
  if (artifact === undefined) return { state: "none" };
  if (artifact.sizeBytes > maxArchiveBytes)
    return { state: "invalid", reason: "the report's archive is too large" };
  const bytes = await github.workflows.downloadArtifact(artifact.id, maxArchiveBytes);
  const allowed = new Set(expected.models.map((model) => `${model}.json`));
  try {
    const files = await readArchive(bytes, (name) => allowed.has(name));
    const reports = [...files].map(([name, file]) => parseReport(name, file));
    if (reports.length === 0) return { state: "invalid", reason: "the report's archive is empty" };
    if (reports.some((report) => report.headSha !== expected.headSha)) return { state: "other-head" };
    return { state: "found", reports };
  } catch (error) {
    if (error instanceof PawlError && error.code === "file.unreadable") {
      return { state: "invalid", reason: error.message };
    }
    throw error;
  }
}

function parseReport(name: string, file: Uint8Array): EvaluationReport {
  const parsed = evaluationReportSchema.safeParse(parseJson(file));
  if (!parsed.success) throw refused(name, parsed.error.issues[0]?.message ?? "wrong shape");
  if (name !== `${parsed.data.model}.json`) throw refused(name, "it is of another model");
  const [contradiction] = findContradictions(parsed.data);
  if (contradiction !== undefined) throw refused(name, `it contradicts itself: ${contradiction}`);
  return parsed.data;
}

function refused(name: string, why: string): PawlError {
  return new PawlError("file.unreadable", { message: `The report ${name} is refused: ${why}` });
}

function parseJson(file: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(file));
  } catch {
    return undefined;
  }
}
