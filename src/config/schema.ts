import { z } from "zod";

/** Names of models and environments: GTO's grammar without `/`, so that they fit labels and tags. */
const name = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9_-]{0,62}[A-Za-z0-9])?$/, {
  error: "letters, digits, - and _, at most 64, beginning and ending with a letter or digit",
});
const duration = z
  .string()
  .regex(/^[1-9][0-9]{0,4}(s|m|h|d)$/, { error: "a duration such as 30m, 24h or 1d" });
const count = z.number().int().positive();

const sliceSchema = z.union([
  z.string().min(1),
  z.strictObject({
    column: z.string().min(1).describe("Column of the evaluation data."),
    bins: z.array(z.number()).min(1).describe("Increasing edges; values are put between them."),
  }),
]);

const metricSchema = z.union([
  z.string().min(1),
  z
    .record(z.string(), z.record(z.string(), z.number()))
    .describe("A metric with parameters: {recall: {at_fpr: 0.01}}."),
]);

const evaluationSchema = z.strictObject({
  data: z
    .string()
    .min(1)
    .optional()
    .describe("Table (CSV, Parquet, Arrow, JSONL) with the rows to score with the ONNX artifact."),
  predictions: z
    .string()
    .min(1)
    .optional()
    .describe("Table of predictions made by any framework, instead of scoring."),
  target: z.string().min(1).describe("Column with the true value."),
  id: z.string().min(1).describe("Column that pairs the same row in champion and challenger."),
  timestamp: z.string().min(1).optional().describe("Column with the event time."),
  slices: z
    .array(sliceSchema)
    .default([])
    .describe("Columns, or binned columns, by which metrics are repeated."),
  metrics: z.array(metricSchema).min(1).describe("Metrics to compute; the first is the primary one."),
  weight: z.string().min(1).optional().describe("Column with the weight of each row, 0 or more."),
  threshold: z.number().default(0.5).describe("Scores of at least this are predicted to be class 1."),
  zero_division: z
    .union([z.literal(0), z.literal(1), z.literal("nan")])
    .default("nan")
    .describe("Value of precision, recall and F where their denominator is 0; nan: undefined, and said so."),
  group: z.string().min(1).optional().describe("Column with the group that fairness metrics compare."),
  slice_search: z
    .union([
      z.literal(false),
      z.strictObject({
        columns: z
          .array(z.string().min(1))
          .optional()
          .describe("Columns to search; by default every one but id, target, weight and timestamp."),
        min_rows: count.default(200).describe("Smaller slices are not looked at."),
        depth: z.number().int().min(1).max(2).default(2).describe("Most columns that a slice combines."),
        show: z.number().int().min(1).max(50).default(5).describe("Worst slices to report."),
      }),
    ])
    .prefault({})
    .describe("Search for slices in which the challenger is worse; false: only the declared ones."),
  importance: z
    .union([
      z.literal(false),
      z.strictObject({
        rows: z.number().int().min(100).max(100_000).default(2000).describe("Rows that are scored anew."),
        repeats: z.number().int().min(1).max(50).default(3).describe("Shuffles a column."),
      }),
    ])
    .prefault({})
    .describe("Importance of the model's inputs by permutation; false: not computed."),
  seeds: z
    .string()
    .min(1)
    .optional()
    .describe("Directory with a table of predictions for each training seed, as a measure of noise."),
  resamples: z.number().int().min(100).max(10_000).default(1000).describe("Paired bootstrap resamples."),
  seed: z.number().int().nonnegative().default(0).describe("Seed of the resampling; printed in the report."),
  confidence: z.number().gt(0.5).lt(1).default(0.95).describe("Level of the intervals."),
});

const gateSchema = z.strictObject({
  metric: z.string().min(1).describe("A metric identifier, or `file:key` of a DVC metrics file."),
  min: z.number().optional().describe("Least value of the challenger."),
  max: z.number().optional().describe("Greatest value of the challenger."),
  max_regression: z
    .union([z.number().nonnegative(), z.string().regex(/^\d+(\.\d+)?%$/)])
    .optional()
    .describe("How much worse than the champion is tolerated: absolute, or relative as `1%`."),
  direction: z
    .enum(["higher", "lower"])
    .optional()
    .describe("Which way is better, for a metric that the table does not know."),
  slices: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Judge slices instead of the whole: all (declared), found (by the search), any (both), or one such as carrier=AA.",
    ),
  min_rows: count.optional().describe("Slices with fewer rows are not judged."),
});

