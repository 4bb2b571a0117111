/** Says which role a request to the desk needs: the one place that decides it. What is not named needs an owner. */
import type { Role } from "../../values/role.ts";

/** Methods and paths below `/admin/<shop>`; of several that fit the first counts. */
const LEAST: readonly (readonly [path: string, role: Role])[] = [
  ["GET people", "owner"],
  ["GET programs", "owner"],
  ["GET audit", "owner"],
  // Whole lists of addresses leave with somebody who answers customers.
  ["GET suppressions/export", "agent"],
  // Everything that a customer wrote and was written leaves with it.
  ["GET orders/dispute", "agent"],
  ["GET", "viewer"],
  ["POST orders/find", "viewer"],
  ["POST suppressions/find", "viewer"],
  ["POST out", "viewer"],
  ["POST language", "viewer"],
  ["POST cases", "agent"],
  ["POST returns", "agent"],
  ["POST stock", "agent"],
  ["POST feedback", "agent"],
  ["POST orders", "agent"],
  ["POST settings/canned", "agent"],
  ["POST mails/kinds", "owner"],
  ["POST mails/own", "owner"],
  ["POST mails", "agent"],
  ["POST suppressions", "agent"],
  ["POST unreachable", "agent"],
  ["POST alarms", "agent"],
  ["POST waiting/replay", "agent"],
  ["POST waiting/spill", "agent"],
  ["POST domain", "agent"],
  ["POST figures/done", "agent"],
];

/** `path` is what the router sees: `/admin/demo/settings/kinds`. */
export function leastRole(method: string, path: string): Role {
  const below = path.split("/").slice(3).filter((part) => part !== "");
  const asked = [`${method === "HEAD" ? "GET" : method}`, ...below];
  return LEAST.find(([known]) => {
    const [by = "", place = ""] = known.split(" ");
    const parts = [by, ...place.split("/").filter((part) => part !== "")];
    return parts.every((part, index) => part === asked[index]);
  })?.[1] ?? "owner";
}
