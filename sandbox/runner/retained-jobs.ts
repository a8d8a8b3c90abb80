import type { JobRecord, RerunChoice } from "./host.ts";
import { WorkflowError } from "./workflow-error.ts";

const failures = new Set(["failure", "cancelled", "timed_out", "startup_failure"]);

function runsAgain({ id, conclusion }: JobRecord, choice: RerunChoice): boolean {
  if (choice === "all") return true;
  if (choice === "failed") return failures.has(conclusion ?? "");
  return id === choice.jobId;
}

/**
 * The jobs of an attempt that the next one takes over, by name. Skipped ones are looked at again, since what they need
 * may end otherwise this time.
 *
 * @throws WorkflowError when no job would run again
 */
export function retainedJobs(
  jobs: readonly JobRecord[],
  choice: RerunChoice,
): ReadonlyMap<string, JobRecord> {
  const again = jobs.filter((job) => runsAgain(job, choice));
  if (again.length === 0 && choice !== "all") {
    throw new WorkflowError("This workflow run cannot be retried: it has no failed jobs");
  }
  // Two jobs may share a name; neither is taken over then when one of them runs again.
  const names = new Set(again.map(({ name }) => name));
  const kept = jobs.filter(({ name, conclusion }) => !names.has(name) && conclusion !== "skipped");
  return new Map(kept.map((job) => [job.name, job]));
}
