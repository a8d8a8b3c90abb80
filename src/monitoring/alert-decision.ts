import type { DriftRecord } from "./drift-marker.ts";
import type { KindVerdict } from "./verdict.ts";

/** The one issue of a fingerprint, as it is now. */
export interface ExistingAlert {
  readonly state: "open" | "closed";
  readonly record: DriftRecord | undefined;
}

/** What to do about the issue of one fingerprint. */
export interface AlertDecision {
  readonly decision: "open" | "update" | "close" | "reopen" | "nothing";
  readonly reasonCode:
    | "drift.opened"
    | "drift.continues"
    | "drift.reopened"
    | "drift.undecided"
    | "drift.resolved"
    | "drift.closed-by-person"
    | "drift.none"
    | "drift.snoozed"
    | "drift.not-enough-data";
}

/**
 * Decides from the verdict on the live version and the issue that is there.
 *
 * An issue that a person closed while drift goes on stays closed until the drift has ended once, or another version is live.
 * A version change starts the count anew, because only windows of the live version are judged: an open issue is closed by the
 * new version's own k clean windows. While a person snoozes it, it is neither opened nor reopened.
 */
export function decideAlert(
  verdict: KindVerdict,
  existing: ExistingAlert | undefined,
  version: string,
  isSnoozed = false,
): AlertDecision {
  if (verdict.state === "over") {
    const decision = decideOver(existing, version);
    const isAnew = decision.decision === "open" || decision.decision === "reopen";
    return isSnoozed && isAnew ? { decision: "nothing", reasonCode: "drift.snoozed" } : decision;
  }
  if (verdict.state !== "clean") {
    return keep(existing, verdict.state === "undecided" ? "drift.undecided" : "drift.not-enough-data");
  }
  return existing !== undefined && isUnresolved(existing)
    ? { decision: "close", reasonCode: "drift.resolved" }
    : { decision: "nothing", reasonCode: "drift.none" };
}

function decideOver(existing: ExistingAlert | undefined, version: string): AlertDecision {
  if (existing === undefined) return { decision: "open", reasonCode: "drift.opened" };
  if (existing.state === "open") return { decision: "update", reasonCode: "drift.continues" };
  const wasClosedByPerson = existing.record?.state === "open" && existing.record.version === version;
  if (wasClosedByPerson) return { decision: "nothing", reasonCode: "drift.closed-by-person" };
  return { decision: "reopen", reasonCode: "drift.reopened" };
}

function isUnresolved(existing: ExistingAlert): boolean {
  return existing.state === "open" || existing.record?.state === "open";
}

function keep(existing: ExistingAlert | undefined, reasonCode: AlertDecision["reasonCode"]): AlertDecision {
  return { decision: existing?.state === "open" ? "update" : "nothing", reasonCode };
}
