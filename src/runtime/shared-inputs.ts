import { z } from "zod";

/** Inputs that several actions have; each means the same everywhere. */

/** @param rights the permissions that the verb needs, for the description */
export function tokenInput(rights: string) {
  return z.string().min(1).meta({ default: "${{ github.token }}" }).describe(`Token with ${rights}.`);
}

/** @param purpose what choosing a model limits, with the default */
export function modelInput(purpose: string) {
  return z.string().min(1).optional().describe(purpose);
}

/** Where the repository is, and its policy in it. */
export const repositoryInputs = {
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
};

/** @param purpose what is done with the revision */
function baseInput(purpose: string) {
  return z
    .string()
    .optional()
    .meta({ default: "${{ github.event.pull_request.base.sha }}" })
    .describe(`${purpose} Default: the pull request's base.`);
}

/** Of the actions that end in a report. */
export const reportInputs = {
  base: baseInput("Revision to compare with; the policy is read there."),
  branch: z
    .string()
    .optional()
    .meta({
      default:
        "${{ github.event.pull_request.head.repo.id == github.event.repository.id && github.event.pull_request.head.ref || '' }}",
    })
    .describe("Branch that gets the updated dvc.lock. Empty for a fork: nothing is committed."),
  artifact: z
    .string()
    .default("pawl-report")
    .meta({ default: "pawl-report" })
    .describe("Name of the artifact with the reports, which the bot reads."),
};

/** Of the actions that run stages of dvc.yaml. */
export const stageInputs = {
  base: baseInput(
    "Revision to compare with: a model that differs from it is made when neither cache nor remote has it.",
  ),
  model: modelInput("Stages of this model only. Default: of every model of the policy."),
  push: z
    .stringbool()
    .prefault("true")
    .meta({
      default: "${{ github.event.pull_request.head.repo.id == github.event.pull_request.base.repo.id }}",
    })
    .describe(
      "Send data and run records to the remote when a stage ran, for the next runner. Default: true, but false for a fork.",
    ),
  ...repositoryInputs,
};
