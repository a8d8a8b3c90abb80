import { z } from "zod";
import { defineAction } from "../../src/runtime/define-action.ts";

/** Inputs and outputs of the `evaluate` action. */
export const action = defineAction({
  verb: "evaluate",
  description: "Scores champion and challenger on the same rows, judges the gates and writes the report.",
  inputs: z.object({
    token: z
      .string()
      .min(1)
      .meta({ default: "${{ github.token }}" })
      .describe("Token with contents: read, for the released champion."),
    base: z
      .string()
      .optional()
      .meta({ default: "${{ github.event.pull_request.base.sha }}" })
      .describe("Revision to compare with; the policy is read there. Default: the pull request's base."),
    model: z.string().optional().describe("Evaluate this model only. Default: every model of the policy."),
    "working-directory": z
      .string()
      .default(".")
      .meta({ default: "." })
      .describe("Directory of the repository."),
    config: z
      .string()
      .default(".github/pawl.yml")
      .meta({ default: ".github/pawl.yml" })
      .describe("The policy file, relative to the working directory."),
    artifact: z
      .string()
      .default("pawl-report")
      .meta({ default: "pawl-report" })
      .describe("Name of the artifact with the reports, which the bot reads."),
  }),
  outputs: {
    verdict: "`pass`, `warn` or `fail`: the worst of all models.",
    report: "Folder with one report a model, `<model>.json`.",
  },
});
