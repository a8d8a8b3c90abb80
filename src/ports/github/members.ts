import { requesterRoles, type RequesterRole } from "../../registry/role.ts";

/** Rights in a repository, least first. */
export const roles = requesterRoles;

/** One of {@link roles}. */
export type Role = RequesterRole;

/** Who may do what in one repository, and who we are. */
export interface Members {
  /** The live `role_name` of a user; custom roles count as the built-in role they extend; unknown is `none`. */
  roleOf(login: string): Promise<Role>;
  /** Whether the user is an active member of `@org/team-slug`. */
  isInTeam(login: string, team: string): Promise<boolean>;
  /** The identity behind our token: the login that our comments bear, and the App's id when an App writes. */
  self(): Promise<{ readonly login: string; readonly appId: number | null }>;
  /** Facts of the repository. */
  repository(): Promise<{
    readonly id: number;
    readonly fullName: string;
    readonly defaultBranch: string;
    readonly url: string;
  }>;
}
