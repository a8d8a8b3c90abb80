import { z } from "zod";

/**
 * `pawl.prediction/1`: one line of the prediction log, one scored row. Files lie in
 * `<directory>/<environment>/<model>/date=YYYY-MM-DD/<writer>.jsonl`, the date being that of `timestamp` in UTC.
 */
export const predictionRecordSchema = z.strictObject({
  schema: z.literal("pawl.prediction/1"),
  model: z.string(),
  version: z.string(),
  environment: z.string(),
  /** The row's id as text when the request gave one; pairs it with its label. */
  id: z.string().nullable(),
  /** Event time, ISO 8601 UTC: the request's timestamp column, else the time of serving. */
  timestamp: z.string(),
  servedAt: z.string(),
  /** Input columns by name. */
  inputs: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
  /** The score: P(positive) for binary classification, the value for regression. */
  score: z.number().nullable(),
});

/** A line of the prediction log. */
export type PredictionRecord = z.infer<typeof predictionRecordSchema>;
