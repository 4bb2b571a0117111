/** Finds the network of a visitor, as the edge reports it: the key of a rate limit, never stored. */
import type { Context } from "hono";
import type { WaybillHono } from "../hono.ts";

/** Counts an IPv6 visitor by its /64, since one visitor has a whole /64. */
export function networkOf(context: Pick<Context<WaybillHono>, "req">): string {
  const address = context.req.header("CF-Connecting-IP") ?? "unknown";
  if (!address.includes(":")) return address;
  const [head = "", tail = ""] = address.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const missing = address.includes("::") ? 8 - groups.length - tail.split(":").filter(Boolean).length : 0;
  return [...groups, ...Array<string>(Math.max(0, missing)).fill("0")].slice(0, 4).join(":");
}
