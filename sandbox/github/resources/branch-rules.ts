import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";

/** Logins, slugs of teams and slugs of Apps that may push to a branch. */
export interface PushRestrictions {
  readonly users: readonly string[];
  readonly teams: readonly string[];
  readonly apps: readonly string[];
}

/** Protection of one branch; the scope is the repository's id, the key the branch. */
export interface ProtectionRecord {
  readonly branch: string;
  readonly statusChecks: { readonly strict: boolean; readonly contexts: readonly string[] } | null;
  readonly reviews: JsonObject | null;
  readonly requiredApprovals: number;
  readonly enforceAdmins: boolean;
  readonly restrictions: PushRestrictions | null;
  readonly allowForcePushes: boolean;
  readonly allowDeletions: boolean;
  readonly linearHistory: boolean;
  readonly conversationResolution: boolean;
  /** Absent for no. */
  readonly signatures?: boolean;
}

/** The protection of a branch, if any. */
export function findProtection(
  context: SandboxContext,
  repository: RepositoryRecord,
  branch: string,
): ProtectionRecord | undefined {
  return context.store.collection<ProtectionRecord>("protections").get(repository.id, branch);
}
