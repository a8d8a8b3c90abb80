import { z } from "zod";

/** Who computed the numbers of a report, and on which rows. The bot sets it; what an artifact claims is not believed. */
export const verificationSchema = z.strictObject({
  by: z
    .enum(["self-reported", "recomputed"])
    .describe(
      "Self-reported: by a job whose code the pull request controls. Recomputed: by the default branch's workflow.",
    ),
  pullRequest: z.number().int().positive(),
  run: z.number().int().positive().describe("The pipeline run whose results were judged."),
  rows: z
    .enum(["base", "head", "predictions", "none"])
    .describe(
      "Base: the base branch's evaluation data. Head: the pull request's, with the ids and targets of the base. Predictions: the pull request's own answers. None: metrics files only.",
    ),
});

/** Who computed the numbers, as data. */
export type Verification = z.infer<typeof verificationSchema>;
