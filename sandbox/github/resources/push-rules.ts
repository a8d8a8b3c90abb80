import { isAtLeast } from "../auth/rights.ts";
import { activeMembership, type TeamRecord } from "../auth/roles.ts";
import type { SandboxContext } from "../context.ts";
import { zeroSha } from "../git/git-repository.ts";
import { ApiError } from "../http/api-error.ts";
import { isObject } from "../http/fields.ts";
import type { JsonObject } from "../http/messages.ts";
import type { Actor, RepositoryRecord, RoleName } from "../records.ts";
import { mayPush } from "./branch-restrictions.ts";
import { findProtection } from "./branch-rules.ts";
import { requiredCheckState } from "./check-records.ts";
import type { ReleaseRecord } from "./release-records.ts";
import { rulesetsOf, type RulesetRecord } from "./ruleset-records.ts";

/** A ref change that a client asks for, over git or the API. */
export interface PushRequest {
  readonly repository: RepositoryRecord;
  /** Full name. */
  readonly ref: string;
  /** {@link zeroSha} when it is to be made. */
  readonly before: string;
  /** {@link zeroSha} when it is to be deleted. */
  readonly after: string;
  readonly actor: Actor;
  /** The commit is GitHub's own, signed by it: a change over the contents API, or a merge. Nothing else counts as signed. */
  readonly isSigned?: boolean;
}

/** Why a ref may not be changed, in GitHub's words. */
export interface PushRefusal {
  readonly message: string;
  /** It is refused only when the new commit does not follow the old one. */
  readonly onlyForced: boolean;
  /** GitHub's number of the refusal: protection of a branch, or a ruleset. */
  readonly code: "GH006" | "GH013";
}

type Refusal = Pick<PushRefusal, "message" | "onlyForced">;

function always(message: string): Refusal {
  return { message, onlyForced: false };
}

function onlyForced(message: string): Refusal {
  return { message, onlyForced: true };
}

const unsigned = always("Commits must have verified signatures.");

function kindOf(ref: string): "branch" | "tag" {
  return ref.startsWith("refs/tags/") ? "tag" : "branch";
}

function missingChecks(
  context: SandboxContext,
  push: PushRequest,
  names: readonly string[],
): readonly Refusal[] {
  const open = names.filter(
    (name) => requiredCheckState(context, push.repository, { sha: push.after, name }) !== "success",
  );
  return open.map((name) => always(`Required status check "${name}" is expected.`));
}

function protectionRefusals(context: SandboxContext, push: PushRequest): readonly Refusal[] {
  const { repository, ref, after, actor } = push;
  if (!ref.startsWith("refs/heads/")) return [];
  const rule = findProtection(context, repository, ref.slice("refs/heads/".length));
  if (!rule) return [];
  const isAdmin = actor.kind === "user" && isAtLeast(context.roleOf(actor.user, repository), "admin");
  if (isAdmin && !rule.enforceAdmins) return [];
  if (after === zeroSha) return rule.allowDeletions ? [] : [always("Cannot delete this branch")];
  return [
    ...(rule.allowForcePushes ? [] : [onlyForced("Cannot force-push to this branch")]),
    ...(rule.restrictions && !mayPush(context, repository, rule.restrictions, actor)
      ? [always("You're not authorized to push to this branch.")]
      : []),
    ...(rule.signatures === true && push.isSigned !== true ? [unsigned] : []),
    ...(rule.reviews ? [always("Changes must be made through a pull request.")] : []),
    ...missingChecks(context, push, rule.statusChecks?.contexts ?? []),
  ];
}

/** GitHub's numbers of the roles that a ruleset lets pass. */
const bypassRoles: Readonly<Record<number, RoleName>> = { 2: "maintain", 4: "write", 5: "admin" };

function isInTeam(context: SandboxContext, { actor, repository }: PushRequest, teamId: number): boolean {
  const team = context.store
    .collection<TeamRecord>("teams")
    .list(repository.ownerId)
    .find(({ id }) => id === teamId);
  return team?.members.some(({ userId }) => userId === actor.user.id) ?? false;
}

/** Whether a ruleset lets an actor pass. */
export function mayBypass(context: SandboxContext, ruleset: RulesetRecord, push: PushRequest): boolean {
  const { actor, repository } = push;
  const role = actor.kind === "user" ? context.roleOf(actor.user, repository) : "none";
  const isUser = actor.kind === "user";
  const membership = isUser ? activeMembership(context.store, repository.ownerId, actor.user.id) : undefined;
  const isOwner = isUser && actor.user.id === repository.ownerId;
  return ruleset.bypassActors.some((entry) => {
    if (entry["bypass_mode"] === "pull_request") return false;
    const id = Number(entry["actor_id"]);
    switch (entry["actor_type"]) {
      case "Integration":
        return actor.appId === id;
      case "OrganizationAdmin":
        return membership?.role === "admin" || isOwner;
      case "Team":
        return membership !== undefined && isInTeam(context, push, id);
      case "RepositoryRole":
        return isAtLeast(role, bypassRoles[id] ?? "admin") && role !== "none";
      default:
        return false;
    }
  });
}

