import { readDeploymentPayload } from "../../src/registry/deployment-payload.ts";
import { pipelineWorkflow } from "../../src/app/evaluate-run/workflow-files.ts";
import type { BotContext } from "./context.ts";

/**
 * Starts the run that carries out a Deployment, where GitHub does not start it by itself. The status `queued` marks
 * it as started. A crash between the two starts it twice; the deploy job finds the version live and leaves it.
 */
export async function startDeployment(
  deploymentId: number,
  { github, dispatchesDeployments }: Pick<BotContext, "github" | "dispatchesDeployments">,
): Promise<"started" | "unchanged"> {
  if (!dispatchesDeployments) return "unchanged";
  const deployment = await github.deployments.get(deploymentId);
  if (deployment === undefined || readDeploymentPayload(deployment.payload) === undefined) return "unchanged";
  if ((await github.deployments.listStatuses(deploymentId)).length > 0) return "unchanged";
  const { defaultBranch } = await github.members.repository();
  const inputs = { verb: "deploy", deployment: String(deploymentId) };
  await github.workflows.dispatch(pipelineWorkflow.file, defaultBranch, inputs);
  await github.deployments.createStatus(deploymentId, {
    state: "queued",
    description: "deploy was dispatched",
  });
  return "started";
}
