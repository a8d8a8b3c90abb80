import type { CheckContent } from "../../src/ports/github/checks.ts";
import type { Deployment, DeploymentState } from "../../src/ports/github/deployments.ts";
import { readDeploymentPayload, type DeploymentPayload } from "../../src/registry/deployment-payload.ts";
import { escapeText } from "../../src/report/escape.ts";
import type { BotContext } from "./context.ts";
import { startDeployment } from "./deployment-start.ts";
import type { Outcome } from "./outcome.ts";
import { applyCheck } from "./own-check.ts";

/** Brings the check `ml/promotion` on the version's commit to what the newest Deployment of that commit says. */
export async function reconcileDeployment(id: number, context: BotContext): Promise<Outcome> {
  const { github } = context;
  const deployment = await github.deployments.get(id);
  const payload = readDeploymentPayload(deployment?.payload);
  if (deployment === undefined || payload === undefined)
    return { decision: "ignored", reasonCode: "unknown.deployment" };
  const newer = (await github.deployments.list(payload.environment)).find(
    (other) =>
      other.id > id &&
      other.sha === deployment.sha &&
      readDeploymentPayload(other.payload)?.model === payload.model,
  );
  if (newer !== undefined) return { decision: "ignored", reasonCode: "superseded" };
  const started = await startDeployment(id, context);
  const content = await describe(deployment, payload, context);
  const changed = await applyCheck("ml/promotion", deployment.sha, content, context);
  const isDone = started === "started" || changed === "changed";
  return { decision: isDone ? "done" : "unchanged", reasonCode: content.conclusion ?? "in-progress" };
}

const conclusions: Readonly<Partial<Record<DeploymentState, CheckContent["conclusion"]>>> = {
  success: "success",
  inactive: "neutral",
  failure: "failure",
  error: "failure",
};

async function describe(
  deployment: Deployment,
  { model, version, environment, tag }: DeploymentPayload,
  { github }: BotContext,
): Promise<CheckContent> {
  const newest = (await github.deployments.listStatuses(deployment.id))[0];
  const state = newest?.state ?? "pending";
  const conclusion = conclusions[state];
  return {
    title: `${model} ${version} in ${environment}: ${state.replace("_", " ")}`,
    summary: `Assigned by the tag ${escapeText(tag)}; Deployment ${deployment.id} has the state \`${state}\`.`,
    ...(conclusion === undefined ? {} : { conclusion }),
  };
}
