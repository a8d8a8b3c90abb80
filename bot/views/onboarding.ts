import { escapeText } from "../../src/report/escape.ts";

/** The text of the onboarding pull request. */
export function renderOnboarding(facts: {
  /** Whether there is a dvc.yaml. */
  readonly hasPipeline: boolean;
  /** Whether a stage of it writes an ONNX file. */
  readonly hasModel: boolean;
  /** The default branch. */
  readonly branch: string;
}): string {
  const { hasPipeline, hasModel, branch } = facts;
  return [
    "Pawl was installed here. This pull request adds the two files that it needs and changes none:",
    "- `.github/pawl.yml`, the policy: which models there are, and what a new version must keep\n- `.github/workflows/pawl.yml`, the workflow that runs the pipeline",
    describePipeline(hasPipeline, hasModel),
    `Read both files, change them on this branch as you like, and merge into ${escapeText(branch)}. From then on a pull request that changes a model gets a comment with the comparison.`,
    "Closed without a merge, this is not asked again; `npx pawl init` writes the same policy on your machine.",
  ].join("\n\n");
}

function describePipeline(hasPipeline: boolean, hasModel: boolean): string {
  if (!hasPipeline) {
    return "**There is no `dvc.yaml` at the top of this repository yet.** Pawl runs the stages of that file: `npx pawl add`, or DVC, writes one. Until it is there, the policy has no model, and nothing runs.";
  }
  if (!hasModel) {
    return "No stage of `dvc.yaml` names an ONNX file as an output, so the policy has no model yet: name the model file under `models`.";
  }
  return "The models in the policy are the ONNX files that stages of `dvc.yaml` write. Look at the `task` of each: it is a guess.";
}
