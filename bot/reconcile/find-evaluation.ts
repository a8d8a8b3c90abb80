import { findArtifact } from "../../src/app/evaluate-run/read-model-artifact.ts";
import { readRunReports } from "../../src/app/evaluate-run/read-run-reports.ts";
import { artifactNames, evaluationWorkflow } from "../../src/app/evaluate-run/workflow-files.ts";
import type { EvaluationReport } from "../../src/evaluation/report-schema.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import type { BotContext } from "./context.ts";

/** What the evaluation apart from the pull request says of one run of the pipeline. */
export type FoundEvaluation =
  | { readonly state: "found"; readonly reports: readonly EvaluationReport[]; readonly run: WorkflowRun }
  | { readonly state: "running" | "failed"; readonly run: WorkflowRun; readonly reason: string }
  /** The run left nothing to evaluate, or has not ended. */
  | { readonly state: "none" };

interface EvaluationRequest {
  /** Of the pipeline. */
  readonly run: WorkflowRun;
  readonly pull: PullRequest;
  readonly models: readonly string[];
  /** Runs by `workflow_run`, newest first. */
  readonly evaluations: readonly WorkflowRun[];
}

type Ports = Pick<BotContext, "github" | "readArchive" | "ownRun">;

/**
 * Finds the evaluation of a pipeline run: a run of the default branch's evaluation workflow, started by `workflow_run`, whose
 * title names the run. Its report counts when it says that it was computed for this pull request, this run and this head.
 */
export async function findEvaluation(request: EvaluationRequest, ports: Ports): Promise<FoundEvaluation> {
  const { github, ownRun } = ports;
  const evaluation = await findEvaluationRun(request, github);
  if (evaluation !== undefined) {
    const found = await readEvaluation(evaluation, request, ports);
    if (found !== undefined) return found;
    if (evaluation.status !== "completed" && evaluation.id !== ownRun?.id) {
      return { state: "running", run: evaluation, reason: "the pipeline's results are evaluated" };
    }
  }
  const left = await findArtifact(request.run.id, artifactNames.reports, github);
  if (left === undefined) return { state: "none" };
  return evaluation === undefined
    ? { state: "running", run: request.run, reason: "waits for the evaluation apart from the pull request" }
    : {
        state: "failed",
        run: evaluation,
        reason: "the evaluation apart from the pull request gave no report",
      };
}

async function findEvaluationRun(
  { run, evaluations }: EvaluationRequest,
  { members }: BotContext["github"],
): Promise<WorkflowRun | undefined> {
  const { id } = await members.repository();
  return evaluations.find(
    (candidate) =>
      candidate.event === "workflow_run" &&
      candidate.path === evaluationWorkflow.path &&
      candidate.headRepositoryId === id &&
      candidate.displayTitle === evaluationWorkflow.titleOf(run.id),
  );
}

async function readEvaluation(
  evaluation: WorkflowRun,
  { run, pull, models }: EvaluationRequest,
  { github, readArchive }: Ports,
): Promise<FoundEvaluation | undefined> {
  const read = await readRunReports(evaluation.id, models, { workflows: github.workflows, readArchive });
  if (read.state === "refused") return { state: "failed", run: evaluation, reason: read.reason };
  if (read.state === "none") return undefined;
  const isOfThis = read.reports.every(
    ({ headSha, verification }) =>
      headSha === pull.headSha &&
      verification?.by === "recomputed" &&
      verification.run === run.id &&
      verification.pullRequest === pull.number,
  );
  return isOfThis ? { state: "found", reports: read.reports, run: evaluation } : { state: "none" };
}
