import { z } from "zod";
import { defineAction } from "../../src/runtime/define-action.ts";
import { modelInput, reportInputs, repositoryInputs, tokenInput } from "../../src/runtime/shared-inputs.ts";

/** Inputs and outputs of the `evaluate` action. */
export const action = defineAction({
  verb: "evaluate",
  description:
    "Restores what feature and train did, commits dvc.lock, scores champion and challenger on the same rows, judges the gates.",
  inputs: z.object({
    token: tokenInput("contents: write, for dvc.lock; deployments: read, for the champion in production"),
    ...reportInputs,
    run: z
      .string()
      .regex(/^[1-9]\d{0,15}$/)
      .optional()
      .describe(
        "Judge what this run of the pipeline left instead of the work tree, in a job that the pull request cannot change. Needs actions: read and pull-requests: read.",
      ),
    model: modelInput("Evaluate this model only. Default: every model of the policy."),
    ...repositoryInputs,
  }),
  outputs: {
    verdict: "`pass`, `warn` or `fail`: the worst of all models.",
    report: "Folder with one report a model, `<model>.json`.",
    changed: "`true` when a stage's results were restored here.",
    "head-sha": "Commit that the report is about: the branch's head after dvc.lock was committed.",
  },
});
