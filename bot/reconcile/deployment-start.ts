import { dispatchOnce, titleOfRun } from "../../src/app/dispatch/dispatch-once.ts";
import { readDeploymentPayload } from "../../src/registry/deployment-payload.ts";
import type { BotContext } from "./context.ts";

/**
 * Starts the run that carries out a Deployment, once, where GitHub does not start it by itself. The first status, which is `queued` or the
 * job's own, marks it as started.
 */
export async function startDeployment(
  deploymentId: number,
  { github, clock, dispatchesDeployments }: Pick<BotContext, "github" | "clock" | "dispatchesDeployments">,
): Promise<"started" | "unchanged"> {
  if (!dispatchesDeployments) return "unchanged";
  const { deployments } = github;
  const deployment = await deployments.get(deploymentId);
  if (deployment === undefined || readDeploymentPayload(deployment.payload) === undefined) return "unchanged";
  if ((await deployments.listStatuses(deploymentId)).length > 0) return "unchanged";
  const run = await dispatchOnce(
    {
      verb: "deploy",
      key: String(deploymentId),
      title: titleOfRun.deploy(deploymentId),
      inputs: { verb: "deploy", deployment: String(deploymentId) },
    },
    { ...github, clock },
  );
  // The job may be faster than we are, and its word counts.
  if ((await deployments.listStatuses(deploymentId)).length > 0) return "started";
  await deployments.createStatus(deploymentId, {
    state: "queued",
    description: "deploy was dispatched",
    ...(run === undefined ? {} : { logUrl: run.url }),
  });
  return "started";
}
