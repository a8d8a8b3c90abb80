import type { GitHub } from "../../ports/github/github.ts";

/** The workflow that retrains. */
export const pawlWorkflow = "pawl.yml";

/** Branch of the pull request of a retraining that a drift issue asked for. */
export function retrainBranch(model: string, issue: number): string {
  return `pawl/retrain/${model}/issue-${issue}`;
}

/**
 * Whether a retraining of the model is under way: an open pull request on one of its retraining branches in this repository
 * (anybody may call a fork's branch so), or a dispatched run of the workflow that has not ended and whose title is `retrain <model> …` (`run-name` of the template).
 */
export async function findPendingRetraining(
  { model, repositoryId }: { readonly model: string; readonly repositoryId: number },
  ports: {
    readonly pullRequests: Pick<GitHub["pullRequests"], "listOpen">;
    readonly workflows: Pick<GitHub["workflows"], "listRuns">;
  },
): Promise<"pull-request" | "run" | undefined> {
  const open = await ports.pullRequests.listOpen();
  const isOurs = open.some(
    (pull) => pull.headRef.startsWith(`pawl/retrain/${model}/`) && pull.headRepositoryId === repositoryId,
  );
  if (isOurs) return "pull-request";
  const runs = await ports.workflows.listRuns({ event: "workflow_dispatch" });
  const isPending = runs.some(
    (run) =>
      run.path === `.github/workflows/${pawlWorkflow}` &&
      run.status !== "completed" &&
      `${run.displayTitle ?? ""} `.startsWith(`retrain ${model} `),
  );
  return isPending ? "run" : undefined;
}
