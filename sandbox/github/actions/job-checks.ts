import type { JobAnnotation, JobDraft, JobRecord, RunRecord } from "../../runner/host.ts";
import { actionsAppId } from "../accounts.ts";
import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";
import { repositoryPage } from "../render/repository.ts";
import type { CheckRunRecord } from "../resources/check-records.ts";
import { createCheckRun, updateCheckRun, type CheckScope } from "../resources/check-runs.ts";
import { ensureSuite } from "../resources/check-suites.ts";

/** The most annotations that one check run may get at once. */
const maxAnnotations = 50;

function scopeOf(context: SandboxContext, repository: RepositoryRecord): CheckScope {
  return { context, repository, actor: context.jobActor(repository) };
}

function renderAnnotation(annotation: JobAnnotation): JsonObject {
  return {
    path: annotation.path,
    start_line: annotation.startLine,
    end_line: annotation.endLine,
    annotation_level: annotation.level,
    message: annotation.message,
    ...(annotation.title === null ? {} : { title: annotation.title }),
  };
}

/** The check suite that the jobs of a commit report to: one for all of its runs. */
export function suiteIdOf(context: SandboxContext, repository: RepositoryRecord, headSha: string): number {
  return ensureSuite(scopeOf(context, repository), headSha, actionsAppId).id;
}

/** Opens the check run of a job; its id becomes the job's id. */
export function openJobCheck(
  context: SandboxContext,
  repository: RepositoryRecord,
  job: Pick<JobDraft, "name"> & Pick<RunRecord, "headSha" | "backendId">,
): number {
  const body = { name: job.name, head_sha: job.headSha, status: "queued", external_id: job.backendId };
  return createCheckRun(scopeOf(context, repository), body).id;
}

/** Brings the check run of a job up to its state. */
export function reportJobCheck(context: SandboxContext, repository: RepositoryRecord, job: JobRecord): void {
  const checkRun = context.store.collection<CheckRunRecord>("check-runs").get(repository.id, job.id);
  if (checkRun === undefined) return;
  const annotations = job.annotations.slice(0, maxAnnotations).map(renderAnnotation);
  updateCheckRun(scopeOf(context, repository), checkRun, {
    status: job.status,
    details_url: `${repositoryPage(context, repository)}/actions/runs/${job.runId}/job/${job.id}`,
    ...(job.startedAt === null ? {} : { started_at: job.startedAt }),
    ...(job.completedAt === null ? {} : { completed_at: job.completedAt }),
    ...(job.conclusion === null ? {} : { conclusion: job.conclusion }),
    output: { annotations },
  });
}

/** Concludes the check run of a job that a stopped sandbox left unfinished, without a word. */
export function abandonJobCheck(context: SandboxContext, job: JobRecord, completedAt: string): void {
  const checks = context.store.collection<CheckRunRecord>("check-runs");
  const check = checks.get(job.repositoryId, job.id);
  if (check === undefined || check.status === "completed") return;
  checks.put(job.repositoryId, job.id, {
    ...check,
    status: "completed",
    conclusion: "cancelled",
    completedAt,
  });
}
