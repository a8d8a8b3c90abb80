import { z } from "zod";
import { defineAction } from "../../src/runtime/define-action.ts";
import { tokenInput } from "../../src/runtime/shared-inputs.ts";

/** Inputs and outputs of the `bot` action. */
export const action = defineAction({
  verb: "bot",
  description:
    "Runs the bot on the event that started the workflow: comment, checks, labels, commands, promotion.",
  inputs: z.object({
    token: tokenInput("write access to checks, issues, pull requests, contents, deployments and actions"),
  }),
  outputs: { handled: "How many things the bot looked at." },
});
