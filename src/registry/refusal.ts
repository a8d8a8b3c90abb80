/** Why a promotion, a rollback or a withdrawal is refused. */
export type RefusalCode =
  | "denied.role"
  | "blocked.order"
  | "blocked.gate"
  | "blocked.hold"
  | "blocked.approval"
  | "blocked.not-merged"
  | "blocked.live"
  | "already.assigned"
  | "unknown.model"
  | "unknown.version"
  | "unknown.environment"
  | "waiting.registration";

/** A refusal; `reason` is one sentence with the value, the rule and who may. */
export interface Refusal {
  readonly decision: "refuse";
  readonly reasonCode: RefusalCode;
  readonly reason: string;
}

/** A refusal as a value. */
export function refuse(reasonCode: RefusalCode, reason: string): Refusal {
  return { decision: "refuse", reasonCode, reason };
}
