/** Who comes to a shop's desk: by the session of its token, or by Cloudflare Access. Whoever does not is shown the sign-in, and nothing else. */
import type { Context, Next } from "hono";
import type { Shop } from "../../flow/ports.ts";
import { SHOP_ID } from "../../orders/order_id.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { type Ports, portsOf } from "../ports.ts";
import type { WaybillHono } from "../web.ts";
import { openDesk } from "./session.ts";
import { showSignIn } from "./sign_in.tsx";

/** Somebody at the desk of one shop. */
export interface Desk {
  readonly ports: Ports;
  readonly shop: Shop;
  readonly now_ms: number;
  /** To whom forms are shown: no form of one is another's. */
  readonly who: string;
  /** As the page says it; null for whoever came by the token. */
  readonly email: string | null;
}

/** As every door, and who is at the desk. */
export interface DeskHono extends WaybillHono {
  readonly Variables: WaybillHono["Variables"] & { desk: Desk };
}

export async function enter(context: Context<DeskHono>, next: Next): Promise<Response | void> {
  const ports = portsOf(context.env);
  const now_ms = ports.clock();
  const shop_id = context.req.param("shop") ?? "";
  const shop = SHOP_ID.test(shop_id) ? await ports.find_shop(shop_id, now_ms) : null;
  const reader = shop === null ? null : await readerOf(context, ports, shop, now_ms);
  // An unknown shop and one that is another's look the same.
  if (shop === null || reader === null) return await showSignIn(context, { shop: shop_id, fault: null });
  context.set("desk", { ports, shop, now_ms, ...reader });
  return await next();
}

async function readerOf(
  context: Context<DeskHono>,
  ports: Ports,
  shop: Shop,
  now_ms: number,
): Promise<Pick<Desk, "who" | "email"> | null> {
  const session = await openDesk(context, ports, shop, now_ms);
  if (session !== null) return { who: `session ${session}`, email: null };
  const email = await accessEmail(context, ports, now_ms);
  return email !== null && mayOpen(shop.settings, email) ? { who: `access ${email}`, email } : null;
}

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
