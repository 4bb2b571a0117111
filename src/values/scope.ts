/** The scopes of a program's token, and which of them opens what. Pure. */

/** `read` sees, `act` does what people do at the desk (and sees), `send` sends and looks after what it sent, `admin` everything. */
export const SCOPES = ["read", "act", "send", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

/** Returns whether a token with `scopes` may do what needs `needed`. */
export function mayUse(scopes: readonly Scope[], needed: Scope): boolean {
  return scopes.includes("admin") || scopes.includes(needed) || needed === "read" && scopes.includes("act");
}
