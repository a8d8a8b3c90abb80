import { z } from "zod";
import { defineAction } from "../../src/runtime/define-action.ts";
import { modelInput, reportInputs, repositoryInputs, tokenInput } from "../../src/runtime/shared-inputs.ts";

/** Inputs and outputs of the root action. */
export const action = defineAction({
  verb: "pipeline",
  description: "The whole pull-request pipeline in one step: feature, train, evaluate, report.",
  inputs: z.object({
    token: tokenInput("contents: write (dvc.lock) and, for retrain, pull-requests: write"),
    ...reportInputs,
    retrain: z.string().optional().describe("Train this model again on new data and open a pull request."),
    issue: z
      .string()
      .regex(/^[1-9]\d{0,9}$/)
      .optional()
      .describe("Number of the drift issue that asks for the retraining."),
    step: z
      .enum(["feature", "train", "evaluate", "explain"])
      .default("evaluate")
      .meta({ default: "evaluate" })
      .describe(
        "The last step to run; explain: train what tells apart what code, parameters and data change of the champion's metrics. Commits nothing.",
      ),
    model: modelInput("This model only. Default: every model of the policy."),
    set: z
      .string()
      .max(4000)
      .optional()
      .describe(
        "Other values of keys of params.yaml for this run, key=value, one a line. Nothing is committed.",
      ),
    ...repositoryInputs,
  }),
  outputs: {
    verdict: "`pass`, `warn` or `fail`: the worst of all models.",
    report: "Folder with one report a model, `<model>.json`.",
    changed: "`true` when a stage ran or was restored.",
    "head-sha": "Commit that the report is about: the branch's head after dvc.lock was committed.",
  },
});
