import { z } from "zod";
import { defineAction } from "../../src/runtime/define-action.ts";
import { stageInputs } from "../../src/runtime/shared-inputs.ts";

/** Inputs and outputs of the `feature` action. */
export const action = defineAction({
  verb: "feature",
  description: "Runs the stale stages of dvc.yaml above the train stage; restores or skips the others.",
  inputs: z.object(stageInputs),
  outputs: {
    changed: "`true` when a stage ran or was restored.",
    "needs-training": "`true` when a train stage, or one below it, has to run: run `train` only then.",
  },
});
