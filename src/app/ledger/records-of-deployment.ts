import type { AuditRecord } from "../../runs/audit-schema.ts";
import type { LedgerRecord } from "../../runs/ledger-record.ts";
import type { RunRecord } from "../../runs/run-schema.ts";
import type { DeployResult } from "../deploy.ts";
import type { RunPlace } from "./run-of-registration.ts";

/**
 * The records of a Deployment: the run, and for a version that is live or assigned the decision `deploy/<Deployment>`.
 * `[]` when nothing was to do.
 */
export function recordsOfDeployment(
  result: DeployResult,
  deploymentId: number,
  place: RunPlace,
): readonly LedgerRecord[] {
  if (result.decision === "nothing") return [];
  const run = toRun(result, deploymentId, place);
  return result.decision === "failed" ? [run] : [run, toDecision(result, deploymentId, place)];
}

type Ended = Exclude<DeployResult, { decision: "nothing" }>;
type Done = Exclude<Ended, { decision: "failed" }>;

function toRun(
  result: Ended,
  deploymentId: number,
  { id: prefix, attemptBefore, ...where }: RunPlace,
): RunRecord {
  const suffix = `/deploy/${deploymentId}`;
  const hasFailed = result.decision === "failed";
  return {
    ...where,
    schema: "pawl.run/1",
    id: `${prefix}${suffix}`,
    key: `run/${prefix}${suffix}`,
    verb: "deploy",
    model: hasFailed
      ? null
      : {
          name: result.model,
          version: result.version,
          status: result.decision === "live" ? "deployed" : "registered",
          digest: null,
        },
    state: hasFailed ? "failed" : "done",
    reasonCode: result.reasonCode,
    params: {},
    inputs: [],
    outputs: [],
    metrics: [],
    artifacts: [],
    parents: [],
    retryOf: attemptBefore === null ? null : `${attemptBefore}${suffix}`,
  };
}

function toDecision(result: Done, deploymentId: number, place: RunPlace): AuditRecord {
  const { model, version, environment, reasonCode } = result;
  return {
    schema: "pawl.audit/1",
    key: `deploy/${deploymentId}`,
    at: place.endedAt,
    action: "deploy",
    outcome: "done",
    reasonCode,
    reason: result.reason.slice(0, 2000),
    source: place.trigger.runId === null ? "cli" : "action",
    actor: place.actor,
    model,
    version,
    previousVersion: null,
    environment,
    modelDigest: null,
    shas: { commit: null, head: null, base: null, policy: place.commit },
    gates: [],
    approvals: [],
    pullRequest: null,
    request: null,
    tag: null,
    deploymentId,
    runId: place.trigger.runId,
  };
}
