import { pipelineWorkflow } from "../../src/app/evaluate-run/workflow-files.ts";
import { renderPawlFiles } from "../../src/app/init.ts";
import { isNotPermitted } from "../../src/app/not-permitted.ts";
import { policyPath } from "../../src/config/parse-policy.ts";
import { PawlError } from "../../src/errors.ts";
import { renderOnboarding } from "../views/onboarding.ts";
import type { BotContext } from "./context.ts";

/** The branch of the onboarding pull request, which is found by it. */
export const onboardingBranch = "pawl/onboarding";

const pipelinePath = "dvc.yaml";

/** What became of the onboarding of a repository. */
export type Onboarding = "off" | "empty" | "set-up" | "asked" | "not-permitted" | "opened";

/**
 * Opens one pull request with the two files in a repository that has neither, once: one that was closed is never opened again.
 * As a workflow there is nothing to do: the workflow is there.
 */
export async function reconcileOnboarding(context: BotContext): Promise<Onboarding> {
  const { github, readOnboardingWorkflow } = context;
  if (readOnboardingWorkflow === undefined) return "off";
  const { defaultBranch } = await github.members.repository();
  const head = await github.gitData.resolveRef(`refs/heads/${defaultBranch}`);
  if (head === undefined) return "empty";
  for (const path of [policyPath, pipelineWorkflow.path]) {
    if ((await github.gitData.readFile(path, head)) !== undefined) return "set-up";
  }
  if ((await github.pullRequests.findByBranch(onboardingBranch)).length > 0) return "asked";
  const found = await github.gitData.readFile(pipelinePath, head);
  const workflow = await readOnboardingWorkflow();
  const files = renderFiles({ pipeline: found, branch: defaultBranch, workflow });
  if (!(await makeBranch(head, files, context))) return "not-permitted";
  const hasPipeline = found !== undefined;
  const hasModel = !(files[policyPath] ?? "").includes("models: {}");
  const body = renderOnboarding({ hasPipeline, hasModel, branch: defaultBranch });
  const title = "Set up Pawl";
  await github.pullRequests.create({ title, body, head: onboardingBranch, base: defaultBranch });
  return "opened";
}

/** A dvc.yaml that cannot be read names no models; `ml/config` says on the pull request what is wrong with it. */
function renderFiles(facts: Parameters<typeof renderPawlFiles>[0]): ReturnType<typeof renderPawlFiles> {
  try {
    return renderPawlFiles(facts);
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    return renderPawlFiles({ ...facts, pipeline: undefined });
  }
}

/** Makes the branch, unless a crash left it. An App without the right to write workflows is refused here. */
async function makeBranch(
  parent: string,
  files: Readonly<Record<string, string>>,
  { github, log }: BotContext,
): Promise<boolean> {
  const ref = `refs/heads/${onboardingBranch}`;
  if ((await github.gitData.resolveRef(ref)) !== undefined) return true;
  try {
    const sha = await github.commits.create({ message: "chore: set up Pawl", parent, files });
    await github.commits.createRef(ref, sha);
    return true;
  } catch (error) {
    if (!isNotPermitted(error)) throw error;
    log.warning(`no onboarding: ${error.message}; does the App have the permission workflows: write?`);
    return false;
  }
}
