import { describeLock, type EnvironmentLock } from "./environment-lock.ts";
import { describeFreeze, type FreezeWindow } from "./freeze-window.ts";
import { refuse, type Refusal } from "./refusal.ts";
import type { ArtifactState, RegisteredVersion } from "./registry-state.ts";
import { hasRole, type RequesterRole } from "./role.ts";

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
  /** Teams (`@org/team`) and people (`@login`) who may approve; none: all who have the role. */
  readonly approvers?: readonly string[] | undefined;
  /** How long the version must have been live in `after`, such as `24h`. */
  readonly soak?: string | undefined;
  /** Times in which nothing is promoted. */
  readonly freeze?: readonly FreezeWindow[] | undefined;
}

/**
 * How the gates of the version ended. `none`: no pull request stands behind it. `unknown`: its check has not concluded.
 * `unavailable`: there is no check, or GitHub's answer about it cannot be read.
 */
export type GateState = "pass" | "fail" | "none" | "unknown" | "unavailable";

/** What is asked, and everything known that bears on the answer. */
export interface PromotionQuestion {
  readonly state: ArtifactState;
  /** The policy's environments of the model. */
  readonly environments: Readonly<Record<string, EnvironmentRule>>;
  readonly environment: string;
  readonly version: RegisteredVersion;
  readonly requester: Requester;
  /** What asked: `label`, `command`, `button`, `dashboard`, `cli`, `automatic`, or `rollback`. */
  readonly source: string;
  readonly gate: GateState;
  readonly isHeld: boolean;
  /** The version was deployed with success in the environment that must come first, and long enough ago. */
  readonly hasPassedOrder: boolean;
  /** The Deployment of the current assignment failed, so that the same version may be assigned anew. */
  readonly hasCurrentFailed: boolean;
  /** Digest of the model in the published Release; `undefined` before it is published. */
  readonly modelSha256: string | undefined;
  /** Somebody else's lock of the environment. */
  readonly lock: EnvironmentLock | undefined;
  /** The freeze window that is on. */
  readonly freeze: FreezeWindow | undefined;
}

/** One rule that was looked at, for the plan's text. */
export interface PlanCheck {
  readonly name:
    "environment" | "role" | "change" | "release" | "gates" | "hold" | "order" | "lock" | "freeze";
  /** `undefined`: it does not speak against the promotion. */
  readonly refusal: Refusal | undefined;
}

/** The role that an environment needs: `maintain` for `production` and for each that comes after another, else `write`. */
export function requiredRole(environment: string, rule: EnvironmentRule | undefined): RequesterRole {
  return environment === "production" || rule?.after !== undefined ? "maintain" : "write";
}

/** Every rule of a promotion and what it says, in the order in which refusals are told. */
export function checkPromotionRules(question: PromotionQuestion): readonly PlanCheck[] {
  return [
    { name: "environment", refusal: refuseEnvironment(question) },
    { name: "role", refusal: refuseRole(question) },
    { name: "change", refusal: refuseAssigned(question) },
    { name: "hold", refusal: refuseHold(question) },
    { name: "gates", refusal: refuseGates(question) },
    { name: "order", refusal: refuseOrder(question) },
    { name: "lock", refusal: refuseLock(question) },
    { name: "freeze", refusal: refuseFreeze(question) },
    { name: "release", refusal: refuseUnreleased(question) },
  ];
}

/** The rules of a rollback: `maintain`, and a Release. Gates, order, holds, locks, freezes and approvals do not count. */
export function checkRollbackRules(question: PromotionQuestion): readonly PlanCheck[] {
  const { requester, environment } = question;
  const reason = `rollback of ${environment} needs maintain; ${describeRequester(requester)}`;
  const isDenied = !hasRole(requester.role, "maintain");
  return [
    { name: "role", refusal: isDenied ? refuse("denied.role", reason) : undefined },
    { name: "environment", refusal: refuseEnvironment(question) },
    { name: "change", refusal: refuseAssigned(question) },
    { name: "release", refusal: refuseUnreleased(question) },
  ];
}

/** The first refusal of the rules, or `undefined`. */
export function firstRefusal(checks: readonly PlanCheck[]): Refusal | undefined {
  return checks.find((check) => check.refusal !== undefined)?.refusal;
}

function refuseEnvironment({ state, environments, environment }: PromotionQuestion): Refusal | undefined {
  return refuseUnknownEnvironment(state.artifact, environments, environment);
}

/** Whether the policy of a model has the environment; names of JavaScript's own, such as `constructor`, are none. */
export function refuseUnknownEnvironment(
  model: string,
  environments: Readonly<Record<string, EnvironmentRule>>,
  environment: string,
): Refusal | undefined {
  if (Object.hasOwn(environments, environment)) return undefined;
  const known = Object.keys(environments).join(", ") || "none";
  return refuse(
    "unknown.environment",
    `${model} has no environment ${environment.slice(0, 80)}; the policy has: ${known}`,
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

function nameOf({ state, version }: PromotionQuestion): string {
  return `${state.artifact} ${version.version}`;
}

function refuseHold(question: PromotionQuestion): Refusal | undefined {
  if (!question.isHeld) return undefined;
  return refuse("blocked.hold", `${nameOf(question)} is held by the label ml/hold`);
}

function refuseGates(question: PromotionQuestion): Refusal | undefined {
  const named = nameOf(question);
  if (question.gate === "fail") return refuse("blocked.gate", `${named} failed its gates (check ml/metrics)`);
  if (question.gate === "unavailable") {
    const why = "there is none by the bot, or GitHub's list of checks is not whole";
    return refuse("unavailable.ci", `the check ml/metrics of ${named} cannot be read: ${why}`);
  }
  if (question.gate !== "unknown") return undefined;
  return refuse("blocked.gate", `the check ml/metrics of ${named} has not concluded`);
}

function refuseOrder(question: PromotionQuestion): Refusal | undefined {
  const { environment, environments, hasPassedOrder } = question;
  const rule = environments[environment];
  if (rule?.after === undefined || hasPassedOrder) return undefined;
  const soak = rule.soak === undefined ? "" : ` for ${rule.soak}`;
  return refuse(
    "blocked.order",
    `${nameOf(question)} must be live in ${rule.after}${soak} before ${environment}`,
  );
}

function refuseLock({ environment, lock }: PromotionQuestion): Refusal | undefined {
  return lock && refuse("blocked.lock", `${environment} is locked: ${describeLock(lock)}`);
}

function refuseFreeze({ environment, freeze }: PromotionQuestion): Refusal | undefined {
  return freeze && refuse("blocked.freeze", `${environment} is frozen: ${describeFreeze(freeze)}`);
}

function refuseUnreleased({ version, modelSha256 }: PromotionQuestion): Refusal | undefined {
  if (modelSha256 !== undefined) return undefined;
  return refuse("waiting.registration", `the Release ${version.tag} is not published yet`);
}
