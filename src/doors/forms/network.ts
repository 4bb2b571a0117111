/** The network that a visitor comes from, as the edge saw it: the key of a rate limit, kept nowhere. */
import type { Context } from "hono";
import type { WaybillHono } from "../hono.ts";

/** An IPv6 visitor has a /64 for itself, so that is what counts. */
export function networkOf(context: Pick<Context<WaybillHono>, "req">): string {
  const address = context.req.header("CF-Connecting-IP") ?? "unknown";
  if (!address.includes(":")) return address;
  const [head = "", tail = ""] = address.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const missing = address.includes("::") ? 8 - groups.length - tail.split(":").filter(Boolean).length : 0;
  return [...groups, ...Array<string>(Math.max(0, missing)).fill("0")].slice(0, 4).join(":");
}
