import type { ModelPolicy } from "../config/schema.ts";
import { PawlError } from "../errors.ts";
import {
  planPromotion,
  planRollback,
  type AssignmentPlan,
  type PromotionQuestion,
  type Requester,
} from "../registry/promotion.ts";
import { refuse, type Refusal, type RefusalCode } from "../registry/refusal.ts";
import type { ArtifactState, Assignment, RegisteredVersion } from "../registry/registry-state.ts";
import { readTrailer } from "../registry/tag-trailers.ts";
import {
  findAssignmentOfRequest,
  selectRollbackVersion,
  selectVersion,
  type VersionTarget,
} from "../registry/version-target.ts";
import {
  findDeployment,
  hasFailed,
  hasPassedOrder,
  readEvidence,
  readModelSha256,
  readModelState,
  type PromotionPorts,
} from "./promotion-facts.ts";

/** What promotions and rollbacks have in common. */
interface AssignmentRequest {
  readonly model: string;
  /** The model's environments in the policy of the base branch; `undefined` when the policy has no such model. */
  readonly environments: ModelPolicy["environments"] | undefined;
  readonly environment: string;
  /** With the live role. */
  readonly requester: Requester;
  /** A natural key, such as `issuecomment-17`: the same request run again finds its own tag. */
  readonly requestId?: string | undefined;
}

/** A request to put a version into an environment. */
export interface PromoteRequest extends AssignmentRequest {
  readonly target: VersionTarget;
  /** `automatic` only counts where the policy says `promote: automatic`; then no role is needed. */
  readonly source: "label" | "command" | "cli" | "automatic";
  /** Logins that approved. */
  readonly approvedBy?: readonly string[] | undefined;
}

/** A request to put the previous version back. */
export interface RollbackRequest extends AssignmentRequest {
  /** The version to go to; without it the newest one before the current that differs from it. */
  readonly to?: string | undefined;
}

/** What came of it. A Deployment exists when `decision` is `promoted`; whether it is live, its statuses say. */
export type PromoteResult =
  | {
      readonly decision: "promoted";
      /** `promoted` by this call; `resumed`: an earlier call had written the tag. */
      readonly reasonCode: "promoted" | "resumed";
      readonly reason: string;
      readonly model: string;
      readonly environment: string;
      readonly version: string;
      readonly tag: string;
      readonly deploymentId: number;
      readonly deploymentUrl: string;
    }
  | { readonly decision: "refused"; readonly reasonCode: RefusalCode; readonly reason: string };

const attempts = 5;

/**
 * Puts a version into an environment: the assignment tag first, then the Deployment that carries it out.
 * Run again after a crash at any point it ends in the same place.
 *
 * @throws PawlError `registry.contended` when others take the next tag five times in a row.
 */
export async function promote(request: PromoteRequest, ports: PromotionPorts): Promise<PromoteResult> {
  return await assign(request, ports, {
    select: (state) => selectVersion(state, request.target),
    gather: (state, version) => gatherForPromotion(request, { state, version }, ports),
    plan: planPromotion,
    isOwn: (assignment, state) => {
      const wanted = selectVersion(state, request.target);
      return !("decision" in wanted) && wanted.version === assignment.version;
    },
  });
}

/**
 * Puts an older version back, by a new assignment tag and Deployment. Give a `requestId`: without one, a second run of
 * a finished rollback goes back again.
 *
 * @throws PawlError `registry.contended` when others take the next tag five times in a row.
 */
export async function rollback(request: RollbackRequest, ports: PromotionPorts): Promise<PromoteResult> {
  return await assign(request, ports, {
    select: (state) => selectRollbackVersion(state, request.environment, request.to),
    gather: (state, version) => gatherForRollback(request, { state, version }, ports),
    plan: planRollback,
    isOwn: (assignment) => readTrailer(assignment.message, "Source") === "rollback",
  });
}

/**
 * Gives its Deployment to each environment's current assignment that has none: what a crash between the two left.
 *
 * @returns one result for each Deployment that was created; `[]` when nothing was missing.
 */
export async function resumePromotions(
  request: Pick<AssignmentRequest, "model" | "environments">,
  ports: PromotionPorts,
): Promise<readonly PromoteResult[]> {
  const state = await readModelState(request.model, ports);
  const results: PromoteResult[] = [];
  for (const environment of Object.keys(request.environments ?? {})) {
    const current = state.environments.get(environment)?.current;
    const version = state.versions.find((entry) => entry.version === current?.version);
    if (current === undefined || version === undefined) continue;
    if ((await findDeployment(environment, current.tag, ports)) !== undefined) continue;
    results.push(await resume({ ...request, environment }, { version, tag: current.tag }, ports));
  }
  return results;
}

interface Assigning {
  readonly select: (state: ArtifactState) => RegisteredVersion | Refusal;
  readonly gather: (
    state: ArtifactState,
    version: RegisteredVersion,
  ) => Promise<Omit<PromotionQuestion, "leastCounter">>;
  readonly plan: (question: PromotionQuestion) => AssignmentPlan | Refusal;
  /** Whether a current assignment without a Deployment is the work of such a request, cut short. */
  readonly isOwn: (current: Assignment, state: ArtifactState) => boolean;
}

