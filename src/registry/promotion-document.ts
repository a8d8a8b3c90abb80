import { z } from "zod";
import { canonicalJson } from "./canonical-json.ts";
import { sha256 } from "./sha256.ts";

const login = z.string().min(1).max(100);
const text = z.string().max(2000);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const commit = z.string().regex(/^[0-9a-f]{40}$/);

const evidenceSchema = z.strictObject({
  /** What is put live, byte for byte. */
  version: z.string().max(100),
  versionTag: z.string().max(300),
  commit,
  sha256: digest,
  /** The assignment that it takes the place of: the difference that people approve. */
  from: z.strictObject({ tag: z.string().max(300), version: z.string().nullable() }).nullable(),
  /** The merged pull requests that made the version. */
  pulls: z.array(z.strictObject({ number: z.number().int(), head: commit })).max(50),
  /** How `ml/metrics` of each had concluded. */
  gates: z
    .array(z.strictObject({ pull: z.number().int(), conclusion: z.string().max(50), title: text }))
    .max(50),
  /** Gates that passed only because a person had said so. */
  overrides: z
    .array(
      z.strictObject({
        pull: z.number().int(),
        model: z.string().max(64),
        gate: z.string().max(500),
        by: login,
        reason: text,
      }),
    )
    .max(200),
  /** Digest of the policy's rules for this model and environment, and the commit that they were read at. */
  policy: z.strictObject({ digest, commit: commit.nullable() }),
});

/** What is known of a version when a promotion is planned: approvals are for this and nothing else. */
export type PromotionEvidence = z.infer<typeof evidenceSchema>;

const approvalSchema = z.strictObject({
  login,
  id: z.number().int().nullable(),
  /** The comment that said it; read again when it is counted. */
  comment: z.number().int().positive(),
  at: z.string(),
  /** {@link evidenceDigest} of what was approved. */
  evidence: digest,
});

/** One approval, as it was given. Whether it counts is found out when it is needed. */
export type Approval = z.infer<typeof approvalSchema>;

const states = ["waiting", "executing", "promoted", "rejected", "expired", "stale"] as const;

/** `pawl.promotion/1`: one request and everything that became of it, in `refs/pawl/promotions/<id>`. */
export const promotionSchema = z.strictObject({
  schema: z.literal("pawl.promotion/1"),
  id: z.string().regex(/^p-[a-z2-7]{10}$/),
  kind: z.enum(["promotion", "rollback"]),
  model: z.string().max(200),
  environment: z.string().max(64),
  request: z.strictObject({
    /** The natural key of what was asked. */
    key: z.string().max(1000),
    source: z.string().max(50),
    login,
    id: z.number().int().nullable(),
    /** The pull request in which it was asked. */
    pull: z.number().int().positive().nullable(),
    reason: text.nullable(),
    at: z.string(),
  }),
  evidence: evidenceSchema,
  /** When the evidence was pinned: what was said before is about another plan. */
  pinnedAt: z.string(),
  approvals: z.array(approvalSchema).max(100),
  rejection: z
    .strictObject({ login, comment: z.number().int().positive(), reason: text, at: z.string() })
    .nullable(),
  state: z.enum(states),
  /** Logins whose approval counted when it was decided. */
  approvedBy: z.array(login).max(100),
  /** A mark of who carries it out at the moment, drawn anew with each turn; gone when it has ended. */
  carrier: z
    .string()
    .regex(/^([\w-]{1,60}\/)?[\w-]{1,60}$/)
    .optional(),
  outcome: z.strictObject({ reason: text, tag: z.string().max(300).nullable(), at: z.string() }).nullable(),
  expiresAt: z.string(),
});

/** One promotion. */
export type Promotion = z.infer<typeof promotionSchema>;

/** `pawl.assignment/1`: the newest assignment that was decided for a model, in `refs/pawl/assignments/<model>`. */
export const assignmentSchema = z.strictObject({
  schema: z.literal("pawl.assignment/1"),
  /** Grows by one with each; a fence: written into the tag. */
  sequence: z.number().int().positive(),
  promotion: z.string().max(100),
  model: z.string().max(200),
  environment: z.string().max(64),
  version: z.string().max(100),
  versionTag: z.string().max(300),
  commit,
  sha256: digest,
  tag: z.string().max(300),
  message: z.string().max(10_000),
  taggedAt: z.string(),
});

/** One decided assignment: whoever finds it without its tag may finish it. */
export type DecidedAssignment = z.infer<typeof assignmentSchema>;

/** How long a promotion waits for people, in milliseconds: 7 days. */
export const promotionTtlMs = 7 * 86_400_000;

/** Whether nothing will become of it any more. */
export function hasEnded({ state }: Pick<Promotion, "state">): boolean {
  return state !== "waiting" && state !== "executing";
}

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/**
 * The id of a request: `p-` and 10 letters (50 bits) of SHA-256 over its natural key, so that the same request finds itself
 * and nobody hits on another's by mistyping.
 */
export async function promotionId(key: {
  readonly repository: number;
  readonly request: string;
  readonly model: string;
  readonly environment: string;
}): Promise<string> {
  const hex = await sha256(canonicalJson(["pawl.promotion/1", key]));
  const letters = Array.from({ length: 10 }, (_, index) => {
    const bits = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
    return alphabet[bits % 32];
  });
  return `p-${letters.join("")}`;
}

/** Digest of everything that an approval is for. The policy's commit is not part of it, its rules are. */
export async function evidenceDigest(evidence: PromotionEvidence): Promise<string> {
  return sha256(canonicalJson({ ...evidence, policy: evidence.policy.digest }));
}

/** How many digits of {@link evidenceDigest} name a plan, in `p-abcdefghij-0123456789`. */
export const revisionLength = 10;

/** Whether two plans put the same bytes in the place of the same assignment. */
export function isSamePlan(a: PromotionEvidence, b: PromotionEvidence): boolean {
  return (
    a.version === b.version &&
    a.commit === b.commit &&
    a.sha256 === b.sha256 &&
    a.versionTag === b.versionTag &&
    (a.from?.tag ?? null) === (b.from?.tag ?? null)
  );
}
