import { hasEnded, type Promotion } from "../../registry/promotion-document.ts";
import type { AuditRecord } from "../../runs/audit-schema.ts";
import type { RecordActor } from "../../runs/record-fields.ts";

type Ended = Promotion & { readonly outcome: NonNullable<Promotion["outcome"]> };

/**
 * The decisions that kept promotions and rollbacks ended with. Keys: `promote/<tag>` and `rollback/<tag>` for those that
 * were carried out; `reject/<id>/<comment>`; `lapse/<id>/<instant>` for one that expired or whose evidence went stale. The
 * documents are kept for 30 days after their end, so an entry that could not be written is found missing and written later.
 */
export function decisionsOfPromotions(promotions: readonly Promotion[]): readonly AuditRecord[] {
  return promotions.filter(isEnded).map(toDecision);
}

function isEnded(promotion: Promotion): promotion is Ended {
  return hasEnded(promotion) && promotion.outcome !== null;
}

function toDecision(promotion: Ended): AuditRecord {
  const { outcome, evidence, request, rejection, model, environment } = promotion;
  const named = nameDecision(promotion);
  return {
    schema: "pawl.audit/1",
    ...named,
    at: new Date(outcome.at).toISOString(),
    reasonCode: promotion.state,
    reason: outcome.reason,
    source: sourceOf(request),
    actor: named.action === "reject" && rejection !== null ? person(rejection) : person(request),
    model,
    version: evidence.version,
    previousVersion: evidence.from?.version ?? null,
    environment,
    modelDigest: `sha256:${evidence.sha256}`,
    shas: {
      commit: evidence.commit,
      head: evidence.pulls[0]?.head ?? null,
      base: null,
      policy: evidence.policy.commit,
    },
    gates: describeGates(promotion),
    approvals: describeApprovals(promotion),
    pullRequest: request.pull,
    request: request.key.replace(/[^\x21-\x7e]/g, "_").slice(0, 400),
    tag: outcome.tag,
    deploymentId: null,
    runId: null,
  };
}

function nameDecision({
  id,
  kind,
  state,
  outcome,
  rejection,
}: Ended): Pick<AuditRecord, "key" | "action" | "outcome"> {
  const action = kind === "rollback" ? "rollback" : "promote";
  if (state === "promoted") {
    return { key: `${action}/${outcome.tag ?? id}`, action, outcome: "done" };
  }
  if (state === "rejected" && rejection !== null) {
    return { key: `reject/${id}/${rejection.comment}`, action: "reject", outcome: "done" };
  }
  return { key: `lapse/${id}/${new Date(outcome.at).toISOString()}`, action, outcome: "refused" };
}

/** A rollback names no door: a comment is told by its natural key. */
function sourceOf({ source, key }: Promotion["request"]): AuditRecord["source"] {
  if (source === "button") return "check";
  if (source === "label" || source === "command" || source === "dashboard") return source;
  if (source === "cli" || source === "automatic") return source;
  return key.startsWith("issuecomment-") ? "command" : "cli";
}

function person({ login, id = null }: { readonly login: string; readonly id?: number | null }): RecordActor {
  return { id, login, type: login.endsWith("[bot]") ? "Bot" : "User", role: null };
}

function describeGates({ evidence }: Promotion): AuditRecord["gates"] {
  const stood = evidence.gates.map(({ pull, conclusion, title }) => ({
    gate: `ml/metrics of #${pull}: ${title}`.slice(0, 2000),
    status:
      conclusion === "success"
        ? ("pass" as const)
        : conclusion === "failure"
          ? ("fail" as const)
          : ("warn" as const),
    reasonCode: conclusion,
  }));
  const overridden = evidence.overrides.map(({ gate, by, reason }) => ({
    gate: `${gate}: overridden by ${by}: ${reason}`.slice(0, 2000),
    status: "warn" as const,
    reasonCode: "overridden",
  }));
  return [...stood, ...overridden].slice(0, 200);
}

/** Those that counted. */
function describeApprovals({ approvals, approvedBy, evidence }: Promotion): AuditRecord["approvals"] {
  return approvals
    .filter(({ login }) => approvedBy.includes(login))
    .map((approval) => ({
      id: approval.comment,
      kind: "comment" as const,
      actor: person(approval),
      commit: evidence.commit,
      digest: `sha256:${evidence.sha256}`,
      at: new Date(approval.at).toISOString(),
    }));
}
