import { roles, type Role } from "../src/ports/github/members.ts";

/** Whether a role includes the rights of `needed`. */
export function hasRole(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
