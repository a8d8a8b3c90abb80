import type { PlanCheck } from "./promotion.ts";
import type { PromotionEvidence } from "./promotion-document.ts";

/** What GitHub itself asks for before a job may deploy to an environment. */
export interface EnvironmentProtection {
  /** Minutes. */
  readonly waitMinutes: number;
  /** Logins, and team slugs with `@`. */
  readonly reviewers: readonly string[];
}

/** A promotion as a value: what would change, what speaks against it, and who has to agree. */
export interface PromotionPlan {
  /** `null` in a dry run of something that was never asked. */
  readonly id: string | null;
  readonly kind: "promotion" | "rollback";
  readonly model: string;
  readonly environment: string;
  readonly version: string;
  readonly requestedBy: string;
  /** `undefined` before the Release is published. */
  readonly evidence: PromotionEvidence | undefined;
  /** First ten digits of the evidence's digest: an approval names them. */
  readonly revision: string | undefined;
  readonly checks: readonly PlanCheck[];
  readonly approvals: {
    readonly needed: number;
    readonly counted: readonly string[];
    readonly dropped: readonly { readonly login: string; readonly why: string }[];
    /** As the policy names them; none: all with `role`. */
    readonly approvers: readonly string[];
    readonly role: string;
    /** People who asked for it or wrote it. */
    readonly excluded: readonly string[];
  };
  /** `undefined`: GitHub has no rules for this environment, or does not show them. */
  readonly protection: EnvironmentProtection | undefined;
  readonly expiresAt: string | null;
}
