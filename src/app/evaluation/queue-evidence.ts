import { PawlError } from "../../errors.ts";
import type { Workflows } from "../../ports/github/workflows.ts";

/** The run that an evaluation is part of, as the runner's environment names it. */
export interface WorkflowPlace {
  readonly runId: number;
  readonly runnerName: string;
}

/**
 * How long the job that this is part of waited for its runner: from `created_at` to `started_at` of the one job of the run that
 * is in progress on this runner.
 *
 * @returns seconds, ≥ 0; null when there is no such job, or GitHub does not say, as to a token without `actions: read`.
 */
export async function readQueueSeconds(
  { runId, runnerName }: WorkflowPlace,
  workflows: Pick<Workflows, "listJobs">,
): Promise<number | null> {
  try {
    const jobs = await workflows.listJobs(runId);
    const here = jobs.filter((job) => job.status === "in_progress" && job.runnerName === runnerName);
    const [job] = here;
    if (job?.startedAt === undefined || job.startedAt === null || here.length > 1) return null;
    const seconds = (Date.parse(job.startedAt) - Date.parse(job.createdAt)) / 1000;
    return Number.isNaN(seconds) ? null : Math.max(0, seconds);
  } catch (error) {
    if (error instanceof PawlError) return null;
    throw error;
  }
}
