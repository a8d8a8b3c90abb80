import { isAtLeast } from "../auth/rights.ts";
import type { SandboxContext } from "../context.ts";
import { zeroSha } from "../git/git-repository.ts";
import { ApiError } from "../http/api-error.ts";
import type { JsonObject } from "../http/messages.ts";
import type { Actor, RepositoryRecord } from "../records.ts";

/** Protection of one branch; the scope is the repository's id, the key the branch. */
export interface ProtectionRecord {
  readonly branch: string;
  readonly statusChecks: { readonly strict: boolean; readonly contexts: readonly string[] } | null;
  readonly reviews: JsonObject | null;
  readonly requiredApprovals: number;
  readonly enforceAdmins: boolean;
  readonly restrictions: JsonObject | null;
  readonly allowForcePushes: boolean;
  readonly allowDeletions: boolean;
  readonly linearHistory: boolean;
  readonly conversationResolution: boolean;
}

/** A ref change that a client asks for. */
export interface PushRequest {
  readonly repository: RepositoryRecord;
  readonly ref: string;
  readonly after: string;
  readonly isForced: boolean;
  readonly actor: Actor;
}

/** The protection of a branch, if any. */
export function findProtection(
  context: SandboxContext,
  repository: RepositoryRecord,
  branch: string,
): ProtectionRecord | undefined {
  return context.store.collection<ProtectionRecord>("protections").get(repository.id, branch);
}

/** @throws {ApiError} 422 when a protected branch would be deleted, rewound, or pushed past its required reviews. */
export function refusePush(context: SandboxContext, push: PushRequest): void {
  const { repository, ref, after, isForced, actor } = push;
  const branch = ref.replace(/^refs\/heads\//, "");
  const rule = ref.startsWith("refs/heads/") ? findProtection(context, repository, branch) : undefined;
  if (!rule) return;
  const isAdmin = actor.kind === "user" && isAtLeast(context.roleOf(actor.user, repository), "admin");
  if (isAdmin && !rule.enforceAdmins) return;
  if (after === zeroSha && !rule.allowDeletions) throw new ApiError(422, "Cannot delete this branch");
  if (isForced && !rule.allowForcePushes) throw new ApiError(422, "Cannot force-push to this branch");
  if (rule.reviews && after !== zeroSha) {
    throw new ApiError(422, "Changes must be made through a pull request.");
  }
}
