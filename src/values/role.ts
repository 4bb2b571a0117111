/** Ranks the roles of a shop's people: each may do what those after it may. Pure. */

export const ROLES = ["owner", "agent", "viewer"] as const;
export type Role = (typeof ROLES)[number];

/** Returns whether `role` may do what needs `least`. */
export function mayAct(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(least);
}
