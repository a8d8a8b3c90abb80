import { z } from "zod";
import { actor, contentDigest, entityName, instant, naturalKey, sha, shortText } from "./record-fields.ts";

/** What can be decided. */
export const auditActions = [
  "register",
  "deregister",
  "deprecate",
  "promote",
  "unassign",
  "approve",
  "reject",
  "rollback",
  "override",
  "lock",
  "unlock",
  "deploy",
  "retrain",
] as const;

const approval = z.object({
  id: z.number().int().positive().nullable().describe("GitHub's id of the review, comment or check run."),
  kind: z.enum(["review", "comment", "label", "check", "environment", "cli"]),
  actor,
  commit: sha.nullable().describe("The head that it was given for."),
  digest: contentDigest.nullable().describe("The model that it was given for."),
  at: instant,
});

const gateSnapshot = z.object({
  gate: shortText.describe("The rule as a sentence."),
  status: z.enum(["pass", "fail", "warn"]),
  reasonCode: z.string().max(200),
});

/** `pawl.audit/1`: one decision about a model, for good or not: who asked, on what evidence, under which policy. */
export const auditSchema = z.object({
  schema: z.literal("pawl.audit/1"),
  key: naturalKey.describe(
    "What was decided, so that it is written once: `promote/<tag>`, `lock/<model>/<environment>/<sha of the lock>` …",
  ),
  at: instant,
  action: z.enum(auditActions),
  outcome: z.enum(["done", "refused"]),
  reasonCode: z.string().max(200),
  reason: shortText.describe("What the decider said, or why it was refused; untrusted text."),
  source: z.enum(["label", "command", "check", "dashboard", "cli", "action", "automatic"]),
  actor: actor.describe("Who asked; for `automatic` the identity of the token."),
  model: entityName,
  version: z.string().max(100).nullable(),
  previousVersion: z.string().max(100).nullable().describe("What was there before."),
  environment: entityName.nullable(),
  modelDigest: contentDigest.nullable(),
  shas: z.object({
    commit: sha.nullable().describe("What the version was made of."),
    head: sha.nullable().describe("Head of the pull request at the decision."),
    base: sha.nullable(),
    policy: sha.nullable().describe("The policy's version: the commit whose .github/pawl.yml judged."),
  }),
  gates: z.array(gateSnapshot).max(200).describe("The gates as they stood; `[]` when none were asked."),
  approvals: z.array(approval).max(100),
  pullRequest: z.number().int().positive().nullable(),
  request: naturalKey.nullable().describe("What asked: `issuecomment-17`, `label-…`, `check-run-9`."),
  tag: shortText.nullable().describe("The tag that carries the decision."),
  deploymentId: z.number().int().positive().nullable(),
  runId: z
    .number()
    .int()
    .positive()
    .nullable()
    .describe("The workflow run that decided or gave the evidence."),
});

/** A decision, as data. */
export type AuditRecord = z.infer<typeof auditSchema>;
/** A consent in a decision. */
export type AuditApproval = AuditRecord["approvals"][number];
