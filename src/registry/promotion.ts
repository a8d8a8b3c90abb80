import type { DeploymentPayload } from "./deployment-payload.ts";
import { refuse, type Refusal } from "./refusal.ts";
import { nextTaggerDate, type ArtifactState, type RegisteredVersion } from "./registry-state.ts";
import { writeTrailers } from "./tag-trailers.ts";
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
  /** How long the version must have been live in `after`, such as `24h`. */
  readonly soak?: string | undefined;
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
  /** The version was deployed with success in the environment that must come first, and long enough ago. */
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
  if (Object.hasOwn(environments, environment)) return undefined;
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
    const soak = rule.soak === undefined ? "" : ` for ${rule.soak}`;
    return refuse("blocked.order", `${named} must be live in ${rule.after}${soak} before ${environment}`);
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
