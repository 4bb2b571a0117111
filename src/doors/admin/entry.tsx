/**
 * Lets a person to a shop's desk by the session of the shop's token or by Cloudflare Access, and shows everybody else
 * the sign-in page.
 */
import type { Context, Next } from "hono";
import { w } from "../../../templates/admin/words.ts";
import type { Shop } from "../../flow/ports.ts";
import { SHOP_ID } from "../../orders/order_id.ts";
import { inCell, type Ports, portsOf } from "../ports.ts";
import { servedIn } from "../shop_moves.ts";
import { openDesk } from "./session.ts";
import { showSignIn } from "./sign_in.tsx";
import type { Desk, DeskHono } from "./desk_env.ts";
import { accessEmail, mayOpen } from "./may_open.ts";

export async function enter(context: Context<DeskHono>, next: Next): Promise<Response | void> {
  const ports = portsOf(context.env);
  const now_ms = ports.clock();
  const shop_id = context.req.param("shop") ?? "";
  const shop = SHOP_ID.test(shop_id) ? await ports.find_shop(shop_id, now_ms) : null;
  const reader = shop === null ? null : await readerOf(context, inCell(ports, shop), shop, now_ms);
  // An unknown shop and another person's shop get the same answer.
  if (shop === null || reader === null) return await showSignIn(context, { shop: shop_id, fault: null });
  context.set("desk", { ports: servedIn(context, ports, shop), shop, now_ms, ...reader });
  return await next();
}

async function readerOf(
  context: Context<DeskHono>,
  ports: Ports,
  shop: Shop,
  now_ms: number,
): Promise<Pick<Desk, "who" | "email" | "person"> | null> {
  const session = await openDesk(context, ports, shop, now_ms);
  if (session !== null) return { who: `session ${session}`, email: null, person: w("people.token") };
  const email = await accessEmail(context, ports, now_ms);
  return email !== null && mayOpen(shop.settings, email)
    ? { who: `access ${email}`, email, person: email }
    : null;
}
