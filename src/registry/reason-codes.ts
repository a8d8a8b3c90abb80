/**
 * Every reason code that a promotion, a rollback, an approval, a lock, an override or a withdrawal can end with: what it means.
 * docs/guides/promotion.md shows this table; a test holds the two equal.
 */
export const promotionReasons = {
  promoted: "the version is assigned, and its Deployment exists",
  resumed: "the same request had been carried out, or cut short and is finished now",
  planned: "a dry run: the plan, and nothing was written",
  approved: "the approval counts",
  rejected: "somebody who may approve has said no: ask again with a new request",
  locked: "the lock is held",
  unlocked: "the lock is gone, or there was none",
  overridden: "the gate no longer stops the pull request",
  "override.cancelled": "the gate counts again",
  "waiting.approval": "the plan is kept, and needs people who approve it",
  "waiting.registration": "the version, or its Release, is not there yet",
  "denied.role": "the role is too low: the answer says which one is needed",
  "denied.self-approval":
    "who asked for a promotion does not approve it, and the author of a pull request does not override its gates",
  "denied.author-approval":
    "who wrote the pull request, or commits that made the version, does not approve it",
  "denied.approver": "the policy lets others approve this environment",
  "denied.override": "the policy, or the gate itself, does not allow this override",
  "denied.place": "the request makes sense on a pull request only",
  "denied.state": "the pull request is closed, merged or a draft, and the command is for another state",
  "denied.contradiction": "labels that exclude each other are set at once: set one",
  "blocked.order": "the version was not live in the environment of `after`, or not for the `soak` time",
  "blocked.gate": "the check `ml/metrics` of its pull request failed or has not concluded",
  "unavailable.ci":
    "the check `ml/metrics` of its pull request is missing, or GitHub's list of checks is not whole",
  "blocked.hold": "the pull request has the label `ml/hold`",
  "blocked.lock": "somebody holds the lock of the environment: the answer says who and until when",
  "blocked.freeze": "the policy has a freeze window now",
  "blocked.live": "an environment still has the version: it cannot be withdrawn",
  "blocked.not-merged": "the pull request is open: its version comes with the merge",
  "already.assigned": "the environment has this version, and its Deployment did not fail",
  "already.executing": "the promotion is being carried out: it can no longer be rejected",
  "stale.plan": "what was planned has changed: the version, its digest, or what the environment holds",
  "stale.sha": "the pull request has another head by now",
  expired: "the promotion waited too long",
  "unknown.model": "the policy has no such model, or several and none was named",
  "unknown.version": "there is no such version",
  "unknown.environment": "the policy has no such environment",
  "unknown.promotion": "there is no promotion with this id",
  "unknown.gate": "no report of this head has such a gate",
  "missing.reason": "the command needs --reason",
  "invalid.ttl": "--ttl is no duration such as 30m, 8h or 2d, at most 30d",
} as const satisfies Record<string, string>;

/** A code of {@link promotionReasons}. */
export type PromotionReason = keyof typeof promotionReasons;
