import { z } from "zod";
import { driftKinds } from "./series.ts";

const count = z.number().int().nonnegative();

/** One quantity over the windows. */
const seriesSchema = z.strictObject({
  check: z.string(),
  subject: z.string(),
  measure: z.string(),
  limit: z.number(),
  /** One a window; null: not judged. */
  values: z.array(z.number().nullable()),
  judged: count,
  over: count,
});

/** What was decided about one kind of drift. */
const alertSchema = z.strictObject({
  kind: z.enum(driftKinds),
  state: z.enum(["over", "clean", "undecided", "not enough data"]),
  severity: z.number().int().min(0).max(3),
  series: z.array(seriesSchema),
  decision: z.enum(["open", "update", "close", "reopen", "nothing"]),
  reasonCode: z.string(),
  /** The drift issue, when there is one. */
  issue: z.strictObject({ number: z.number().int(), url: z.string() }).nullable(),
  retrain: z.strictObject({ decision: z.enum(["dispatch", "nothing"]), reasonCode: z.string() }),
});

/** One model in one environment. */
export const monitoredModelSchema = z.strictObject({
  model: z.string(),
  environment: z.string(),
  /** The live version; null when none is live. */
  version: z.string().nullable(),
  outcome: z.enum(["watched", "not live", "no profile"]),
  windows: z.array(
    z.strictObject({
      start: z.string(),
      end: z.string(),
      /** Rows that the live version served. */
      rows: count,
      /** Rows that other versions served; never judged. */
      otherRows: count,
      /** Rows of the live version whose label has arrived. */
      labelled: count,
      meanScore: z.number().nullable(),
      meanTarget: z.number().nullable(),
    }),
  ),
  alerts: z.array(alertSchema),
  /** ISO time of the newest prediction before `until`, of any version, within the windows' dates. */
  newestPrediction: z.string().nullable(),
  malformedLines: count,
  /** What a reader must know: unsupported checks, missing limits, staleness. */
  notices: z.array(z.string()),
});

/** `pawl.monitor/1`: what `monitor` saw and did. */
export const monitorReportSchema = z.strictObject({
  schema: z.literal("pawl.monitor/1"),
  until: z.string(),
  /** Drift issues that stand open after the run. */
  openAlerts: count,
  models: z.array(monitoredModelSchema),
});

/** A monitor report, as data. */
export type MonitorReport = z.infer<typeof monitorReportSchema>;
/** One model in one environment, as data. */
export type MonitoredModel = z.infer<typeof monitoredModelSchema>;
/** A decided kind of drift, as data. */
export type MonitoredAlert = z.infer<typeof alertSchema>;
