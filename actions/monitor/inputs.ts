import { z } from "zod";
import { defineAction } from "../../src/runtime/define-action.ts";
import { modelInput, repositoryInputs, tokenInput } from "../../src/runtime/shared-inputs.ts";

/** Inputs and outputs of the `monitor` action. */
export const action = defineAction({
  verb: "monitor",
  description:
    "Watches live models over their prediction log: drift, performance, one issue a cause, retraining by policy.",
  inputs: z.object({
    token: tokenInput("issues: write, actions: write, contents, deployments and pull-requests: read"),
    until: z.iso
      .datetime({ offset: true })
      .optional()
      .describe(
        "End of the time to look at, ISO 8601. Default: now. Only windows that end before it are judged.",
      ),
    model: modelInput("Watch this model only. Default: every model that has `monitoring`."),
    ...repositoryInputs,
  }),
  outputs: {
    alerts: "How many drift issues stand open.",
    report: "Path of the report as Markdown, the same as the job summary.",
    records:
      "What became of the records for the run ledger: `none`, `written`, `handed-over` to the bot's job, or `lost`.",
  },
});
