import { z } from "zod";
import { defineAction } from "../../src/runtime/define-action.ts";

/** Inputs and outputs of the `evaluate` action. */
export const action = defineAction({
  verb: "evaluate",
  description:
    "Restores what feature and train did, commits dvc.lock, scores champion and challenger on the same rows, judges the gates.",
  inputs: z.object({
    token: z
      .string()
      .min(1)
      .meta({ default: "${{ github.token }}" })
      .describe(
        "Token with contents: write, for dvc.lock; deployments: read, for the champion in production.",
      ),
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
    changed: "`true` when a stage's results were restored here.",
    "head-sha": "Commit that the report is about: the branch's head after dvc.lock was committed.",
  },
});
