import type { AuditRecord } from "../../runs/audit-schema.ts";
import type { LedgerRecord } from "../../runs/ledger-record.ts";
import type { RunRecord } from "../../runs/run-schema.ts";
import type { DeployResult } from "../deploy.ts";
import { recordDecision, recordRun, type RunPlace } from "./run-place.ts";

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

function toRun(result: Ended, deploymentId: number, place: RunPlace): RunRecord {
  const hasFailed = result.decision === "failed";
  return recordRun(place, String(deploymentId), {
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
  });
}

function toDecision(result: Done, deploymentId: number, place: RunPlace): AuditRecord {
  const { model, version, environment, reasonCode, reason } = result;
  const named = { key: `deploy/${deploymentId}`, action: "deploy" } as const;
  return recordDecision(place, { ...named, reasonCode, reason, model, version, environment, deploymentId });
}
