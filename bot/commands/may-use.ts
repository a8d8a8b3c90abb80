import type { Role } from "../../src/ports/github/members.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import { hasRole } from "../../src/registry/role.ts";
import { denied, refusal, type RequestAnswer } from "../requests.ts";
import type { Command, ParsedCommand, Place, PullState } from "./command.ts";

/** Who asks, and where. */
export interface UseFacts {
  readonly asker: { readonly login: string; readonly role: Role };
  readonly place: Place;
  readonly pull: PullRequest | undefined;
  /** Numeric id of the repository. */
  readonly repositoryId: number;
}

/** The refusal of a use that the record does not allow, or `undefined`. The role comes first: who may not ask learns nothing else. */
export function findRefusal(
  record: Command,
  facts: UseFacts,
  command?: ParsedCommand,
): RequestAnswer | undefined {
  const { asker } = facts;
  if (!hasRole(asker.role, record.permission)) return denied(`/ml ${record.name}`, record.permission, asker);
  const special = command === undefined ? undefined : record.special?.find((use) => use.matches(command));
  if (special !== undefined && !hasRole(asker.role, special.permission)) {
    return denied(`/ml ${record.name} with ${special.use}`, special.permission, asker);
  }
  const excludesAuthor = record.excludesAuthor === true || special?.excludesAuthor === true;
  return (excludesAuthor ? refuseAuthor(record, facts) : undefined) ?? refusePlace(record, facts);
}

function refuseAuthor(record: Command, { asker, pull }: UseFacts): RequestAnswer | undefined {
  const isAuthor = pull?.authorLogin.toLowerCase() === asker.login.toLowerCase();
  if (!isAuthor) return undefined;
  const reason = `/ml ${record.name} is for somebody else than the author of the pull request, which @${asker.login} is`;
  return refusal("denied.self-approval", reason);
}

function refusePlace({ name, places }: Command, facts: UseFacts): RequestAnswer | undefined {
  const { place, pull, repositoryId } = facts;
  if (!places.on.includes(place)) {
    return refusal("denied.place", `/ml ${name} counts on: ${places.on.join(", ")}; this is not one`);
  }
  if (pull === undefined) return undefined;
  const state = places.pull && refuseState(`/ml ${name}`, places.pull, pull);
  if (state !== undefined) return state;
  if (places.fork === "only" && pull.headRepositoryId === repositoryId)
    return refusal(
      "denied.fork",
      `/ml ${name} is for pull requests from forks; this branch is in the repository itself`,
    );
  return undefined;
}

/** The refusal of what does not count while a pull request stands as it does, or `undefined`. */
export function refuseState(
  what: string,
  allowed: readonly PullState[],
  pull: PullRequest,
): RequestAnswer | undefined {
  const state = stateOf(pull);
  if (allowed.includes(state)) return undefined;
  const reason = `${what} counts while a pull request is ${allowed.join(" or ")}; this one is ${state}`;
  return refusal("denied.state", reason);
}

/** How a pull request stands. */
export function stateOf({ state, merged, draft }: PullRequest): PullState {
  if (merged) return "merged";
  if (state === "closed") return "closed";
  return draft ? "draft" : "open";
}
