import { z } from "zod";
import { jsonNumber } from "../math/json-number-schema.ts";
import { columnTypes } from "./value-counts.ts";

const count = z.number().int().nonnegative();

/** Values that a profile lists by name. */
export const mostTopValues = 10;

/** Bins for the population stability index, with the reference's exact counts. */
export const binsSchema = z.discriminatedUnion("by", [
  z.strictObject({
    by: z.literal("edges"),
    /** Inner edges, strictly increasing; bin i holds edge[i-1] < x ≤ edge[i], the outer ones are open. */
    edges: z.array(z.number()),
    counts: z.array(count),
  }),
  z.strictObject({
    by: z.literal("values"),
    /** Most frequent values, as text; everything else goes into `other`. */
    values: z.array(z.string()),
    counts: z.array(count),
    other: count,
  }),
]);

/** One column of a profile. */
export const columnProfileSchema = z.strictObject({
  type: z.enum(columnTypes),
  rows: count,
  /** Null, NaN, infinite or unreadable. */
  missing: count,
  distinct: count,
  bins: binsSchema,
  /** The most frequent values, as text, most frequent first. Absent in profiles of before. */
  top: z
    .array(z.strictObject({ value: z.string(), count }))
    .max(mostTopValues)
    .optional(),
  /** What is not exact. Absent: everything is. `quantiles`: read from a sketch, and so are the edges of the bins. */
  estimated: z.array(z.enum(["quantiles"])).optional(),
  /** Numeric and timestamp (milliseconds since 1970); null for the others and for a column without values. */
  numbers: z
    .strictObject({
      mean: z.number(),
      /** Population standard deviation (divisor n); 0 for one value. */
      std: z.number().nonnegative(),
      /** The 0th, 1st … 100th percentile: 101 numbers, linear interpolation. */
      quantiles: z.array(z.number()).length(101),
      /** Equal-width bins from the least to the greatest value; the last one is closed. */
      histogram: z.strictObject({ edges: z.array(z.number()), counts: z.array(count) }),
    })
    .nullable(),
});

/** `pawl.profile/1`: the asset `profile.json` of a Release. All that monitoring needs to know of the reference; no rows. */
export const profileSchema = z.strictObject({
  schema: z.literal("pawl.profile/1"),
  rows: count,
  /** The model's input columns, by name. */
  columns: z.record(z.string(), columnProfileSchema),
  /** The model's score on the same rows; null when it was not scored. */
  score: columnProfileSchema.nullable(),
  /** What was measured on the rows that have a target; null without a target. */
  evaluation: z
    .strictObject({
      rows: count,
      meanTarget: jsonNumber,
      meanPrediction: jsonNumber,
      metrics: z.record(
        z.string(),
        z.strictObject({ value: jsonNumber, interval: z.tuple([jsonNumber, jsonNumber]).nullable() }),
      ),
    })
    .nullable(),
});

/** A reference profile, as data. */
export type Profile = z.infer<typeof profileSchema>;
/** One column of a profile, as data. */
export type ColumnProfile = z.infer<typeof columnProfileSchema>;
/** Bins with the reference's counts, as data. */
export type Bins = z.infer<typeof binsSchema>;
