import { PawlError } from "../../errors.ts";
import { promotionSchema, type Promotion } from "../../registry/promotion-document.ts";
import type { DeploymentPayload } from "../../registry/deployment-payload.ts";
import { findDeployment, type OwnDeployment } from "../promotion-facts.ts";
import { decideAssignment } from "./decide-assignment.ts";
import { openFollowUp } from "./follow-up.ts";
import { promotionRef } from "./promotion-refs.ts";
import { pauseBefore, type PromotionPorts } from "./ports.ts";
import { changeState } from "./state-document.ts";
import { takeTurn, type Turn } from "./turn.ts";

/**
 * Carries out a promotion whose state is `executing`, by one at a time: tag, Deployment, follow-up issue of a rollback, and
 * last the end of the promotion's document. Every step is looked for first, so that a crash anywhere is finished by the
 * next run.
 */
export async function carryOut({ id }: Promotion, ports: PromotionPorts): Promise<Promotion> {
  const turn = await takeTurn(id, ports);
  if (!("hold" in turn)) return turn;
  try {
    return await carryOutInTurn(turn, ports);
  } catch (error) {
    turn.leave();
    throw error;
  }
}

async function carryOutInTurn(turn: Turn, ports: PromotionPorts): Promise<Promotion> {
  const { promotion } = turn;
  const { id } = promotion;
  const assigned = await decideAssignment(promotion, ports);
  if (assigned.decision === "stale") {
    return await endPromotion(id, { state: "stale", reason: assigned.reason, tag: null }, ports);
  }
  const { tag } = assigned;
  await turn.hold();
  await ensureDeployment(payloadOf(promotion, tag), promotion.evidence.versionTag, ports);
  await turn.hold();
  if (promotion.kind === "rollback") await openFollowUp(promotion, tag, ports);
  const { model, environment, evidence } = promotion;
  const reason = `${model} ${evidence.version} is assigned to ${environment} by ${tag}`;
  return await endPromotion(id, { state: "promoted", reason, tag }, ports);
}

function payloadOf({ model, environment, evidence }: Promotion, tag: string): DeploymentPayload {
  const { version, sha256 } = evidence;
  return { schema: "pawl.deployment/1", model, version, environment, tag, sha256 };
}

/** The Deployment that bears the tag, created when there is none; of two that a race made, the least id stands. */
export async function ensureDeployment(
  payload: DeploymentPayload,
  ref: string,
  ports: Pick<PromotionPorts, "deployments">,
): Promise<OwnDeployment> {
  const { model, version, environment, tag } = payload;
  const before = await findDeployment(environment, tag, ports);
  if (before !== undefined) return before;
  const description = `${model} ${version} to ${environment}`;
  await ports.deployments.create({ ref, environment, description, payload });
  const found = await findDeployment(environment, tag, ports);
  if (found !== undefined) return found;
  throw new PawlError("github.malformed-response", {
    message: `The Deployment of ${tag} was created and is not in the list of ${environment}.`,
  });
}

/** Ends a promotion, once: what has ended stays as it ended. */
export async function endPromotion(
  id: string,
  end: { readonly state: Promotion["state"]; readonly reason: string; readonly tag: string | null },
  ports: PromotionPorts,
): Promise<Promotion> {
  const at = ports.clock.now().toISOString();
  const { state, reason, tag } = end;
  const isOpen = (value: Promotion): boolean =>
    state === "promoted" || state === "stale"
      ? value.state === "executing" || value.state === "waiting"
      : value.state === "waiting";
  const ended = await changeState<Promotion>(
    promotionRef(id),
    {
      schema: promotionSchema,
      message: `${id}: ${state}`,
      pause: (attempt) => pauseBefore(attempt, ports),
      change: (value) => {
        if (value === undefined || !isOpen(value)) return undefined;
        const { carrier: _, ...rest } = value;
        return { ...rest, state, outcome: { reason: reason.slice(0, 2000), tag, at } };
      },
    },
    ports,
  );
  if (ended !== undefined) return ended;
  throw new PawlError("registry.state-invalid", { message: `The promotion ${id} has no document any more.` });
}
