import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import type { Key } from "../key.ts";
import { pipelineWorkflow } from "../../src/app/evaluate-run/workflow-files.ts";
import type { BotContext } from "./context.ts";
import { reconcileExplanation } from "./explanation.ts";
import type { Outcome } from "./outcome.ts";
import { evaluatedRun, explainedBy, isOnBranchOf } from "./run-facts.ts";
import { concludeSuperseded } from "./superseded-runs.ts";
import { writeRunRecords } from "./run-records.ts";

/**
 * Finds what a workflow run may have changed: its pull requests, and the registry after a push. Writes the records that its jobs
 * left, and those that they could not leave, and what an attribution found.
 */
export async function reconcileRun(id: number, context: BotContext): Promise<Outcome> {
  const run = await context.github.workflows.getRun(id);
  const dueInMs = run === undefined ? undefined : await writeRunRecords(run, context);
  const outcome = await findConcerned(run, context);
  return dueInMs === undefined ? outcome : { ...outcome, dueInMs };
}

async function findConcerned(run: WorkflowRun | undefined, context: BotContext): Promise<Outcome> {
  const { github, repository } = context;
  const evaluated = run === undefined ? undefined : evaluatedRun(run);
  if (evaluated !== undefined) {
    return { decision: "done", reasonCode: "looked-up", next: [{ kind: "run", repository, id: evaluated }] };
  }
  if (run === undefined || run.path !== pipelineWorkflow.path) {
    return { decision: "ignored", reasonCode: "unknown.run" };
  }
  const explained = explainedBy(run);
  if (explained !== undefined) return reconcileExplanation(run, explained, context);
  if (run.event === "push") {
    return { decision: "done", reasonCode: "looked-up", next: [{ kind: "release", repository }] };
  }
  const isRetraining = run.event === "workflow_dispatch" || run.event === "schedule";
  if (run.event !== "pull_request" && !isRetraining)
    return { decision: "ignored", reasonCode: "other.event" };
  const open = await github.pullRequests.listOpen();
  if (!isRetraining && isOver(run, open, context)) await concludeSuperseded(run, context);
  const next: readonly Key[] = open
    .filter((pull) => (isRetraining ? pull.headRef.startsWith("pawl/retrain/") : isOnBranchOf(run, pull)))
    .map((pull) => ({ kind: "pull-request", repository, number: pull.number }));
  return { decision: next.length > 0 ? "done" : "unchanged", reasonCode: "looked-up", next };
}

function isOver(run: WorkflowRun, open: readonly PullRequest[], { ownRun }: BotContext): boolean {
  const hasEnded = run.status === "completed" || run.id === ownRun?.id;
  return hasEnded && !open.some((pull) => pull.headSha === run.headSha);
}
