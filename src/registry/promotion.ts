import type { DeploymentPayload } from "./deployment-payload.ts";
import { readTrailer, writeTrailers } from "./tag-trailers.ts";
import {
  nextTaggerDate,
  type ArtifactState,
  type Assignment,
  type RegisteredVersion,
} from "./registry-state.ts";
import { formatTag, tagMessage } from "./tags.ts";

/** Rights in a repository, least first. */
export const requesterRoles = ["none", "read", "triage", "write", "maintain", "admin"] as const;
/** One of {@link requesterRoles}. */
export type RequesterRole = (typeof requesterRoles)[number];

/** Who asks, and by what. */
export interface Requester {
  readonly login: string;
  readonly role: RequesterRole;
}

/** The rules of one environment, from the policy. */
export interface EnvironmentRule {
  readonly promote: "automatic" | "manual";
  readonly after?: string | undefined;
  readonly approvals?: number | undefined;
}

/** Why a promotion or a rollback is refused. */
export type RefusalCode =
  | "denied.role"
  | "blocked.order"
  | "blocked.gate"
  | "blocked.hold"
  | "blocked.approval"
  | "blocked.not-merged"
  | "already.assigned"
  | "unknown.model"
  | "unknown.version"
  | "unknown.environment"
  | "waiting.registration";

/** A refusal; `reason` is one sentence with the value, the rule and who may. */
export interface Refusal {
  readonly decision: "refuse";
  readonly reasonCode: RefusalCode;
  readonly reason: string;
}

/** What to write for a promotion or a rollback: first the tag, then the Deployment. */
export interface AssignmentPlan {
  readonly decision: "promote";
  readonly version: RegisteredVersion;
  readonly tag: string;
  readonly message: string;
  readonly taggedAt: string;
  readonly payload: DeploymentPayload;
}

/** How the gates of the version ended. `none`: no pull request stands behind it. `unknown`: no concluded check. */
export type GateState = "pass" | "fail" | "none" | "unknown";

/** What is asked, and everything known that bears on the answer. */
export interface PromotionQuestion {
  readonly state: ArtifactState;
  /** The policy's environments of the model. */
  readonly environments: Readonly<Record<string, EnvironmentRule>>;
  readonly environment: string;
  readonly version: RegisteredVersion;
  readonly requester: Requester;
  /** What asked: `label`, `command`, `cli`, `automatic`, or `rollback`. */
  readonly source: string;
  /** A natural key of the request, such as `issuecomment-17`; written into the tag. */
  readonly requestId?: string | undefined;
  readonly gate: GateState;
  readonly isHeld: boolean;
  /** Logins that approved, the requester not counted. */
  readonly approvedBy: readonly string[];
  /** The version was deployed with success in the environment that must come first. */
  readonly hasPassedOrder: boolean;
  /** The Deployment of the current assignment failed, so that the same version may be assigned anew. */
  readonly hasCurrentFailed: boolean;
  /** Digest of the model in the published Release; `undefined` before it is published. */
  readonly modelSha256: string | undefined;
  /** Numbers `#N` that are taken by refs which the state does not show, such as lightweight tags. */
  readonly leastCounter: number;
  readonly now: Date;
}

/** The role that an environment needs: `maintain` for `production` and for each that comes after another, else `write`. */
export function requiredRole(environment: string, rule: EnvironmentRule | undefined): RequesterRole {
  return environment === "production" || rule?.after !== undefined ? "maintain" : "write";
}

/** Whether `role` includes the rights of `needed`. */
export function hasRole(role: RequesterRole, needed: RequesterRole): boolean {
  return requesterRoles.indexOf(role) >= requesterRoles.indexOf(needed);
}

/** Plans a promotion; the first rule that speaks against it is the refusal. */
export function planPromotion(question: PromotionQuestion): AssignmentPlan | Refusal {
  return (
    refuseEnvironment(question) ??
    refuseRole(question) ??
    refuseAssigned(question) ??
    refuseUnready(question) ??
    planAssignment(question)
  );
}

/** Plans a rollback to `question.version`: needs `maintain`; gates, order, holds and approvals do not count. */
export function planRollback(question: PromotionQuestion): AssignmentPlan | Refusal {
  const { requester, environment } = question;
  if (!hasRole(requester.role, "maintain")) {
    return refuse(
      "denied.role",
      `rollback of ${environment} needs maintain; ${describeRequester(requester)}`,
    );
  }
  return refuseEnvironment(question) ?? refuseAssigned(question) ?? planAssignment(question);
}

function refuseEnvironment({ state, environments, environment }: PromotionQuestion): Refusal | undefined {
  if (environments[environment] !== undefined) return undefined;
  const known = Object.keys(environments).join(", ") || "none";
  return refuse(
    "unknown.environment",
    `${state.artifact} has no environment ${environment}; the policy has: ${known}`,
  );
}

function refuseRole({
  environments,
  environment,
  requester,
  source,
}: PromotionQuestion): Refusal | undefined {
  const rule = environments[environment];
  if (source === "automatic" && rule?.promote === "automatic") return undefined;
  const needed = requiredRole(environment, rule);
  if (source !== "automatic" && hasRole(requester.role, needed)) return undefined;
  return refuse(
    "denied.role",
    `promotion to ${environment} needs ${needed}; ${describeRequester(requester)}`,
  );
}

