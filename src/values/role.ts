/** Ranks the roles of a shop's people: each may do what those after it may. Pure. */

export const ROLES = ["owner", "agent", "viewer"] as const;
export type Role = (typeof ROLES)[number];

/** Returns whether `role` may do what needs `least`; a role that there is not may nothing. */
export function mayAct(role: Role, least: Role): boolean {
  const rank = ROLES.indexOf(role);
  return rank >= 0 && rank <= ROLES.indexOf(least);
}
