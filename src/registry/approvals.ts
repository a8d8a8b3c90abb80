import type { Approval } from "./promotion-document.ts";
import { hasRole, type RequesterRole } from "./role.ts";
import type { PromotionReason } from "./reason-codes.ts";

/** What is known of a person who approves, read when it is counted. */
export interface ApproverFacts {
  readonly login: string;
  readonly role: RequesterRole;
  /** Whether the policy names them, or a team that they are in; `undefined` when the policy names nobody. */
  readonly isNamed: boolean | undefined;
}

/** The people whose approval can never count. Logins are compared without regard to case, as GitHub does. */
export interface Involved {
  readonly requester: string;
  /** Authors of the pull requests and of the commits that made the version. */
  readonly authors: readonly string[];
  /** The role that is needed where the policy names nobody. */
  readonly neededRole: RequesterRole;
}

/** Why a person may not approve. */
export interface ApprovalRefusal {
  readonly reasonCode: Extract<
    PromotionReason,
    "denied.self-approval" | "denied.author-approval" | "denied.approver" | "denied.role"
  >;
  readonly why: string;
}

/**
 * Whether a person may approve; `undefined` when they may. Never who asked, never who wrote it. Whom the policy names needs
 * write, as a review on GitHub does; where it names nobody, the role of the environment is needed.
 */
export function refuseApprover(facts: ApproverFacts, involved: Involved): ApprovalRefusal | undefined {
  const isSame = (other: string): boolean => other.toLowerCase() === facts.login.toLowerCase();
  if (isSame(involved.requester)) {
    return { reasonCode: "denied.self-approval", why: "asked for it" };
  }
  if (involved.authors.some(isSame)) {
    return { reasonCode: "denied.author-approval", why: "wrote what is to be promoted" };
  }
  if (facts.isNamed === false) {
    return { reasonCode: "denied.approver", why: "is not among the approvers of the policy" };
  }
  const needed = facts.isNamed === undefined ? involved.neededRole : "write";
  if (hasRole(facts.role, needed)) return undefined;
  return { reasonCode: "denied.role", why: `has ${facts.role}, ${needed} is needed` };
}

/** An approval with everything that decides whether it counts. */
export interface ApprovalCase {
  readonly approval: Approval;
  readonly facts: ApproverFacts;
  /** Why the comment does not say it any more, or `undefined`. */
  readonly retracted: string | undefined;
}

/** The approvals that count, and those that do not with the reason. */
export interface ApprovalCount {
  /** Logins, each once, in the order of their approvals. */
  readonly counted: readonly string[];
  readonly dropped: readonly { readonly login: string; readonly why: string }[];
}

/** Counts approvals: each person once, for the evidence as it is now, judged by what is true now. */
export function countApprovals(
  cases: readonly ApprovalCase[],
  evidence: string,
  involved: Involved,
): ApprovalCount {
  const counted = new Map<string, string>();
  const dropped = new Map<string, { login: string; why: string }>();
  for (const { approval, facts, retracted } of cases) {
    const key = approval.login.toLowerCase();
    const outdated = approval.evidence === evidence ? undefined : "approved an earlier plan";
    const why = retracted ?? outdated ?? refuseApprover(facts, involved)?.why;
    if (why === undefined) counted.set(key, approval.login);
    else dropped.set(key, { login: approval.login, why });
  }
  const remaining = [...dropped].flatMap(([key, entry]) => (counted.has(key) ? [] : [entry]));
  return { counted: [...counted.values()], dropped: remaining };
}
