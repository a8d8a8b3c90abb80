import { z } from "zod";
import { defineAction } from "../../src/runtime/define-action.ts";

/** Inputs and outputs of the root action. */
export const action = defineAction({
  verb: "pipeline",
  description: "The whole pull-request pipeline in one step: feature, train, evaluate, report.",
  inputs: z.object({
    token: z
      .string()
      .min(1)
      .meta({ default: "${{ github.token }}" })
      .describe("Token with contents: write (dvc.lock) and, for retrain, pull-requests: write."),
    base: z
      .string()
      .optional()
      .meta({ default: "${{ github.event.pull_request.base.sha }}" })
      .describe("Revision to compare with; the policy is read there. Default: the pull request's base."),
    branch: z
      .string()
      .optional()
      .meta({
        default:
          "${{ github.event.pull_request.head.repo.id == github.event.repository.id && github.event.pull_request.head.ref || '' }}",
      })
      .describe("Branch that gets the updated dvc.lock. Empty for a fork: nothing is committed."),
    retrain: z.string().optional().describe("Train this model again on new data and open a pull request."),
    issue: z
      .string()
      .regex(/^[1-9]\d{0,9}$/)
      .optional()
      .describe("Number of the drift issue that asks for the retraining."),
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
    changed: "`true` when a stage ran or was restored.",
    "head-sha": "Commit that the report is about: the branch's head after dvc.lock was committed.",
  },
});
