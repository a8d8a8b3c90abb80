import type { WorkflowPlace } from "../app/evaluation/queue-evidence.ts";

/** The repository of the running workflow, as the runner's environment names it; `token` is not among it. */
export function workflowRepository(): { readonly repository: string; readonly apiUrl: string } {
  return {
    repository: process.env["GITHUB_REPOSITORY"] ?? "",
    apiUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com",
  };
}

/** The run and the runner of the running workflow; `undefined` outside of one. */
export function workflowPlace(): WorkflowPlace | undefined {
  const [runId, runnerName] = [process.env["GITHUB_RUN_ID"], process.env["RUNNER_NAME"]];
  if (runId === undefined || runnerName === undefined || !/^\d{1,15}$/.test(runId)) return undefined;
  return { runId: Number(runId), runnerName };
}