const freezeSchema = z.strictObject({
  from: z.string().min(1).describe("Beginning: `fri 16:00`, `2026-12-20` or `2026-12-20 18:00`."),
  until: z.string().min(1).describe("End, of the same kind; a date without a time is frozen to its end."),
  zone: z.string().min(1).default("UTC").describe("IANA time zone of both, such as Europe/Berlin."),
  reason: z.string().min(1).max(200).optional().describe("Shown to who is refused."),
});

const environmentSchema = z.strictObject({
  promote: z
    .enum(["automatic", "manual"])
    .default("manual")
    .describe("Whether a new version enters by itself."),
  after: name.optional().describe("Environment that the version must be in first."),
  approvals: z
    .number()
    .int()
    .nonnegative()
    .max(10)
    .default(0)
    .describe("Approvals needed, not by the requester."),
  approvers: z
    .array(z.string())
    .default([])
    .describe("Teams (@org/team) and people (@login) who may approve."),
  soak: duration.optional().describe("How long the version must have been in `after`."),
  freeze: z
    .array(freezeSchema)
    .max(50)
    .default([])
    .describe("Times in which nothing is promoted: weekly windows, or ranges of dates. A rollback is free."),
  lock_ttl: duration.default("8h").describe("How long a lock holds when `/ml lock` has no --ttl."),
});

const servingSchema = z.strictObject({
  features: z.string().optional().describe("Feature service whose values are looked up."),
  replicas: count.default(1),
  port: z.number().int().min(0).max(65_535).default(0).describe("Port of the server; 0 picks a free one."),
});

const monitoringSchema = z.strictObject({
  predictions: z
    .string()
    .min(1)
    .describe("Prediction log: a directory. ${NAME} is read from the environment."),
  labels: z.string().min(1).optional().describe("Table or directory with id and target, as labels arrive."),
  reference: z
    .enum(["training", "trailing"])
    .default("training")
    .describe("The profile in the Release, or a trailing window."),
  window: duration.default("1d"),
  open_after: z
    .string()
    .regex(/^[1-9]\d? of [1-9]\d?$/)
    .default("3 of 5")
    .describe("Windows over the limit, of the last ones, that open an issue."),
  checks: z
    .array(z.enum(["data_drift", "prediction_drift", "performance", "data_quality", "freshness", "latency"]))
    .min(1)
    .default(["data_drift", "prediction_drift", "performance"]),
  limits: z
    .strictObject({
      psi: z
        .number()
        .positive()
        .default(0.2)
        .describe("Population stability index of a column or of the prediction."),
      performance: z.number().positive().optional().describe("Tolerated worsening of the primary metric."),
      bias: z.number().positive().optional().describe("Tolerated |mean prediction - mean target|."),
      min_rows: count.default(500).describe("Windows with fewer rows are not judged."),
    })
    .prefault({}),
  retrain: z
    .strictObject({
      on: z.array(z.enum(["data_drift", "prediction_drift", "performance", "schedule"])).min(1),
      at_most: z
        .string()
        .regex(/^1 per [1-9]\d{0,3}(m|h|d)$/)
        .default("1 per 24h"),
      mode: z.literal("pull-request").default("pull-request"),
      refresh: z
        .array(z.string())
        .default([])
        .describe("Frozen stages of dvc.yaml that bring new data, run first."),
    })
    .optional(),
});

const modelSchema = z.strictObject({
  artifact: z
    .string()
    .min(1)
    .describe("An output in dvc.yaml: the model file. Its stage is the train stage."),
  task: z.enum(["binary-classification", "multiclass-classification", "regression"]),
  owner: z.string().optional().describe("Who answers for the model."),
  description: z.string().max(2000).optional().describe("What the model is for; goes into the model card."),
  evaluation: evaluationSchema.optional(),
  gates: z.array(gateSchema).default([]),
  strict: z.boolean().default(false).describe("Not enough evidence fails a gate instead of warning."),
  overriders: z
    .array(z.string())
    .default([])
    .describe(
      "Teams (@org/team) and people (@login) who may override gates, with maintain; empty: all with maintain.",
    ),
  environments: z.record(name, environmentSchema).default({}),
  serving: servingSchema.optional(),
  monitoring: monitoringSchema.optional(),
});

