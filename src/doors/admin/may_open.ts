/** Decides who may open a shop's desk through Cloudflare Access. */
import type { Context } from "hono";
import type { WaybillHono } from "../hono.ts";
import type { Ports } from "../ports.ts";
import type { ShopSettings } from "../../orders/shop.ts";

/** Returns the address that Access names; null where Access is not set up or its assertion does not verify. */
export async function accessEmail(
  context: Pick<Context<WaybillHono>, "req">,
  { identify }: Pick<Ports, "identify">,
  now_ms: number,
): Promise<string | null> {
  // Reads the header and not the cookie: Access writes this header itself and removes one that a client sent.
  const assertion = context.req.header("Cf-Access-Jwt-Assertion");
  return identify === null || assertion === undefined ? null : await identify(assertion, now_ms);
}

/**
 * Returns whether `email` may open the shop's desk. A shop without `desk.emails` lets nobody in by Access: one
 * application of Access stands before the desks of all shops.
 */
export function mayOpen({ desk }: ShopSettings, email: string): boolean {
  return desk?.emails.some((one) => one.startsWith("@") ? email.endsWith(one) : one === email) ?? false;
}
