/** Says which scope a request to the API needs: the one place that decides it. What is not named here needs `admin` to change it. */
import type { Scope } from "../../values/scope.ts";

/** What is seen by `admin` alone: who works here, what they did, and by what programs and chats the shop is reached. */
const ADMIN_READS: readonly string[] = ["tokens", "webhooks", "people", "audit", "chats", "ways", "senders"];
/** What the people who answer customers do. */
const ACTS: readonly string[] = [
  "cases",
  "conversations",
  "returns",
  "mails",
  "orders",
  "stock",
  "feedback",
  "figures",
  "suppressions",
  "unreachable",
  "alarms",
  "dead-letters",
  "spill",
];

/** `path` is what the router sees: `/api/shops/demo/cases/1/answer`. */
export function scopeOf(method: string, path: string): Scope {
  const [resource = "", verb] = path.split("/").slice(4);
  if (resource === "send") return "send";
  if (method === "GET" || method === "HEAD") return ADMIN_READS.includes(resource) ? "admin" : "read";
  // It changes nothing: what is sought may be an address, which stands in bodies alone.
  if (verb === "find" && (resource === "orders" || resource === "suppressions")) return "read";
  if (resource === "deliverability") return "read";
  return ACTS.includes(resource) ? "act" : "admin";
}
