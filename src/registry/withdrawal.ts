import { requiredRole, type EnvironmentRule, type Requester } from "./promotion.ts";
import { hasRole } from "./role.ts";
import { refuse, type Refusal } from "./refusal.ts";
import { nextTaggerDate, type ArtifactState, type Assignment } from "./registry-state.ts";
import { writeTrailers } from "./tag-trailers.ts";
import { formatTag, tagMessage, type RegistryTag } from "./tags.ts";

/** What is asked, and everything known that bears on the answer. */
export interface WithdrawalQuestion {
  readonly state: ArtifactState;
  /** Names of all tags that are there, without `refs/tags/`; lightweight ones too, as far as they are known. */
  readonly takenNames: ReadonlySet<string>;
  readonly requester: Requester;
  /** What asked: `command` or `cli`. */
  readonly source: string;
  /** A natural key of the request, such as `issuecomment-17`; written into the tag. */
  readonly requestId?: string | undefined;
  readonly now: Date;
}

/** The one tag to write next. A withdrawal that needs several is planned anew after each. */
export interface TagPlan {
  readonly decision: "write";
  readonly tag: string;
  readonly message: string;
  readonly commitSha: string;
  readonly taggedAt: string;
}

/** Nothing is to be written: it is so already. */
export interface AlreadyWithdrawn {
  readonly decision: "unchanged";
  readonly reasonCode: "already.deregistered" | "already.unassigned" | "already.deprecated";
  readonly reason: string;
}

/** What is planned. */
export type WithdrawalPlan = TagPlan | AlreadyWithdrawn | Refusal;

/**
 * Plans to withdraw a version, by `name@v1.2.0!`. Needs maintain. A version that an environment holds is refused: what is
 * live must not vanish from the registry.
 */
export function planDeregistration(question: WithdrawalQuestion, version: string): WithdrawalPlan {
  const { state, takenNames } = question;
  const event = { kind: "deregister", artifact: state.artifact, version, counter: null } as const;
  const found = state.versions.find((entry) => entry.version === version);
  const named = `${state.artifact} ${version}`;
  const refusal = refuseRole(question, `deregistration of ${named}`);
  if (refusal !== undefined) return refusal;
  if (found === undefined) {
    if (takenNames.has(formatTag(event))) {
      return unchanged("already.deregistered", `${named} is deregistered already`);
    }
    const known = state.versions.slice(0, 5).map((entry) => entry.version);
    const reason = `${state.artifact} has no version ${version}; it has: ${known.join(", ") || "none"}`;
    return refuse("unknown.version", reason);
  }
  const holders = environmentsOf(state, (held) => held.version === version);
  if (holders.length > 0) return refuseLive(named, holders);
  return writeTag(question, event, { version, commitSha: found.commitSha });
}

/**
 * Plans to take versions out of an environment, by `name#environment!#N`: one version, or without one all that count as
 * holding it, the oldest first, so that none comes back in between. Needs the role that a promotion needs.
 */
export function planUnassignment(
  question: WithdrawalQuestion,
  place: {
    readonly environment: string;
    /** The environment's rule in the policy; `undefined` when the policy does not have it (any more). */
    readonly rule: EnvironmentRule | undefined;
    readonly version?: string | undefined;
  },
): WithdrawalPlan {
  const { state } = question;
  const { environment, rule, version } = place;
  const history = state.environments.get(environment)?.history;
  if (history === undefined && rule === undefined) {
    return refuse("unknown.environment", `${state.artifact} was never in an environment ${environment}`);
  }
  const needed = requiredRole(environment, rule);
  const refusal = refuseRole(question, `taking a version out of ${environment}`, needed);
  if (refusal !== undefined) return refusal;
  const active = (history ?? []).filter(
    (entry) => entry.isActive && (version === undefined || entry.version === version),
  );
  const oldest = active.at(-1);
  if (oldest === undefined) {
    const what = version === undefined ? "no version" : `not ${version}`;
    return unchanged("already.unassigned", `${environment} holds ${what} of ${state.artifact}`);
  }
  const event = { kind: "unassign", artifact: state.artifact, environment, counter: null } as const;
  return writeTag(question, event, { version: oldest.version ?? "", commitSha: oldest.commitSha });
}

/**
 * Plans to retire a model, by `name@deprecated` on its greatest version. Needs maintain, and no environment that holds a
 * version. Any later event brings the model back.
 */
export function planDeprecation(question: WithdrawalQuestion): WithdrawalPlan {
  const { state } = question;
  const refusal = refuseRole(question, `deprecation of ${state.artifact}`);
  if (refusal !== undefined) return refusal;
  if (state.isDeprecated) return unchanged("already.deprecated", `${state.artifact} is deprecated already`);
  const [greatest] = state.versions;
  if (greatest === undefined) {
    return refuse("unknown.version", `${state.artifact} has no registered version`);
  }
  const holders = environmentsOf(state, () => true);
  if (holders.length > 0) return refuseLive(state.artifact, holders);
  const event = { kind: "deprecate", artifact: state.artifact, counter: null } as const;
  return writeTag(question, event, { version: greatest.version, commitSha: greatest.commitSha });
}

function refuseRole(
  { requester }: WithdrawalQuestion,
  what: string,
  needed: Requester["role"] = "maintain",
): Refusal | undefined {
  if (hasRole(requester.role, needed)) return undefined;
  return refuse("denied.role", `${what} needs ${needed}; @${requester.login} has ${requester.role}`);
}

function refuseLive(named: string, environments: readonly string[]): Refusal {
  const places = environments.join(", ");
  return refuse("blocked.live", `${named} is in ${places}; roll back or unassign it there first`);
}

function environmentsOf(state: ArtifactState, isMeant: (held: Assignment) => boolean): readonly string[] {
  return [...state.environments].flatMap(([environment, { current }]) =>
    current !== undefined && isMeant(current) ? [environment] : [],
  );
}

function unchanged(reasonCode: AlreadyWithdrawn["reasonCode"], reason: string): AlreadyWithdrawn {
  return { decision: "unchanged", reasonCode, reason };
}

/** As GTO names them: deregistrations and deprecations bear a number only when the plain name is taken. */
function writeTag(
  { state, takenNames, requester, source, requestId, now }: WithdrawalQuestion,
  event: RegistryTag,
  target: { readonly version: string; readonly commitSha: string },
): TagPlan {
  const isPlain = event.kind !== "unassign" && !takenNames.has(formatTag(event));
  let counter = state.nextCounter;
  while (takenNames.has(formatTag({ ...event, counter }))) counter += 1;
  return {
    decision: "write",
    tag: formatTag(isPlain ? event : { ...event, counter }),
    message: `${tagMessage(event, target.version)}\n\n${writeTrailers({
      "Requested-by": requester.login,
      Source: source,
      "Request-Id": requestId,
    })}`,
    commitSha: target.commitSha,
    taggedAt: nextTaggerDate(state.lastTaggedAt, now),
  };
}
