import { firstRefusal, refuseUnknownEnvironment, type Requester } from "../registry/promotion.ts";
import {
  promotionId,
  promotionSchema,
  promotionTtlMs,
  type Promotion,
  type PromotionEvidence,
} from "../registry/promotion-document.ts";
import { refuse, type Refusal } from "../registry/refusal.ts";
import type { ArtifactState, RegisteredVersion } from "../registry/registry-state.ts";
import {
  findAssignmentOfRequest,
  selectRollbackVersion,
  selectVersion,
  type VersionTarget,
} from "../registry/version-target.ts";
import { readModelState } from "./promotion-facts.ts";
import { advancePromotion, describePlan } from "./promotion/advance.ts";
import { judge } from "./promotion/gather.ts";
import { promotionRef } from "./promotion/promotion-refs.ts";
import type { PromotionPolicy, PromotionPorts, PromotionSubject } from "./promotion/ports.ts";
import { resumeAssignment, resumeModel } from "./promotion/resume.ts";
import { toRefused, type PromoteResult } from "./promotion/result.ts";
import { readState, writeState } from "./promotion/state-document.ts";

/** What promotions and rollbacks have in common. */
interface AssignmentRequest {
  readonly model: string;
  /** What the default branch's policy says about the model; `undefined` when it has no such model. */
  readonly policy: PromotionPolicy | undefined;
  readonly environment: string;
  /** With the live role. */
  readonly requester: Requester & { readonly id?: number | undefined };
  /**
   * A natural key, such as `issuecomment-17`: the same request run again finds its own promotion. Without one, requests of
   * the same person for the same change are the same request until it has ended.
   */
  readonly requestId?: string | undefined;
  /** The pull request in which it was asked. */
  readonly pull?: number | undefined;
  /** Plans and writes nothing. */
  readonly isDryRun?: boolean | undefined;
}

/** A request to put a version into an environment. */
export interface PromoteRequest extends AssignmentRequest {
  readonly target: VersionTarget;
  /** `automatic` only counts where the policy says `promote: automatic`; then no role is needed. */
  readonly source: "label" | "command" | "button" | "dashboard" | "cli" | "automatic";
}

/** A request to put the previous version back. */
export interface RollbackRequest extends AssignmentRequest {
  /** The version to go to; without it the newest one before the current that differs from it. */
  readonly to?: string | undefined;
  /** Why, for the issue that follows. */
  readonly reason?: string | undefined;
}

/**
 * Asks for a version in an environment: plans it, keeps the plan in `refs/pawl/promotions/<id>` until it has its approvals,
 * and carries out exactly what was planned: the assignment tag first, then the Deployment.
 * Run again after a crash at any point it ends in the same place.
 *
 * @throws PawlError `registry.contended` when others assign versions of the model all the time
 */
export async function promote(request: PromoteRequest, ports: PromotionPorts): Promise<PromoteResult> {
  const { source, target } = request;
  return await ask(request, ports, {
    kind: "promotion",
    source,
    reason: null,
    select: (state) => selectVersion(state, target),
  });
}

/**
 * Puts an older version back, by a new assignment tag and Deployment; needs no approval, and opens an issue. Give a
 * `requestId`: without one, a second run of a finished rollback goes back again.
 *
 * @throws PawlError `registry.contended` when others assign versions of the model all the time
 */
export async function rollback(request: RollbackRequest, ports: PromotionPorts): Promise<PromoteResult> {
  return await ask(request, ports, {
    kind: "rollback",
    source: "rollback",
    reason: request.reason?.slice(0, 2000) ?? null,
    select: (state) => selectRollbackVersion(state, request.environment, request.to),
  });
}

interface Asking {
  readonly kind: Promotion["kind"];
  readonly source: string;
  readonly reason: string | null;
  readonly select: (state: ArtifactState) => RegisteredVersion | Refusal;
}

async function ask(request: AssignmentRequest, ports: PromotionPorts, how: Asking): Promise<PromoteResult> {
  const { model, policy, environment, requestId } = request;
  if (policy === undefined) return toRefused(refuse("unknown.model", `the policy has no model ${model}`));
  // First of all: a name that the policy does not have becomes no part of a ref.
  const unknown = refuseUnknownEnvironment(model, policy.environments, environment);
  if (unknown !== undefined) return toRefused(unknown);
  const earlier = request.isDryRun === true ? undefined : await findEarlier(request, policy, { ports, how });
  if (earlier !== undefined) return earlier;
  const state = await readModelState(model, ports);
  const keyed = findAssignmentOfRequest(state, environment, requestId);
  if (keyed !== undefined) return await resumeAssignment(keyed, { model, state }, ports);
  const version = how.select(state);
  if ("decision" in version) return toRefused(version);
  const subject: PromotionSubject = {
    kind: how.kind,
    model,
    policy,
    environment,
    requester: request.requester,
    source: how.source,
    pull: request.pull ?? null,
  };
  const chosen = { state, version };
  const judgement = await judge(subject, chosen, ports);
  const refusal = firstRefusal(judgement.checks);
  if (request.isDryRun === true) return await planOnly(subject, { version, judgement, refusal }, ports);
  if (refusal !== undefined) return await answerRefusal(refusal, { ...request, state }, ports);
  if (judgement.evidence === undefined) {
    return toRefused(refuse("waiting.registration", `the Release ${version.tag} is not published yet`));
  }
  const { evidence, needed } = judgement;
  const id = await keep(request, { how, evidence, isDecided: needed === 0 }, ports);
  return await advancePromotion(id, { [model]: policy }, ports);
}

