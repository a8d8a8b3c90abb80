import { z } from "zod";
import { defineAction } from "../../src/runtime/define-action.ts";

/** Inputs and outputs of the `train` action. */
export const action = defineAction({
  verb: "train",
  description:
    "Runs the train stage of dvc.yaml and the stages below it when they are stale; restores or skips them else.",
  inputs: z.object({
    model: z
      .string()
      .optional()
      .describe("Stages of this model only. Default: of every model of the policy."),
    push: z
      .stringbool()
      .prefault("true")
      .meta({
        default: "${{ github.event.pull_request.head.repo.id == github.event.pull_request.base.repo.id }}",
      })
      .describe(
        "Send data and run records to the remote when a stage ran, for the next runner. Default: true, but false for a fork.",
      ),
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
  }),
  outputs: {
    changed: "`true` when a stage ran or was restored.",
    state: "`done`: training ended in this step.",
  },
});
