import { z } from "zod";

/** JSON has no NaN: such numbers are these strings. */
export const jsonNumber = z.union([z.number(), z.enum(["nan", "inf", "-inf"])]);

/** Low and high end; null where nothing was resampled, as for a metric read from a DVC metrics file. */
export const interval = z.tuple([jsonNumber, jsonNumber]).nullable();

/** A number that JSON can hold. */
export type JsonNumber = z.infer<typeof jsonNumber>;
