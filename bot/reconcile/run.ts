import type { Key } from "../key.ts";
import { pipelineWorkflow, type BotContext } from "./context.ts";
import type { Outcome } from "./outcome.ts";

/** Finds what a workflow run may have changed: its pull requests, and the registry after a push. */
export async function reconcileRun(id: number, context: BotContext): Promise<Outcome> {
  const { github, repository } = context;
  const run = await github.workflows.getRun(id);
  if (run === undefined || run.path !== pipelineWorkflow.path) {
    return { decision: "ignored", reasonCode: "unknown.run" };
  }
  if (run.event === "push")
    return { decision: "done", reasonCode: "looked-up", next: [{ kind: "release", repository }] };
  const isRetraining = run.event === "workflow_dispatch" || run.event === "schedule";
  if (run.event !== "pull_request" && !isRetraining)
    return { decision: "ignored", reasonCode: "other.event" };
  const open = await github.pullRequests.listOpen();
  const pulls = open.filter((pull) =>
    isRetraining
      ? pull.headRef.startsWith("pawl/retrain/")
      : pull.headRef === run.headBranch && pull.headRepositoryId === run.headRepositoryId,
  );
  const next: readonly Key[] = pulls.map((pull) => ({
    kind: "pull-request",
    repository,
    number: pull.number,
  }));
  return { decision: next.length > 0 ? "done" : "unchanged", reasonCode: "looked-up", next };
}
