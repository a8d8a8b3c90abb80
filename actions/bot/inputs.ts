import { z } from "zod";
import { defineAction } from "../../src/runtime/define-action.ts";

/** Inputs and outputs of the `bot` action. */
export const action = defineAction({
  verb: "bot",
  description:
    "Runs the bot on the event that started the workflow: comment, checks, labels, commands, promotion.",
  inputs: z.object({
    token: z
      .string()
      .min(1)
      .meta({ default: "${{ github.token }}" })
      .describe(
        "Token with write access to checks, issues, pull requests, contents, deployments and actions.",
      ),
  }),
  outputs: { handled: "How many things the bot looked at." },
});
