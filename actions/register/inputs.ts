import { z } from "zod";
import { defineAction } from "../../src/runtime/define-action.ts";

/** Inputs and outputs of the `register` action. */
export const action = defineAction({
  verb: "register",
  description:
    "Gives each model of the checked out commit whose artifact is new a version: annotated tag, then Release with model, card, manifest and profile.",
  inputs: z.object({
    token: z
      .string()
      .min(1)
      .meta({ default: "${{ github.token }}" })
      .describe("Token with contents: write and pull-requests: read."),
    model: z
      .string()
      .min(1)
      .optional()
      .describe("Register this model only. Default: every model of the policy."),
    "working-directory": z
      .string()
      .default(".")
      .meta({ default: "." })
      .describe("Directory of the repository, checked out with its history."),
    config: z
      .string()
      .default(".github/pawl.yml")
      .meta({ default: ".github/pawl.yml" })
      .describe("The policy file, relative to the working directory."),
  }),
  outputs: {
    version: "Versions of the models, `name@v1.2.0`, one a line; those that did not change too.",
    "release-url": "Addresses of the Releases that were published, one a line.",
  },
});
