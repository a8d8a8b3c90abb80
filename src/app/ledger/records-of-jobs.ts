import type { WorkflowJob, WorkflowRun } from "../../ports/github/workflows.ts";
import type { RunRecord } from "../../runs/run-schema.ts";
import { recordRun, type RunPlace } from "./run-place.ts";

/** A workflow run as GitHub shows it, and what else is known of it. */
export interface ObservedRun {
  readonly run: WorkflowRun;
  /** `owner/name`. */
  readonly repository: string;
  /** Who asked for it. */
  readonly actor: RunRecord["actor"];
  /** The commit that it worked on. */
  readonly commit: string;
  readonly pullRequest: number | null;
  /** The comment that asked for it, when one did. */
  readonly request: string | undefined;
  /** What its jobs were for. */
  readonly models: readonly string[];
  /** How far `/ml run` was to go. */
  readonly step: "feature" | "train" | "evaluate";
  /** Nobody else writes of this run: jobs that ended well have records too. */
  readonly isAlone: boolean;
}

type Verb = RunRecord["verb"];

/** Jobs of the workflow templates, by name: the id, and what a record of it is of when no more is known. `run`: as far as it was to go. */
const known: Readonly<Record<string, { readonly id: string; readonly verb: Verb | "run" }>> = {
  "feature, train, evaluate": { id: "pipeline", verb: "train" },
  pipeline: { id: "pipeline", verb: "train" },
  feature: { id: "feature", verb: "feature" },
  train: { id: "train", verb: "train" },
  evaluate: { id: "evaluate", verb: "evaluate" },
  register: { id: "register", verb: "register" },
  deploy: { id: "deploy", verb: "deploy" },
  monitor: { id: "monitor", verb: "monitor" },
  retrain: { id: "retrain", verb: "retrain" },
  run: { id: "run", verb: "run" },
};

/** Which model these were for, nobody but the job knew. */
const withoutModel: ReadonlySet<Verb> = new Set(["deploy", "monitor"]);

/** Begins the reason of every record that GitHub's word alone is behind. */
const observedPrefix = "job.";

/** How jobs end, as a record says it. Others, such as `skipped`, did nothing. */
const endings = {
  success: { state: "done", reasonCode: `${observedPrefix}succeeded` },
  failure: { state: "failed", reasonCode: `${observedPrefix}failed` },
  timed_out: { state: "failed", reasonCode: `${observedPrefix}timed-out` },
  cancelled: { state: "cancelled", reasonCode: `${observedPrefix}cancelled` },
} as const;

/** Whether a record is of what GitHub says of a job, and not by the job. */
export function isObserved({ reasonCode }: Pick<RunRecord, "reasonCode">): boolean {
  return reasonCode?.startsWith(observedPrefix) === true;
}

/** Whether two records are of one job: of one run, attempt and id; copies of a matrix are one job. */
export function isSameJob({ trigger: a }: RunRecord, { trigger: b }: RunRecord): boolean {
  return a.runId === b.runId && a.attempt === b.attempt && a.job === b.job;
}

/**
 * The records of jobs that did not end well, as far as GitHub knows them: one a model, with the id that a record of the job's own
 * would have, so that there is never a second one. Not of jobs that no runner ever began, and not of jobs that no template has.
 */
export function recordsOfJobs(jobs: readonly WorkflowJob[], observed: ObservedRun): readonly RunRecord[] {
  return jobs.flatMap((job) => toRecords(job, observed));
}

function toRecords(job: WorkflowJob, observed: ObservedRun): readonly RunRecord[] {
  const [name = ""] = job.name.split(" (", 1);
  const kind = Object.hasOwn(known, name) ? known[name] : undefined;
  const conclusion = job.conclusion ?? "";
  const ending = isEnding(conclusion) ? endings[conclusion] : undefined;
  const hasRun = job.startedAt !== null && job.runnerName !== null && job.runnerName !== "";
  if (kind === undefined || ending === undefined || !hasRun) return [];
  if (ending.state === "done" && !observed.isAlone) return [];
  const verb = kind.verb === "run" ? observed.step : kind.verb;
  const place = describePlace({ ...job, id: kind.id }, observed);
  const status = ending.state === "done" ? "none" : "failed";
  if (withoutModel.has(verb))
    return [recordRun(place, deploymentOf(observed.run) ?? "job", { verb, model: null, ...ending })];
  return observed.models.map((model) =>
    recordRun(place, model, {
      verb,
      model: { name: model, version: null, status, digest: null },
      ...ending,
    }),
  );
}

/** The Deployment that the title of a dispatched run names. */
function deploymentOf({ event, displayTitle = "" }: WorkflowRun): string | undefined {
  return event === "workflow_dispatch" ? /^deploy #([1-9]\d{0,15})$/.exec(displayTitle)?.[1] : undefined;
}

function isEnding(conclusion: string): conclusion is keyof typeof endings {
  return Object.hasOwn(endings, conclusion);
}

function describePlace(
  job: Omit<WorkflowJob, "id"> & { readonly id: string },
  { run, repository, actor, commit, pullRequest, request }: ObservedRun,
): RunPlace {
  const attempt = job.attempt ?? 1;
  const startedAt = job.startedAt ?? job.createdAt;
  const endedAt = job.completedAt ?? startedAt;
  return {
    id: `${run.id}.${attempt}`,
    attemptBefore: attempt > 1 ? `${run.id}.${attempt - 1}` : null,
    actor,
    trigger: {
      event: run.event,
      workflow: `${repository}/${run.path}`.slice(0, 2000),
      runId: run.id,
      attempt,
      job: job.id,
      pullRequest,
      url: run.url.slice(0, 2000),
      ...(request === undefined ? {} : { request }),
    },
    startedAt,
    endedAt,
    durationSeconds: Math.max(0, (Date.parse(endedAt) - Date.parse(startedAt)) / 1000),
    commit,
    ref: run.headBranch === null ? null : `refs/heads/${run.headBranch}`.slice(0, 2000),
    environment: {
      os: "unknown",
      architecture: "unknown",
      runner: job.runnerName?.slice(0, 2000) ?? null,
      image: null,
      versions: {},
    },
    hardware: null,
  };
}