/** A request that was asked before: by its key, or as what a crash left of one without a key. */
async function findEarlier(
  request: AssignmentRequest,
  policy: PromotionPolicy,
  { ports, how }: { readonly ports: PromotionPorts; readonly how: Asking },
): Promise<PromoteResult | undefined> {
  const { model, environment, requestId, requester } = request;
  if (requestId === undefined) {
    const resumed = await resumeModel(model, ports);
    if (resumed?.environment !== environment || resumed.kind !== how.kind) return undefined;
    if (resumed.request.login !== requester.login || !resumed.request.key.startsWith("own:"))
      return undefined;
    return await advancePromotion(resumed.id, { [model]: policy }, ports);
  }
  const id = await idOf(request, requestId, ports);
  const found = await readState(promotionRef(id), promotionSchema, ports);
  return found === undefined ? undefined : await advancePromotion(id, { [model]: policy }, ports);
}

async function idOf(
  { model, environment }: AssignmentRequest,
  request: string,
  ports: PromotionPorts,
): Promise<string> {
  const { id: repository } = await ports.members.repository();
  return await promotionId({ repository, request, model, environment });
}

/** The version is there already: by what an earlier run, or another tool, assigned without a Deployment. */
async function answerRefusal(
  refusal: Refusal,
  { model, environment, state }: AssignmentRequest & { readonly state: ArtifactState },
  ports: PromotionPorts,
): Promise<PromoteResult> {
  const current = state.environments.get(environment)?.current;
  if (refusal.reasonCode !== "already.assigned" || current === undefined) return toRefused(refusal);
  const resumed = await resumeAssignment(current, { model, state, isOnlyMissing: true }, ports);
  return resumed.decision === "promoted" ? resumed : toRefused(refusal);
}

async function planOnly(
  { kind, model, environment, requester }: PromotionSubject,
  found: {
    readonly version: RegisteredVersion;
    readonly judgement: Awaited<ReturnType<typeof judge>>;
    readonly refusal: Refusal | undefined;
  },
  ports: PromotionPorts,
): Promise<PromoteResult> {
  const { version } = found.version;
  const head = { id: null, kind, model, environment, version, requestedBy: requester.login, expiresAt: null };
  const approvals = { counted: [], dropped: [] };
  const plan = await describePlan(head, { judgement: found.judgement, approvals }, ports);
  const { refusal } = found;
  const reason = refusal?.reason ?? `${model} ${version} may go to ${environment}`;
  return { decision: "planned", reasonCode: refusal?.reasonCode ?? "planned", reason, plan };
}

/** Attempts at the same change by the same person, each after the one before had ended without success. */
const mostAsked = 100;

/** Writes the promotion's document, once; gives its id. What needs no approval is decided with it. */
async function keep(
  request: AssignmentRequest,
  made: { readonly how: Asking; readonly evidence: PromotionEvidence; readonly isDecided: boolean },
  ports: PromotionPorts,
): Promise<string> {
  const { requestId, requester } = request;
  if (requestId !== undefined) return await create(request, { ...made, key: requestId }, ports);
  const { kind } = made.how;
  const { version, from } = made.evidence;
  for (let count = 1; count <= mostAsked; count += 1) {
    const key = `own:${requester.login}:${kind}:${version}:${from?.tag ?? "nothing"}:${count}`;
    const id = await idOf(request, key, ports);
    const found = await readState(promotionRef(id), promotionSchema, ports);
    const isOpen = found?.value.state === "waiting" || found?.value.state === "executing";
    if (found === undefined || isOpen || count === mostAsked) {
      return await create(request, { ...made, key }, ports);
    }
  }
  return "";
}

async function create(
  request: AssignmentRequest,
  made: {
    readonly how: Asking;
    readonly evidence: PromotionEvidence;
    readonly isDecided: boolean;
    readonly key: string;
  },
  ports: PromotionPorts,
): Promise<string> {
  const { model, environment, requester, pull } = request;
  const { key, how, evidence, isDecided } = made;
  const id = await idOf(request, key, ports);
  const now = ports.clock.now();
  const at = now.toISOString();
  const value: Promotion = {
    schema: "pawl.promotion/1",
    id,
    kind: how.kind,
    model,
    environment,
    request: {
      key,
      source: how.source,
      login: requester.login,
      id: requester.id ?? null,
      pull: pull ?? null,
      reason: how.reason,
      at,
    },
    evidence,
    pinnedAt: at,
    approvals: [],
    rejection: null,
    state: isDecided ? "executing" : "waiting",
    approvedBy: [],
    outcome: null,
    expiresAt: new Date(now.getTime() + promotionTtlMs).toISOString(),
  };
  const message = `${id}: ${how.kind} of ${model} ${evidence.version} to ${environment}`;
  const found = await readState(promotionRef(id), promotionSchema, ports);
  // Of two who ask the same at once one has written; the other goes on with that.
  if (found === undefined) await writeState(promotionRef(id), { value, previous: undefined, message }, ports);
  return id;
}
