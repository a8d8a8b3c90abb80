import { z } from "zod";
import { defineAction } from "../../src/runtime/define-action.ts";
import { repositoryInputs, tokenInput } from "../../src/runtime/shared-inputs.ts";

/** Inputs and outputs of the `deploy` action. */
export const action = defineAction({
  verb: "deploy",
  description:
    "Carries out a Deployment: server with the released model, smoke test, status; the old version stays when it fails.",
  inputs: z.object({
    token: tokenInput("deployments: write and contents: read"),
    deployment: z
      .string()
      .regex(/^[1-9]\d{0,15}$/, { error: "the number of a Deployment" })
      .meta({ default: "${{ github.event.deployment.id || github.event.inputs.deployment }}" })
      .describe("Id of the Deployment. Default: that of the event."),
    "serving-dir": z
      .string()
      .optional()
      .describe(
        "Directory where servers keep their state and models. Default: $PAWL_SERVING_DIR, else ~/.pawl/serving.",
      ),
    ...repositoryInputs,
  }),
  outputs: {
    url: "Address of the server; empty when nothing went live.",
    version: "Version that went live or was assigned, such as `v1.2.0`.",
  },
});