const hubId = z.string().regex(/^[A-Za-z0-9][\w.-]{0,95}(\/[A-Za-z0-9][\w.-]{0,95})?$/, {
  error: "a data set of the Hub, such as acme/flights",
});

const mirrorSchema = z.strictObject({
  hugging_face: z
    .strictObject({
      repository: z
        .string()
        .max(200)
        .describe(
          "Model repository on the Hub, `owner/name`; `{model}` in the name stands for the model's name.",
        ),
      visibility: z
        .enum(["private", "public"])
        .default("private")
        .describe("Of a repository that is made; to a public one nothing is sent unless this says public."),
      license: z
        .string()
        .regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, { error: "a licence identifier of the Hub, such as apache-2.0" })
        .optional()
        .describe("`license` of the model card."),
      tags: z.array(z.string().min(1).max(64)).max(20).default([]).describe("More `tags` of the model card."),
      datasets: z.array(hubId).max(20).default([]).describe("`datasets` of the model card."),
    })
    .optional()
    .describe("Published versions are copied to the Hugging Face Hub."),
  mlflow: z
    .boolean()
    .default(false)
    .describe("Whether `register` and `deploy` do `pawl runs export --mlflow` at their end."),
});

/** `.github/pawl.yml`. */
export const policySchema = z.strictObject({
  version: z.literal(1),
  models: z.record(name, modelSchema),
  dashboard: z
    .boolean()
    .default(false)
    .describe("Whether the bot keeps one issue that shows every model, what waits for people, and locks."),
  cancel_superseded: z
    .enum(["gpu", "all", "none"])
    .default("gpu")
    .describe(
      "Which runs the bot cancels when a push has replaced their head, or the pull request was closed: those with a job on a GPU, all, or none.",
    ),
  features: z
    .strictObject({
      definitions: z.string(),
      online: z.strictObject({ redis: z.string() }).optional(),
    })
    .optional(),
  prices: z
    .strictObject({
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .describe("ISO 4217, for instance EUR."),
      runner_hour: z.number().nonnegative().default(0).describe("Price of an hour of the runner."),
      gpu_hour: z.number().nonnegative().default(0).describe("Price of an hour of one accelerator."),
    })
    .optional()
    .describe("Rates for the cost line of reports."),
  provenance: z
    .strictObject({
      required: z
        .boolean()
        .default(true)
        .describe("Whether `deploy` refuses a model whose provenance is missing or does not verify."),
      workflow: z
        .string()
        .regex(/^\.github\/workflows\/[\w.-]{1,100}\.ya?ml$/, { error: "a file in .github/workflows" })
        .default(".github/workflows/pawl.yml")
        .describe("The workflow that registers: no other one may have signed."),
      keys: z
        .array(z.string().min(1))
        .max(10)
        .default([])
        .describe("Files with public keys (PEM) of who signs without GitHub's attestations."),
      trusted_root: z
        .string()
        .min(1)
        .optional()
        .describe("File with Sigstore's trusted roots, for a deployment without network."),
    })
    .prefault({})
    .describe("What is asked of a model's provenance."),
  registry: z
    .strictObject({ mirror: mirrorSchema.prefault({}).describe("Where versions are copied to.") })
    .optional()
    .describe("The registry beyond this repository."),
  runs: z
    .strictObject({
      branch: z.string().default("pawl/ledger"),
      mlflow: z.strictObject({ tracking_uri: z.string() }).optional(),
    })
    .optional(),
});

/** A parsed policy, defaults filled in. */
export type Policy = z.infer<typeof policySchema>;
/** The policy of one model. */
export type ModelPolicy = z.infer<typeof modelSchema>;
/** How a model is evaluated. */
export type EvaluationPolicy = z.infer<typeof evaluationSchema>;
/** One gate. */
export type GatePolicy = z.infer<typeof gateSchema>;
/** One environment of a model. */
export type EnvironmentPolicy = z.infer<typeof environmentSchema>;
/** How a live model is watched. */
export type MonitoringPolicy = z.infer<typeof monitoringSchema>;
/** Where versions are copied to. */
export type MirrorPolicy = z.infer<typeof mirrorSchema>;
/** The task of a model. */
export type Task = ModelPolicy["task"];
