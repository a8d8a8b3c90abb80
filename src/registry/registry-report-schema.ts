import { z } from "zod";
import { findingTable, type FindingCode } from "./finding.ts";

/** Where the tags were read: in a clone, or over the API of GitHub. */
const sourceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("git") }),
  z.strictObject({ kind: z.literal("github"), repository: z.string() }),
]);
const moment = z.string().describe("ISO 8601, as the tag has it.");
const taggerSchema = z.strictObject({ name: z.string(), email: z.string() });
const requestedBy = z.string().nullable().describe("Who asked, by the trailer Requested-by of the tag.");
const sourceOfRequest = z.string().nullable().describe("By what, by the trailer Source of the tag.");

/** `pawl models list --json`. */
const modelsListSchema = z.strictObject({
  schema: z.literal("pawl.models-list/1"),
  source: sourceSchema,
  models: z.array(
    z.strictObject({
      model: z.string(),
      version: z.string().nullable().describe("The greatest that is registered."),
      versions: z.number().int(),
      environments: z.record(z.string(), z.string().nullable()).describe("Environment → version in it."),
      deprecated: z.boolean(),
      updatedAt: moment,
    }),
  ),
});

/** `pawl models show --json`. */
const modelsShowSchema = z.strictObject({
  schema: z.literal("pawl.models-show/1"),
  source: sourceSchema,
  model: z.string(),
  deprecated: z.boolean(),
  versions: z
    .array(
      z.strictObject({
        version: z.string(),
        tag: z.string(),
        commit: z.string(),
        registeredAt: moment,
        environments: z.array(z.string()).describe("Environments that hold it."),
      }),
    )
    .describe("Greatest first."),
  environments: z.array(
    z.strictObject({
      environment: z.string(),
      version: z.string().nullable(),
      tag: z.string().nullable().describe("The assignment."),
      assignedAt: moment.nullable(),
      requestedBy,
      assignments: z.number().int().describe("How often a version was put there."),
    }),
  ),
});

const eventSchema = z.strictObject({
  event: z.enum(["registration", "deregistration", "assignment", "unassignment", "deprecation"]),
  model: z.string(),
  version: z.string().nullable(),
  environment: z.string().nullable(),
  tag: z.string(),
  commit: z.string(),
  at: moment,
  tagger: taggerSchema,
  requestedBy,
  source: sourceOfRequest,
});

/** `pawl models history --json`. */
const modelsHistorySchema = z.strictObject({
  schema: z.literal("pawl.models-history/1"),
  source: sourceSchema,
  events: z.array(eventSchema).describe("Newest first."),
});

/** `pawl models at DATE --json`. */
const modelsAtSchema = z.strictObject({
  schema: z.literal("pawl.models-at/1"),
  source: sourceSchema,
  from: z.iso.datetime().describe("Beginning of the asked time, in it."),
  to: z.iso.datetime().describe("End of the asked time, in it."),
  holders: z
    .array(
      z.strictObject({
        model: z.string(),
        environment: z.string(),
        version: z.string(),
        tag: z.string().describe("The assignment."),
        commit: z.string(),
        assignedAt: moment,
        from: z.iso.datetime().describe("Since when it held, within the asked time."),
        until: z.iso.datetime().nullable().describe("When that ended; null when not within the asked time."),
        tagger: taggerSchema,
        requestedBy,
        source: sourceOfRequest,
        deployment: z
          .strictObject({
            id: z.number().int(),
            url: z.string(),
            state: z.string().nullable().describe("Of the newest status today."),
          })
          .nullable()
          .describe("Null when there is none, or when GitHub was not asked (source git)."),
      }),
    )
    .describe("By model and environment, newest first."),
});

const codes = Object.keys(findingTable) as [FindingCode, ...FindingCode[]];

/** `pawl models verify --json`. */
const modelsVerifySchema = z.strictObject({
  schema: z.literal("pawl.models-verify/1"),
  source: sourceSchema,
  decision: z.enum(["positive", "negative"]),
  reasonCode: z.enum(["verified", "contradictions"]),
  checked: z.strictObject({
    tags: z.number().int(),
    releases: z.number().int().nullable().describe("Null when GitHub was not asked."),
    manifests: z.number().int(),
    locks: z.number().int().describe("Versions whose dvc.lock was read."),
    mirrored: z
      .number()
      .int()
      .nullable()
      .describe("Versions that were looked for at the mirror; null when it was not asked."),
  }),
  findings: z.array(
    z.strictObject({
      reasonCode: z.enum(codes),
      model: z.string(),
      tag: z.string(),
      reason: z.string(),
      hint: z.string(),
    }),
  ),
});

/** What `pawl models` prints with `--json`. */
export const modelsSchema = z.discriminatedUnion("schema", [
  modelsListSchema,
  modelsShowSchema,
  modelsHistorySchema,
  modelsAtSchema,
  modelsVerifySchema,
]);

/** Where the tags were read. */
export type RegistrySource = z.infer<typeof sourceSchema>;
/** Every model in short. */
export type ModelsList = z.infer<typeof modelsListSchema>;
/** One model. */
export type ModelsShow = z.infer<typeof modelsShowSchema>;
/** Events of the registry. */
export type ModelsHistory = z.infer<typeof modelsHistorySchema>;
/** Who held what in a span of time. */
export type ModelsAt = z.infer<typeof modelsAtSchema>;
/** What contradicts. */
export type ModelsVerify = z.infer<typeof modelsVerifySchema>;
