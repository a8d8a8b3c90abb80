import { z } from "zod";
import { defineAction } from "../../src/runtime/define-action.ts";
import { stageInputs } from "../../src/runtime/shared-inputs.ts";

/** Inputs and outputs of the `train` action. */
export const action = defineAction({
  verb: "train",
  description:
    "Runs the train stage of dvc.yaml and the stages below it when they are stale; restores or skips them else.",
  inputs: z.object(stageInputs),
  outputs: {
    changed: "`true` when a stage ran or was restored.",
    state: "`done`: training ended in this step.",
  },
});