async function assign(
  request: AssignmentRequest,
  ports: PromotionPorts,
  how: Assigning,
): Promise<PromoteResult> {
  const { environment } = request;
  if (request.environments === undefined) {
    return toRefused(refuse("unknown.model", `the policy has no model ${request.model}`));
  }
  let leastCounter = 1;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const state = await readModelState(request.model, ports);
    const own = await findOwnAssignment(request, state, ports, how);
    if (own !== undefined) return await resume(request, own, ports);
    const version = how.select(state);
    if ("decision" in version) return toRefused(version);
    const plan = how.plan({ ...(await how.gather(state, version)), leastCounter });
    if (plan.decision === "refuse") return toRefused(plan);
    const { tag: name, message, taggedAt } = plan;
    const written = await ports.gitData.createTag({ name, message, taggedAt, commitSha: version.commitSha });
    if (written === "created") return await applyDeployment(plan, "promoted", ports);
    leastCounter = Math.max(leastCounter, state.nextCounter) + 1;
  }
  throw new PawlError("registry.contended", {
    message: `No free assignment tag for ${request.model} in ${environment} after ${attempts} attempts.`,
  });
}

interface OwnAssignment {
  readonly version: RegisteredVersion;
  readonly tag: string;
}

/** What an earlier run of the same request wrote: found by its key, or as a current assignment without a Deployment. */
async function findOwnAssignment(
  request: AssignmentRequest,
  state: ArtifactState,
  ports: PromotionPorts,
  how: Assigning,
): Promise<OwnAssignment | undefined> {
  const { environment } = request;
  const keyed = findAssignmentOfRequest(state, environment, request.requestId);
  const current = state.environments.get(environment)?.current;
  const assignment = keyed ?? current;
  const version = state.versions.find((entry) => entry.version === assignment?.version);
  if (assignment === undefined || version === undefined) return undefined;
  if (keyed !== undefined) return { version, tag: keyed.tag };
  if (!how.isOwn(assignment, state)) return undefined;
  const deployment = await findDeployment(environment, assignment.tag, ports);
  return deployment === undefined ? { version, tag: assignment.tag } : undefined;
}

async function resume(
  request: Pick<AssignmentRequest, "model" | "environment">,
  own: OwnAssignment,
  ports: PromotionPorts,
): Promise<PromoteResult> {
  const { model, environment } = request;
  const sha256 = await readModelSha256(own.version, ports);
  if (sha256 === undefined) {
    return toRefused(refuse("waiting.registration", `the Release ${own.version.tag} is not published yet`));
  }
  const { version, tag } = { version: own.version, tag: own.tag };
  const payload = { model, version: version.version, environment, tag, sha256 };
  return await applyDeployment(
    { version, payload: { schema: "pawl.deployment/1", ...payload } },
    "resumed",
    ports,
  );
}

/** Creates the Deployment unless one bears the tag; of two that a race made, the least id stands. */
async function applyDeployment(
  plan: Pick<AssignmentPlan, "version" | "payload">,
  reasonCode: "promoted" | "resumed",
  ports: PromotionPorts,
): Promise<PromoteResult> {
  const { model, version, environment, tag } = plan.payload;
  if ((await findDeployment(environment, tag, ports)) === undefined) {
    await ports.deployments.create({
      ref: plan.version.tag,
      environment,
      description: `${model} ${version} to ${environment}`,
      payload: plan.payload,
    });
  }
  const found = await findDeployment(environment, tag, ports);
  if (found === undefined) {
    throw new PawlError("github.malformed-response", {
      message: `The Deployment of ${tag} was created and is not in the list of ${environment}.`,
    });
  }
  const { id: deploymentId, url: deploymentUrl } = found.deployment;
  const reason = `${model} ${version} is assigned to ${environment} by ${tag}`;
  return {
    decision: "promoted",
    reasonCode,
    reason,
    model,
    environment,
    version,
    tag,
    deploymentId,
    deploymentUrl,
  };
}

interface Chosen {
  readonly state: ArtifactState;
  readonly version: RegisteredVersion;
}

async function gatherForPromotion(
  request: PromoteRequest,
  chosen: Chosen,
  ports: PromotionPorts,
): Promise<Omit<PromotionQuestion, "leastCounter">> {
  const now = ports.clock.now();
  const rule = request.environments?.[request.environment];
  return {
    ...(await gatherBase(request, chosen, ports)),
    ...(await readEvidence(chosen.version, ports)),
    source: request.source,
    approvedBy: request.approvedBy ?? [],
    hasPassedOrder: await hasPassedOrder({ ...chosen, rule, now }, ports),
    now,
  };
}

async function gatherForRollback(
  request: RollbackRequest,
  chosen: Chosen,
  ports: PromotionPorts,
): Promise<Omit<PromotionQuestion, "leastCounter">> {
  const free = { gate: "none", isHeld: false, approvedBy: [], hasPassedOrder: true } as const;
  const now = ports.clock.now();
  return { ...(await gatherBase(request, chosen, ports)), ...free, source: "rollback", now };
}

async function gatherBase(
  request: AssignmentRequest,
  { state, version }: Chosen,
  ports: PromotionPorts,
): Promise<
  Pick<
    PromotionQuestion,
    | "state"
    | "environments"
    | "environment"
    | "version"
    | "requester"
    | "requestId"
    | "modelSha256"
    | "hasCurrentFailed"
  >
> {
  const { environment, requester, requestId, environments = {} } = request;
  const current = state.environments.get(environment)?.current;
  const deployed = current && (await findDeployment(environment, current.tag, ports));
  const hasCurrentFailed = await hasFailed(deployed, ports);
  const modelSha256 = await readModelSha256(version, ports);
  return { state, environments, environment, version, requester, requestId, modelSha256, hasCurrentFailed };
}

function toRefused(refusal: Refusal): PromoteResult {
  return { ...refusal, decision: "refused" };
}
