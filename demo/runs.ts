import type { World } from "./world.ts";

/** Workflow runs of the repository, newest first. */
export async function listRuns(world: World) {
  const { owner, repo } = world;
  const { data } = await world.ana.rest.actions.listWorkflowRunsForRepo({ owner, repo, per_page: 100 });
  return data.workflow_runs;
}

/** Whether a run waits or works. */
export async function isBusy(world: World): Promise<boolean> {
  return (await listRuns(world)).some((run) => run.status !== "completed");
}

/** Starts a finished run again, as a person does after an outage. */
export async function rerun(world: World, runId: number): Promise<void> {
  const { owner, repo } = world;
  await world.ana.rest.actions.reRunWorkflow({ owner, repo, run_id: runId });
}

/** Starts the workflow by hand. */
export async function dispatch(world: World, inputs: Readonly<Record<string, string>>): Promise<void> {
  const { owner, repo } = world;
  await world.ana.rest.actions.createWorkflowDispatch({
    owner,
    repo,
    workflow_id: "pawl.yml",
    ref: "main",
    inputs,
  });
}

/** Throws with the log as soon as a run on the given commit or branch failed without a report, instead of waiting on. */
export async function failWithRun(
  world: World,
  isConcerned: (run: { event: string; head_branch: string | null }) => boolean,
): Promise<void> {
  const { owner, repo } = world;
  const { data } = await world.ana.rest.actions.listWorkflowRunsForRepo({ owner, repo, per_page: 1 });
  const [run] = data.workflow_runs;
  if (run?.conclusion === "failure" && isConcerned(run)) throw new Error(await explainRuns(world));
}

/** The newest runs with the log of those that failed: what a person would look at first. */
export async function explainRuns(world: World): Promise<string> {
  const { owner, repo } = world;
  const { data } = await world.ana.rest.actions.listWorkflowRunsForRepo({ owner, repo, per_page: 5 });
  const lines: string[] = [];
  for (const run of data.workflow_runs) {
    lines.push(
      `run ${run.id} ${run.event} on ${run.head_branch ?? "?"}: ${run.status ?? "?"} ${run.conclusion ?? ""}`,
    );
    if (run.conclusion !== "failure") continue;
    const jobs = await world.ana.rest.actions.listJobsForWorkflowRun({ owner, repo, run_id: run.id });
    for (const job of jobs.data.jobs.filter((item) => item.conclusion === "failure")) {
      const log = await world.ana.rest.actions.downloadJobLogsForWorkflowRun({ owner, repo, job_id: job.id });
      lines.push(
        ...String(log.data)
          .trimEnd()
          .split("\n")
          .slice(-25)
          .map((line) => `    ${line}`),
      );
    }
    break;
  }
  return lines.join("\n");
}
