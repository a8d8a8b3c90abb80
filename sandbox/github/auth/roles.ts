import { roleNames, type RepositoryRecord, type RoleName, type UserRecord } from "../records.ts";
import type { DocumentStore } from "../store/document-store.ts";

/** A user's role in one repository, given by invitation. */
export interface CollaboratorRecord {
  readonly userId: number;
  readonly role: RoleName;
}

/** Membership in an organisation; the scope is the organisation's id. */
export interface MembershipRecord {
  readonly userId: number;
  readonly role: "admin" | "member";
  /** Absent when the user has accepted. Who is pending has no rights yet. */
  readonly state?: "pending";
}

/** A team; the scope is the organisation's id, the key its slug. */
export interface TeamRecord {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  /** Default `closed`: every member of the organisation sees it. */
  readonly privacy?: "closed" | "secret";
  /** Who is not an active member of the organisation counts as pending. */
  readonly members: readonly { readonly userId: number; readonly role: "member" | "maintainer" }[];
  readonly repositories: readonly { readonly repositoryId: number; readonly role: RoleName }[];
}

function highest(roles: readonly RoleName[]): RoleName {
  return roleNames[Math.max(0, ...roles.map((role) => roleNames.indexOf(role)))] ?? "none";
}

/** The membership of a user who has accepted; `undefined` for others. */
export function activeMembership(
  store: DocumentStore,
  organizationId: number,
  userId: number,
): MembershipRecord | undefined {
  const found = store.collection<MembershipRecord>("memberships").get(organizationId, userId);
  return found?.state === "pending" ? undefined : found;
}

/** The role of a user: owner and organisation admins `admin`, else the highest of invitation, teams and visibility. */
export function findRole(store: DocumentStore, user: UserRecord, repository: RepositoryRecord): RoleName {
  if (user.id === repository.ownerId) return "admin";
  const membership = activeMembership(store, repository.ownerId, user.id);
  if (membership?.role === "admin") return "admin";
  const invited = store.collection<CollaboratorRecord>("collaborators").get(repository.id, user.id)?.role;
  const teams = store
    .collection<TeamRecord>("teams")
    .list(repository.ownerId)
    .filter((team) => membership && team.members.some((member) => member.userId === user.id))
    .flatMap((team) => team.repositories)
    .filter((entry) => entry.repositoryId === repository.id)
    .map((entry) => entry.role);
  const open: RoleName = repository.private && !membership ? "none" : "read";
  return highest([open, invited ?? "none", ...teams]);
}
