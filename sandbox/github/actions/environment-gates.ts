import type {
  DeploymentReport,
  EnvironmentGates,
  GateDecision,
  GateRequest,
  JobRecord,
  RunRecord,
} from "../../runner/host.ts";
import type { SandboxContext } from "../context.ts";
import type { RepositoryRecord } from "../records.ts";
import { findProtection } from "../resources/branch-rules.ts";
import { fitsRefPolicies, refPoliciesOf } from "../resources/branch-policies.ts";
import {
  ensureEnvironment,
  hasReviewers,
  type DeploymentRecord,
  type EnvironmentRecord,
} from "../resources/deployment-records.ts";
import { findJobDeployment, openJobDeployment, reportJobDeployment } from "./job-deployments.ts";
import type { StoredRunLedger } from "./stored-run-ledger.ts";

/** A reviewer's word on the jobs of a run that wait at an environment. */
export interface GateReview {
  readonly environmentId: number;
  readonly state: "approved" | "rejected";
  readonly userId: number;
  readonly comment: string;
}

/** A job that waits at an environment. */
export interface WaitingJob {
  readonly run: RunRecord;
  readonly job: JobRecord;
  readonly deployment: DeploymentRecord;
  readonly environment: EnvironmentRecord;
  readonly since: string;
  readonly decide: (decision: GateDecision) => void;
}

const minuteMs = 60_000;
/** A longer `setTimeout` fires at once; an environment may wait for 30 days. */
const longestTimerMs = 2_147_483_647;

/** The environments of a sandbox as its jobs meet them. */
export class StoredEnvironmentGates implements EnvironmentGates {
  readonly #context: SandboxContext;
  readonly #ledger: StoredRunLedger;
  readonly #waiting = new Set<WaitingJob>();

  constructor(context: SandboxContext, ledger: StoredRunLedger) {
    this.#context = context;
    this.#ledger = ledger;
  }

  /** Jobs of a run that wait for a reviewer or a timer. */
  waitingOf(runId: number): readonly WaitingJob[] {
    return [...this.#waiting].filter(({ run }) => run.id === runId);
  }

  /** What reviewers said about a run, oldest first. */
  reviewsOf(runId: number): readonly GateReview[] {
    return this.#context.store.collection<GateReview>("actions-gate-reviews").list(runId);
  }

  /** Takes a reviewer's word; the jobs that wait at that environment go on or fail. Returns their Deployments. */
  review(runId: number, review: GateReview): readonly DeploymentRecord[] {
    const reviews = this.#context.store.collection<GateReview>("actions-gate-reviews");
    reviews.put(runId, this.#context.store.nextId(), review);
    const reviewed = this.waitingOf(runId).filter(
      ({ environment }) => environment.id === review.environmentId,
    );
    for (const { decide } of reviewed) decide(review.state);
    return reviewed.map(({ deployment }) => deployment);
  }

  /** Makes the Deployment of a job, waiting, and the environment when it is new. */
  open(run: RunRecord, environment: string): number {
    return openJobDeployment(this.#context, run, environment);
  }

  /** Waits for the branch rule, the wait timer and a reviewer. */
  async pass(request: GateRequest): Promise<GateDecision> {
    const { run, signal } = request;
    const { repository, deployment } = findJobDeployment(this.#context, run, request.deployment);
    const environment = ensureEnvironment(this.#context, repository, deployment.environment);
    if (signal.aborted) return "cancelled";
    if (!this.#allowsRef(repository, environment, run)) return "refused";
    if (environment.waitMinutes === 0 && !hasReviewers(environment)) return "approved";
    return this.#wait(request, deployment, environment);
  }

  /** Tells how the Deployment of a job goes on. */
  report(run: RunRecord, deployment: number, status: DeploymentReport): void {
    reportJobDeployment(this.#context, run, { deployment, ...status });
  }

  async #wait(
    { run, job, signal }: GateRequest,
    deployment: DeploymentRecord,
    environment: EnvironmentRecord,
  ): Promise<GateDecision> {
    const { promise, resolve } = Promise.withResolvers<GateDecision>();
    const since = this.#context.timestamp();
    const waiting: WaitingJob = { run, job, deployment, environment, since, decide: resolve };
    this.#waiting.add(waiting);
    this.#ledger.updateJob(job, { status: "waiting" });
    this.#ledger.updateRun(run.id, { status: "waiting" });
    signal.addEventListener("abort", () => resolve("cancelled"), { once: true });
    const left = new AbortController();
    const timer = delay(environment.waitMinutes * minuteMs, AbortSignal.any([signal, left.signal]));
    // An approval counts once the timer has run out; a refusal at once.
    const decision = hasReviewers(environment) ? await promise : "approved";
    if (decision === "approved") await timer;
    left.abort();
    this.#waiting.delete(waiting);
    if (this.waitingOf(run.id).length === 0) this.#ledger.updateRun(run.id, { status: "in_progress" });
    return signal.aborted ? "cancelled" : decision;
  }

  #allowsRef(repository: RepositoryRecord, environment: EnvironmentRecord, run: RunRecord): boolean {
    const { branchPolicy } = environment;
    if (branchPolicy?.["custom_branch_policies"] === true) {
      return fitsRefPolicies(refPoliciesOf(this.#context, environment), run.ref);
    }
    if (branchPolicy?.["protected_branches"] !== true) return true;
    const branch = /^refs\/heads\/(.+)$/.exec(run.ref)?.[1];
    return branch !== undefined && findProtection(this.#context, repository, branch) !== undefined;
  }
}

/** Waits, or until the signal aborts. */
async function delay(ms: number, signal: AbortSignal): Promise<void> {
  for (let left = ms; left > 0 && !signal.aborted; left -= longestTimerMs) {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), Math.min(left, longestTimerMs));
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
    await promise;
    clearTimeout(timer);
  }
}
