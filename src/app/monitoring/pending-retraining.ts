import type { GitHub } from "../../ports/github/github.ts";

/** The workflow that retrains. */
export const pawlWorkflow = "pawl.yml";

/** Branch of the pull request of a retraining that a drift issue asked for. */
export function retrainBranch(model: string, issue: number): string {
  return `pawl/retrain/${model}/issue-${issue}`;
}

/**
 * Whether a retraining of the model is under way: an open pull request on the branch of one of its drift issues, or a
 * dispatched run of the workflow that has not ended and bears the model in its title (`run-name` of the template).
 */
export async function findPendingRetraining(
  request: { readonly model: string; readonly issues: readonly number[] },
  ports: {
    readonly pullRequests: Pick<GitHub["pullRequests"], "findByBranch">;
    readonly workflows: Pick<GitHub["workflows"], "listRuns">;
  },
): Promise<"pull-request" | "run" | undefined> {
  for (const issue of request.issues) {
    const found = await ports.pullRequests.findByBranch(retrainBranch(request.model, issue));
    if (found.some((pullRequest) => pullRequest.state === "open")) return "pull-request";
  }
  const runs = await ports.workflows.listRuns({ event: "workflow_dispatch" });
  const isPending = runs.some(
    (run) =>
      run.path === `.github/workflows/${pawlWorkflow}` &&
      run.status !== "completed" &&
      run.displayTitle?.startsWith(`retrain ${request.model} `) === true,
  );
  return isPending ? "run" : undefined;
}