function namePattern(parameters: JsonObject, name: string): boolean {
  const pattern = typeof parameters["pattern"] === "string" ? parameters["pattern"] : "";
  const tests: Readonly<Record<string, () => boolean>> = {
    starts_with: () => name.startsWith(pattern),
    ends_with: () => name.endsWith(pattern),
    contains: () => name.includes(pattern),
    regex: () => new RegExp(pattern).test(name),
  };
  const fits = tests[String(parameters["operator"])]?.() ?? false;
  return parameters["negate"] === true ? !fits : fits;
}

function ruleRefusals(context: SandboxContext, push: PushRequest, rule: JsonObject): readonly Refusal[] {
  const { ref, before, after } = push;
  const kind = kindOf(ref);
  const parameters = isObject(rule["parameters"]) ? rule["parameters"] : {};
  const [isMade, isDeleted] = [before === zeroSha, after === zeroSha];
  switch (rule["type"]) {
    case "creation":
      return isMade ? [always("Cannot create ref due to creations being restricted.")] : [];
    case "deletion":
      return isDeleted ? [always(`Cannot delete this ${kind}`)] : [];
    case "update":
      return isMade || isDeleted ? [] : [always(`Cannot update this protected ref.`)];
    case "non_fast_forward":
      return isMade || isDeleted ? [] : [onlyForced(`Cannot force-push to this ${kind}`)];
    case "pull_request":
      return isMade || isDeleted ? [] : [always("Changes must be made through a pull request.")];
    case "required_signatures":
      return isDeleted || push.isSigned === true ? [] : [unsigned];
    case "required_status_checks": {
      const checks = parameters["required_status_checks"];
      const names = Array.isArray(checks) ? checks.filter(isObject) : [];
      if (isMade || isDeleted) return [];
      return missingChecks(
        context,
        push,
        names.map((check) => String(check["context"])),
      );
    }
    case "tag_name_pattern":
    case "branch_name_pattern":
      return namePattern(parameters, ref.replace(/^refs\/\w+\//, "")) || isDeleted
        ? []
        : [always(`${kind} name must match a given pattern: ${String(parameters["pattern"])}`)];
    default:
      return [];
  }
}

function rulesetRefusals(context: SandboxContext, push: PushRequest): readonly Refusal[] {
  return rulesetsOf(context, push.repository, push.ref)
    .filter((ruleset) => !mayBypass(context, ruleset, push))
    .flatMap((ruleset) => ruleset.rules)
    .flatMap((rule) => ruleRefusals(context, push, rule));
}

function immutableRefusals(context: SandboxContext, push: PushRequest): readonly Refusal[] {
  if (!push.ref.startsWith("refs/tags/") || push.before === zeroSha) return [];
  const tag = push.ref.slice("refs/tags/".length);
  const releases = context.store.collection<ReleaseRecord>("releases").list(push.repository.id);
  const isFrozen = releases.some((release) => release.immutable && release.tagName === tag);
  return isFrozen ? [always(`Cannot update or delete the tag ${tag} of an immutable release.`)] : [];
}

/** All that stands against a push: protection of the branch, rulesets, immutable Releases. Empty: it may go on. */
export function pushRefusals(context: SandboxContext, push: PushRequest): readonly PushRefusal[] {
  const byRule = [...rulesetRefusals(context, push), ...immutableRefusals(context, push)];
  return [
    ...protectionRefusals(context, push).map((refusal) => ({ ...refusal, code: "GH006" as const })),
    ...byRule.map((refusal) => ({ ...refusal, code: "GH013" as const })),
  ];
}

/** @throws {ApiError} 422 when a rule stands against the push; `isForced` when the new commit does not follow. */
export function refusePush(
  context: SandboxContext,
  push: PushRequest & { readonly isForced: boolean },
): void {
  const found = pushRefusals(context, push).filter((one) => push.isForced || !one.onlyForced);
  const [first] = found;
  if (first?.code === "GH006") throw new ApiError(422, first.message);
  const lines = [...new Set(found.map(({ message }) => `${message}\n\n`))];
  if (first) throw new ApiError(422, `Repository rule violations found\n\n${lines.join("")}`);
}
