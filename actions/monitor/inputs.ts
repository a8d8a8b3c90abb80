import { z } from "zod";
import { defineAction } from "../../src/runtime/define-action.ts";

/** Inputs and outputs of the `monitor` action. */
export const action = defineAction({
  verb: "monitor",
  description:
    "Watches live models over their prediction log: drift, performance, one issue a cause, retraining by policy.",
  inputs: z.object({
    token: z
      .string()
      .min(1)
      .meta({ default: "${{ github.token }}" })
      .describe("Token with issues: write, actions: write, contents, deployments and pull-requests: read."),
    until: z.iso
      .datetime({ offset: true })
      .optional()
      .describe(
        "End of the time to look at, ISO 8601. Default: now. Only windows that end before it are judged.",
      ),
    model: z
      .string()
      .optional()
      .describe("Watch this model only. Default: every model that has `monitoring`."),
    "working-directory": z
      .string()
      .default(".")
      .meta({ default: "." })
      .describe("Directory of the repository; relative paths of the policy start here."),
    config: z
      .string()
      .default(".github/pawl.yml")
      .meta({ default: ".github/pawl.yml" })
      .describe("The policy file, relative to the working directory."),
  }),
  outputs: {
    alerts: "How many drift issues stand open.",
    report: "Path of the report as Markdown, the same as the job summary.",
  },
});
