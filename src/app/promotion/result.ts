import type { PromotionReason } from "../../registry/reason-codes.ts";
import type { PromotionPlan } from "../../registry/promotion-plan.ts";
import type { Refusal } from "../../registry/refusal.ts";

/** What came of a promotion, a rollback or an approval. */
export type PromoteResult =
  /** A Deployment exists; whether it is live, its statuses say. */
  | {
      readonly decision: "promoted";
      /** `promoted` by this call; `resumed`: an earlier call had begun, or done, it. */
      readonly reasonCode: "promoted" | "resumed";
      readonly reason: string;
      readonly model: string;
      readonly environment: string;
      readonly version: string;
      readonly tag: string;
      /** `null` when somebody has deleted the Deployment since. */
      readonly deploymentId: number | null;
      readonly deploymentUrl: string | null;
      /** The promotion's id; `null` when the tag was written by something else. */
      readonly promotion: string | null;
    }
  /** The plan is kept, and goes on when what is missing is there: approvals, or the end of a block. */
  | {
      readonly decision: "waiting";
      readonly reasonCode: PromotionReason;
      readonly reason: string;
      readonly promotion: string;
      readonly plan: PromotionPlan;
    }
  /** A dry run. */
  | {
      readonly decision: "planned";
      readonly reasonCode: PromotionReason;
      readonly reason: string;
      readonly plan: PromotionPlan;
    }
  | { readonly decision: "refused"; readonly reasonCode: PromotionReason; readonly reason: string };

/** A refusal as a result. */
export function toRefused({ reasonCode, reason }: Refusal): PromoteResult {
  return { decision: "refused", reasonCode, reason };
}
