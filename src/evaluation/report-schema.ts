import { z } from "zod";
import { dataDiffSchema } from "../tables/data-diff-schema.ts";
import { interval, jsonNumber } from "../math/json-number-schema.ts";
import {
  comparabilitySchema,
  costSchema,
  curvesSchema,
  flipsSchema,
  historySchema,
  importanceSchema,
  learningCurveSchema,
  lineageSchema,
  metricTestSchema,
  seedNoiseSchema,
  sliceOrigin,
  sliceTestSchema,
} from "./report-sections-schema.ts";
import { verificationSchema } from "./verification-schema.ts";

/** Verdict on one metric. A metric without a direction is never better or worse. */
export const metricVerdict = z.enum([
  "better",
  "worse",
  "within noise",
  "changed",
  "not comparable",
  "missing",
]);

/** A metric of challenger against champion, on the whole or on one slice. */
export const metricComparison = z.strictObject({
  metric: z.string(),
  direction: z.enum(["higher", "lower", "none"]),
  champion: z.strictObject({ value: jsonNumber, interval }).nullable(),
  challenger: z.strictObject({ value: jsonNumber, interval }).nullable(),
  /** Challenger minus champion; null when one is missing or they are not comparable. */
  difference: z.strictObject({ value: jsonNumber, interval }).nullable(),
  verdict: metricVerdict,
  rows: z.number().int().nonnegative(),
  /** Absent where no test is defined for the metric. */
  test: metricTestSchema.optional(),
});

/** A gate's result. `not enough evidence` warns, or fails under `strict`. */
export const gateResult = z.strictObject({
  gate: z.string().describe("The rule as a sentence, for instance `roc_auc ≥ 0.70 and Δ ≥ −0.002`."),
  metric: z.string(),
  slice: z.string().nullable(),
  status: z.enum(["pass", "fail", "warn"]),
  reasonCode: z.string(),
  reason: z.string(),
});

/** One model at one place: a released version, a commit's lock file, or the working tree. */
export const modelReference = z.strictObject({
  source: z.enum(["release", "base", "workspace"]),
  /** `v1.2.3` of a Release, else null. */
  version: z.string().nullable(),
  commit: z.string().nullable(),
  sha256: z.string(),
});

/**
 * `pawl.report/1`: what `evaluate` writes for one model and what the bot renders. Untrusted until this schema has read it.
 */
export const evaluationReportSchema = z.strictObject({
  schema: z.literal("pawl.report/1"),
  model: z.string(),
  task: z.enum(["binary-classification", "multiclass-classification", "regression"]),
  /** Commit that the numbers belong to: the pull request's head, after `dvc.lock` was committed. */
  headSha: z.string().regex(/^[0-9a-f]{40}$/),
  baseSha: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .nullable(),
  /** `unchanged`: no stage was stale, so there was nothing to compare. */
  outcome: z.enum(["compared", "first", "unchanged"]),
  verdict: z.enum(["pass", "fail", "warn"]),
  champion: modelReference.nullable(),
  challenger: modelReference.nullable(),
  data: z
    .strictObject({ path: z.string(), rows: z.number().int().nonnegative(), digest: z.string() })
    .nullable(),
  metrics: z.array(metricComparison).max(100),
  slices: z
    .array(
      z.strictObject({
        slice: z.string(),
        rows: z.number().int(),
        metrics: z.array(metricComparison),
        /** Absent: declared by the policy. */
        origin: sliceOrigin.optional(),
        test: sliceTestSchema.optional(),
      }),
    )
    .max(500),
  gates: z.array(gateResult).max(1000),
  params: z
    .array(z.strictObject({ file: z.string(), key: z.string(), old: z.unknown(), new: z.unknown() }))
    .max(500),
  stages: z
    .array(
      z.strictObject({
        stage: z.string(),
        state: z.enum(["ran", "restored", "unchanged"]),
        reason: z.string(),
        durationMs: z.number(),
      }),
    )
    .max(500),
  confidence: z.number(),
  resamples: z.number().int(),
  seed: z.number().int(),
  notes: z.array(z.string()).max(50),
  comparability: comparabilitySchema.optional(),
  flips: flipsSchema.optional(),
  curves: curvesSchema.optional(),
  importance: importanceSchema.optional(),
  learningCurves: z.array(learningCurveSchema).max(30).optional(),
  history: historySchema.optional(),
  cost: costSchema.optional(),
  lineage: lineageSchema.optional(),
  seedNoise: z.array(seedNoiseSchema).max(100).optional(),
  dataDiffs: z.array(dataDiffSchema).max(20).optional(),
  verification: verificationSchema.optional(),
  createdAt: z.string(),
});

/** A report, as data. */
export type EvaluationReport = z.infer<typeof evaluationReportSchema>;
/** A compared metric. */
export type MetricComparison = z.infer<typeof metricComparison>;
/** A judged gate. */
export type GateResult = z.infer<typeof gateResult>;