function describeRequester({ login, role }: Requester): string {
  return `@${login} has ${role}`;
}

function refuseAssigned(question: PromotionQuestion): Refusal | undefined {
  const { state, environment, version, hasCurrentFailed } = question;
  const current = state.environments.get(environment)?.current;
  if (current?.version !== version.version || hasCurrentFailed) return undefined;
  return refuse(
    "already.assigned",
    `${state.artifact} ${version.version} is assigned to ${environment} already, by ${current.tag}`,
  );
}

function refuseUnready(question: PromotionQuestion): Refusal | undefined {
  const { state, environment, environments, version, gate, approvedBy, requester } = question;
  const named = `${state.artifact} ${version.version}`;
  const rule = environments[environment];
  if (question.isHeld) return refuse("blocked.hold", `${named} is held by the label ml/hold`);
  if (gate === "fail") return refuse("blocked.gate", `${named} failed its gates (check ml/metrics)`);
  if (gate === "unknown") {
    return refuse("blocked.gate", `the check ml/metrics of ${named} has not concluded`);
  }
  if (rule?.after !== undefined && !question.hasPassedOrder) {
    return refuse("blocked.order", `${named} must be live in ${rule.after} before ${environment}`);
  }
  const approvals = new Set(approvedBy.filter((login) => login !== requester.login)).size;
  if (approvals >= (rule?.approvals ?? 0)) return undefined;
  const missing = (rule?.approvals ?? 0) - approvals;
  return refuse(
    "blocked.approval",
    `${environment} needs ${missing} more approval, not by @${requester.login}`,
  );
}

function planAssignment(question: PromotionQuestion): AssignmentPlan | Refusal {
  const { state, environment, version, requester, source, requestId, modelSha256 } = question;
  if (modelSha256 === undefined) {
    return refuse("waiting.registration", `the Release ${version.tag} is not published yet`);
  }
  const counter = Math.max(state.nextCounter, question.leastCounter);
  const event = { kind: "assign", artifact: state.artifact, environment, counter } as const;
  const tag = formatTag(event);
  return {
    decision: "promote",
    version,
    tag,
    message: `${tagMessage(event, version.version)}\n\n${writeTrailers({
      "Requested-by": requester.login,
      Source: source,
      "Request-Id": requestId,
    })}`,
    taggedAt: nextTaggerDate(state.lastTaggedAt, question.now),
    payload: {
      schema: "pawl.deployment/1",
      model: state.artifact,
      version: version.version,
      environment,
      tag,
      sha256: modelSha256,
    },
  };
}

/** A refusal as a value. */
export function refuse(reasonCode: RefusalCode, reason: string): Refusal {
  return { decision: "refuse", reasonCode, reason };
}

/** Which version a request means. */
export type VersionTarget =
  | { readonly kind: "version"; readonly version: string }
  /** The version that stands on the merge commit of a pull request. */
  | { readonly kind: "pull-request"; readonly merged: boolean; readonly mergeCommitSha: string | null }
  | { readonly kind: "greatest" };

/** Finds the version that a target means, or says why there is none. */
export function selectVersion(state: ArtifactState, target: VersionTarget): RegisteredVersion | Refusal {
  if (target.kind === "greatest") {
    return state.versions[0] ?? refuse("unknown.version", `${state.artifact} has no registered version`);
  }
  if (target.kind === "version") {
    const found = state.versions.find((entry) => entry.version === target.version);
    const known = state.versions.map((entry) => entry.version).slice(0, 5);
    return (
      found ??
      refuse(
        "unknown.version",
        `${state.artifact} has no version ${target.version}; it has: ${known.join(", ") || "none"}`,
      )
    );
  }
  if (!target.merged || target.mergeCommitSha === null) {
    return refuse("blocked.not-merged", `${state.artifact} gets its version when the pull request is merged`);
  }
  const found = state.versions.find((entry) => entry.commitSha === target.mergeCommitSha);
  const commit = target.mergeCommitSha.slice(0, 7);
  return found ?? refuse("waiting.registration", `${state.artifact} has no version on commit ${commit} yet`);
}

/** The version that a rollback goes to: `to`, else the newest assigned one that differs from the current. */
export function selectRollbackVersion(
  state: ArtifactState,
  environment: string,
  to: string | undefined,
): RegisteredVersion | Refusal {
  if (to !== undefined) return selectVersion(state, { kind: "version", version: to });
  const held = state.environments.get(environment);
  const previous = held?.history.find(
    (entry) => entry.version !== null && entry.version !== held.current?.version,
  );
  const found = state.versions.find((entry) => entry.version === previous?.version);
  return (
    found ?? refuse("unknown.version", `${environment} held no other version of ${state.artifact} before`)
  );
}

/** The assignment that a request made already, by the key that the tag's message bears. */
export function findAssignmentOfRequest(
  state: ArtifactState,
  environment: string,
  requestId: string | undefined,
): Assignment | undefined {
  if (requestId === undefined) return undefined;
  const history = state.environments.get(environment)?.history ?? [];
  return history.find((entry) => readTrailer(entry.message, "Request-Id") === requestId);
}
