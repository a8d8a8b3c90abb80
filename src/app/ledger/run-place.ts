import type { AuditRecord } from "../../runs/audit-schema.ts";
import type { RunRecord } from "../../runs/run-schema.ts";

/** What a run knows of itself, whatever it did: who, when, where. */
export type RunPlace = Pick<
  RunRecord,
  | "actor"
  | "trigger"
  | "startedAt"
  | "endedAt"
  | "durationSeconds"
  | "commit"
  | "ref"
  | "environment"
  | "hardware"
> & {
  /** `<workflow run>.<attempt>`, unique to this run. */
  readonly id: string;
  /** The id of the attempt before, of the same workflow run. */
  readonly attemptBefore: string | null;
};

/** What a run did; lists that are not given are empty. */
type RunFacts = Pick<RunRecord, "verb" | "model" | "state" | "reasonCode"> &
  Partial<
    Pick<
      RunRecord,
      "commit" | "failedStage" | "params" | "inputs" | "outputs" | "metrics" | "artifacts" | "parents"
    >
  >;

/** The record of a run. `subject` tells runs of one verb in one workflow run apart: a model, or a Deployment. */
export function recordRun(place: RunPlace, subject: string, facts: RunFacts): RunRecord {
  const { id: prefix, attemptBefore, ...where } = place;
  const suffix = `/${facts.verb}/${subject}`;
  return {
    ...where,
    schema: "pawl.run/1",
    id: `${prefix}${suffix}`,
    key: `run/${prefix}${suffix}`,
    params: {},
    inputs: [],
    outputs: [],
    metrics: [],
    artifacts: [],
    parents: [],
    retryOf: attemptBefore === null ? null : `${attemptBefore}${suffix}`,
    ...facts,
  };
}

/** What a run decided; what is not given is not known. */
type DecisionFacts = Pick<AuditRecord, "key" | "action" | "reasonCode" | "reason" | "model" | "version"> &
  Partial<
    Pick<
      AuditRecord,
      "source" | "environment" | "modelDigest" | "shas" | "pullRequest" | "tag" | "deploymentId"
    >
  >;

/** The record of a decision that a run made and carried out by itself. The reason is cut at 2,000 characters. */
export function recordDecision(place: RunPlace, facts: DecisionFacts): AuditRecord {
  const { runId } = place.trigger;
  return {
    schema: "pawl.audit/1",
    at: place.endedAt,
    outcome: "done",
    source: runId === null ? "cli" : "action",
    actor: place.actor,
    previousVersion: null,
    environment: null,
    modelDigest: null,
    shas: { commit: null, head: null, base: null, policy: place.commit },
    gates: [],
    approvals: [],
    pullRequest: null,
    request: null,
    tag: null,
    deploymentId: null,
    runId,
    ...facts,
    reason: facts.reason.slice(0, 2000),
  };
}
