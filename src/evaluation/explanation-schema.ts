import { z } from "zod";
import { jsonNumber } from "../math/json-number-schema.ts";

const commit = z.string().regex(/^[0-9a-f]{40}$/);
const count = z.number().int().nonnegative();
const line = z.string().max(500);

/** What a model is made of. */
export const inputKind = z.enum(["code", "params", "data"]);

/** One combination of old and new inputs. */
export const combinationSchema = z.strictObject({
  kinds: z.array(inputKind).max(3).describe("Those that are new; none: the champion, all: the challenger."),
  state: z
    .enum(["held", "to run", "restored", "ran", "failed"])
    .describe(
      "Of a plan: held (nothing has to run) or to run. Of a run: restored (nothing had to run), ran or failed.",
    ),
  stages: z
    .array(z.strictObject({ stage: z.string().max(300), state: z.enum(["ran", "restored", "unchanged"]) }))
    .max(200)
    .describe("Empty in a plan, and where it failed."),
  reason: line.nullable().describe("What would run first, or why it failed."),
});

/** A metric's difference and each kind's share of it. */
export const metricAttributionSchema = z.strictObject({
  metric: z.string().min(1).max(200),
  direction: z.enum(["higher", "lower", "none"]),
  values: z.array(jsonNumber.nullable()).max(8).describe("One a combination; null where it has none."),
  difference: jsonNumber.describe("Challenger minus champion; `nan` when one is missing."),
  shares: z
    .array(jsonNumber)
    .max(3)
    .nullable()
    .describe("Shapley values, one a kind; they sum to the difference. Null when it cannot be attributed."),
  reason: line.nullable().describe("Why there are no shares."),
});

/** `pawl.explanation/1`: what `pawl compare --explain` gives for one model, and what the bot renders. Untrusted until read. */
export const explanationSchema = z.strictObject({
  schema: z.literal("pawl.explanation/1"),
  model: z.string().min(1).max(200),
  base: z.strictObject({ name: z.string().max(200), commit }).describe("The champion's inputs."),
  head: z.strictObject({ name: z.string().max(200), commit }).describe("The challenger's inputs."),
  outcome: z
    .enum(["unchanged", "planned", "attributed", "not attributable"])
    .describe("Not attributable: no metric has shares."),
  reason: line.nullable(),
  kinds: z.array(inputKind).max(3).describe("Kinds that differ, in the order of the shares."),
  changed: z
    .array(z.strictObject({ kind: inputKind, name: z.string().max(300) }))
    .max(200)
    .describe(
      "What differs: a path, `file: key` of a parameter, or the outputs of a stage that only data feeds.",
    ),
  combinations: z
    .array(combinationSchema)
    .max(8)
    .describe("One a subset of the kinds: by bits, the first kind the lowest."),
  data: z
    .strictObject({ path: z.string().max(300), rows: count, digest: z.string().max(100) })
    .nullable()
    .describe("The rows on which every combination was scored."),
  metrics: z.array(metricAttributionSchema).max(100),
  runCache: z
    .strictObject({
      combinations: count.describe("Combinations besides champion and challenger."),
      held: count.describe("Of them: those for which nothing runs, or ran."),
      stagesRun: count.describe("Stages that ran, in all combinations. 0 in a plan."),
      stagesRestored: count.describe("Stages that came out of run-cache or lock. 0 in a plan."),
    })
    .describe("What it takes, or took."),
  notes: z.array(line).max(50),
  createdAt: z.string().max(40),
});

/** An explanation, as data. */
export type Explanation = z.infer<typeof explanationSchema>;
/** A combination of an explanation. */
export type Combination = z.infer<typeof combinationSchema>;
/** A metric of an explanation. */
export type MetricAttribution = z.infer<typeof metricAttributionSchema>;
