import type { PromotionReason } from "./reason-codes.ts";

/** Why a promotion, a rollback or a withdrawal is refused, or has to wait. */
export type RefusalCode = PromotionReason;

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
