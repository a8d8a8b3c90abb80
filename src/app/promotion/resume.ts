import { PawlError } from "../../errors.ts";
import {
  hasEnded,
  assignmentSchema,
  promotionSchema,
  type Promotion,
} from "../../registry/promotion-document.ts";
import { refuse } from "../../registry/refusal.ts";
import type { ArtifactState, Assignment } from "../../registry/registry-state.ts";
import { readTrailer } from "../../registry/tag-trailers.ts";
import { findDeployment, readModelSha256, readModelState } from "../promotion-facts.ts";
import { advancePromotion, describeStillWaiting, type PromotionPolicies } from "./advance.ts";
import { carryOut, ensureDeployment } from "./carry-out.ts";
import { assignmentRef, promotionRef, promotionsPrefix } from "./promotion-refs.ts";
import type { PromotionPorts } from "./ports.ts";
import { toRefused, type PromoteResult } from "./result.ts";
import { documentFile, parseDocument, readState } from "./state-document.ts";

/** How long the document of a promotion that has ended is kept, in milliseconds: 30 days. Tag and audit entry stay. */
const keptMs = 30 * 86_400_000;

/** Finishes the newest decided assignment of a model, when a crash cut it short; gives its promotion then. */
export async function resumeModel(model: string, ports: PromotionPorts): Promise<Promotion | undefined> {
  const newest = await readState(assignmentRef(model), assignmentSchema, ports);
  if (newest === undefined) return undefined;
  const found = await readState(promotionRef(newest.value.promotion), promotionSchema, ports);
  return found?.value.state === "executing" ? await carryOut(found.value, ports) : undefined;
}

/**
 * Moves everything that is open in a repository: promotions that wait are judged anew, decided ones are finished, and each
 * environment's current assignment without a Deployment gets one, whoever wrote it.
 *
 * @param seen where it is looked for what is to be done, such as one look at everything; what is done is decided by `ports`.
 * @returns what moved or ended by this call, and what still waits.
 */
export async function resumePromotions(
  policies: PromotionPolicies,
  ports: PromotionPorts,
  seen: PromotionPorts = ports,
): Promise<readonly PromoteResult[]> {
  const results: PromoteResult[] = [];
  const { promotions, broken } = await listPromotions(seen);
  for (const promotion of promotions) {
    if (hasEnded(promotion)) await forgetOld(promotion, ports);
    else results.push(await moveOn(promotion, { policies, ports, seen }));
  }
  for (const [model, { environments }] of Object.entries(policies)) {
    for (const environment of Object.keys(environments)) {
      if (await hasDeployment(model, environment, seen)) continue;
      const state = await readModelState(model, ports);
      const current = state.environments.get(environment)?.current;
      if (current === undefined) continue;
      const resumed = await resumeAssignment(current, { model, state, isOnlyMissing: true }, ports);
      if (resumed.decision === "promoted") results.push(resumed);
    }
  }
  // Told last: a ref that somebody has spoilt stops nothing else.
  if (broken[0] !== undefined) throw broken[0];
  return results;
}

/** Of many that wait for people most go on waiting: that is seen at one look. */
async function moveOn(
  promotion: Promotion,
  how: {
    readonly policies: PromotionPolicies;
    readonly ports: PromotionPorts;
    readonly seen: PromotionPorts;
  },
): Promise<PromoteResult> {
  const { policies, ports, seen } = how;
  const waiting = seen === ports ? undefined : await describeStillWaiting(promotion, policies, seen);
  return waiting ?? (await advancePromotion(promotion.id, policies, ports));
}

/** Whether there is nothing to be deployed, or it is. */
async function hasDeployment(
  model: string,
  environment: string,
  seen: Pick<PromotionPorts, "gitData" | "deployments">,
): Promise<boolean> {
  const current = (await readModelState(model, seen)).environments.get(environment)?.current;
  return current === undefined || (await findDeployment(environment, current.tag, seen)) !== undefined;
}

/** All promotions that are kept, those that have ended too; and an error for each ref that holds something else. */
export async function listPromotions(ports: Pick<PromotionPorts, "commits" | "gitData">): Promise<{
  readonly promotions: readonly Promotion[];
  readonly broken: readonly PawlError[];
}> {
  const promotions: Promotion[] = [];
  const broken: PawlError[] = [];
  const refs = await ports.commits.listRefs(promotionsPrefix);
  const texts = await ports.gitData.readFiles(
    documentFile,
    refs.map(({ sha }) => sha),
  );
  for (const ref of refs) {
    try {
      promotions.push(parseDocument(ref, texts.get(ref.sha), promotionSchema));
    } catch (error) {
      if (!(error instanceof PawlError) || error.code !== "registry.state-invalid") throw error;
      broken.push(error);
    }
  }
  return { promotions, broken };
}

async function forgetOld({ id, outcome }: Promotion, ports: PromotionPorts): Promise<void> {
  const age = ports.clock.now().getTime() - Date.parse(outcome?.at ?? "");
  if (age > keptMs) await ports.commits.deleteRef(promotionRef(id));
}

/** Who wrote the tag may be about to create the Deployment: that is waited for, or finished in their place. */
async function finishDecided({ message }: Assignment, ports: PromotionPorts): Promise<void> {
  const id = promotionSchema.shape.id.safeParse(readTrailer(message, "Promotion")).data;
  if (id === undefined) return;
  const found = await readState(promotionRef(id), promotionSchema, ports);
  if (found?.value.state === "executing") await carryOut(found.value, ports);
}

/** Gives an assignment its Deployment. `isOnlyMissing`: one that has it already is no answer. */
export async function resumeAssignment(
  assignment: Assignment,
  place: { readonly model: string; readonly state: ArtifactState; readonly isOnlyMissing?: boolean },
  ports: PromotionPorts,
): Promise<PromoteResult> {
  const { model, state, isOnlyMissing = false } = place;
  const { environment, tag } = assignment;
  const version = state.versions.find((entry) => entry.version === assignment.version);
  const nothing = refuse("already.assigned", `${tag} has its Deployment already`);
  if (version === undefined)
    return toRefused(refuse("unknown.version", `${tag} assigns no registered version`));
  await finishDecided(assignment, ports);
  const before = await findDeployment(environment, tag, ports);
  if (before !== undefined && isOnlyMissing) return toRefused(nothing);
  const sha256 = before?.payload.sha256 ?? (await readModelSha256(version, ports));
  if (sha256 === undefined) {
    return toRefused(refuse("waiting.registration", `the Release ${version.tag} is not published yet`));
  }
  const payload = {
    schema: "pawl.deployment/1",
    model,
    version: version.version,
    environment,
    tag,
    sha256,
  } as const;
  const { deployment } = await ensureDeployment(payload, version.tag, ports);
  return {
    decision: "promoted",
    reasonCode: "resumed",
    reason: `${model} ${version.version} is assigned to ${environment} by ${tag}`,
    model,
    environment,
    version: version.version,
    tag,
    deploymentId: deployment.id,
    deploymentUrl: deployment.url,
    promotion: null,
  };
}
