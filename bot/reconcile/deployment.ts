import type { CheckContent } from "../../src/ports/github/checks.ts";
import type { Deployment, DeploymentState } from "../../src/ports/github/deployments.ts";
import { readModelState } from "../../src/app/promotion-facts.ts";
import { readDeploymentPayload, type DeploymentPayload } from "../../src/registry/deployment-payload.ts";
import { escapeText } from "../../src/report/escape.ts";
import type { BotContext } from "./context.ts";
import { startDeployment } from "./deployment-start.ts";
import { applyPromotionCheck } from "./mismatch-check.ts";
import type { Outcome } from "./outcome.ts";
import { isWaiting } from "./promotion-check.ts";

/** Brings the check `ml/promotion` on the version's commit to what the newest Deployment of that commit says. */
export async function reconcileDeployment(id: number, context: BotContext): Promise<Outcome> {
  const { github } = context;
  const deployment = await github.deployments.get(id);
  const payload = readDeploymentPayload(deployment?.payload);
  if (deployment === undefined || payload === undefined)
    return { decision: "ignored", reasonCode: "unknown.deployment" };
  const later = (await listLater(deployment, payload, context)).map(({ environment }) => environment);
  if (later.includes(payload.environment)) return { decision: "ignored", reasonCode: "superseded" };
  const started = await startDeployment(id, context);
  // Two environments hold one version: of their Deployments the newest alone writes the check, or they take turns.
  const isOverruled = later.length > 0 || (await isWaiting(deployment.sha, context));
  const content = isOverruled ? undefined : await describe(deployment, payload, context);
  const changed = content && (await applyPromotionCheck(deployment.sha, content, context));
  const isDone = started === "started" || changed === "changed";
  const reasonCode = content === undefined ? "superseded" : (content.conclusion ?? "in-progress");
  if (changed === "contradictions")
    return { decision: isDone ? "done" : "unchanged", reasonCode: "contradictions" };
  return { decision: isDone ? "done" : "unchanged", reasonCode };
}

/** Newer Deployments of the same model on the same commit, in any environment that the model was ever in. */
async function listLater(
  { id, sha }: Deployment,
  { model, environment }: DeploymentPayload,
  { github }: BotContext,
): Promise<readonly Deployment[]> {
  const { environments } = await readModelState(model, github);
  const found: Deployment[] = [];
  for (const name of new Set([environment, ...environments.keys()])) {
    const listed = await github.deployments.list(name);
    found.push(
      ...listed.filter(
        (other) =>
          other.id > id && other.sha === sha && readDeploymentPayload(other.payload)?.model === model,
      ),
    );
  }
  return found;
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
