/** Decides who may open a shop's desk through Cloudflare Access. */
import type { Context } from "hono";
import type { WaybillHono } from "../hono.ts";
import type { Ports } from "../ports.ts";
import type { ShopSettings } from "../../orders/shop.ts";

/** Whom Access names; null where it is not set up, or its assertion does not hold. */
export async function accessEmail(
  context: Pick<Context<WaybillHono>, "req">,
  { identify }: Pick<Ports, "identify">,
  now_ms: number,
): Promise<string | null> {
  // Not the cookie: Access itself writes this header, and takes it from whoever sends one.
  const assertion = context.req.header("Cf-Access-Jwt-Assertion");
  return identify === null || assertion === undefined ? null : await identify(assertion, now_ms);
}

/** A shop that names nobody leaves it to Access. */
export function mayOpen({ desk }: ShopSettings, email: string): boolean {
  return desk === undefined ||
    desk.emails.some((one) => one.startsWith("@") ? email.endsWith(one) : one === email);
}
