/** Rights in a repository, least first. */
export const requesterRoles = ["none", "read", "triage", "write", "maintain", "admin"] as const;
/** One of {@link requesterRoles}. */
export type RequesterRole = (typeof requesterRoles)[number];

/** Whether `role` includes the rights of `needed`. */
export function hasRole(role: RequesterRole, needed: RequesterRole): boolean {
  return requesterRoles.indexOf(role) >= requesterRoles.indexOf(needed);
}
