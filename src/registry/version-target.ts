import { refuse, type Refusal } from "./refusal.ts";
import type { ArtifactState, Assignment, RegisteredVersion } from "./registry-state.ts";
import { readTrailer } from "./tag-trailers.ts";

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

/** The assignment that a promotion made, by its id in the tag's message; also one that is not the current any more. */
export function findAssignmentOfPromotion(
  state: ArtifactState,
  environment: string,
  promotion: string,
): Assignment | undefined {
  const history = state.environments.get(environment)?.history ?? [];
  return history.find((entry) => readTrailer(entry.message, "Promotion") === promotion);
}
