/**
 * Decides in whose look a page stands that opens nothing: that of the shop that its address names, by its path or by what its
 * link claims to open. The claim proves nothing and shows nothing but the shop, whose form anybody may open.
 */
import type { Context } from "hono";
import { acceptedLocale } from "../../../templates/locales/translate.ts";
import type { NoteFrame } from "../../../templates/pages/link_gone.tsx";
import { claimedSubject } from "../../links/signed_link.ts";
import { shopView } from "../../mail/view/order_view.ts";
import { SHOP_ID, splitOrderId } from "../../orders/order_id.ts";
import type { WaybillHono } from "../hono.ts";
import { portsOf } from "../ports.ts";

/** Throws where the shop cannot be asked for. */
export async function noteFrame(context: Context<WaybillHono>): Promise<NoteFrame> {
  const locale = acceptedLocale(context.req.header("Accept-Language"));
  const shop_id = shopNamedIn(context.req.path);
  if (shop_id === null) return { locale };
  const ports = portsOf(context.env);
  const shop = await ports.find_shop(shop_id, ports.clock());
  return shop === null
    ? { locale }
    : { locale, shop: shopView(shop.settings, locale), find_path: `/s/${shop.id}/orders` };
}

/** Returns what a link was for, by its path. */
export function opensOf(path: string): "order" | "customer" | "gift" {
  if (/^\/[gp]\//.test(path)) return "gift";
  return path.startsWith("/o/") ? "order" : "customer";
}

function shopNamedIn(path: string): string | null {
  const [, door = "", named = ""] = path.split("/");
  if (!/^[soghupxar]$/.test(door)) return null;
  const shop_id = door === "s" ? named : splitOrderId(claimedSubject(named) ?? "").shop_id;
  return SHOP_ID.test(shop_id) ? shop_id : null;
}
