import { z } from "zod";
import { defineAction } from "../../src/runtime/define-action.ts";
import { modelInput, repositoryInputs, tokenInput } from "../../src/runtime/shared-inputs.ts";

/** Inputs and outputs of the `register` action. */
export const action = defineAction({
  verb: "register",
  description:
    "Gives each model of the checked out commit whose artifact is new a version: annotated tag, then Release with model, card, manifest and profile.",
  inputs: z.object({
    token: tokenInput("contents: write and pull-requests: read"),
    model: modelInput("Register this model only. Default: every model of the policy."),
    "signing-key": z
      .string()
      .optional()
      .describe(
        "Private key (PEM, EC P-256 or Ed25519) to sign the Release with. Default: the job attests, if it has `id-token: write` and `attestations: write`.",
      ),
    ...repositoryInputs,
  }),
  outputs: {
    version: "Versions of the models, `name@v1.2.0`, one a line; those that did not change too.",
    "release-url": "Addresses of the Releases that were published, one a line.",
  },
});
