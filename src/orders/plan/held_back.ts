/** Decides which messages a shop does not want sent: kinds that are off, orders that owe none, parts of a split order. Pure. */
import type { MessageKind, SuppressionReason } from "../../messages/message.ts";
import type { OrderDetails } from "../event.ts";
import { type OrderRule, stateOf } from "../mail_settings.ts";
import type { ShopSettings } from "../shop.ts";

export type HeldBack = Extract<SuppressionReason, "switched_off" | "by_rule" | "sub_order">;

export const HELD_BACK: readonly SuppressionReason[] = [
  "switched_off",
  "by_rule",
  "sub_order",
] satisfies HeldBack[];

/** Returns why the shop does not want a message of `kind` about this order; null where it does. */
export function heldBack(details: OrderDetails, shop: ShopSettings, kind: MessageKind): HeldBack | null {
  const { mails } = shop;
  if (stateOf(mails, kind) === "off") return "switched_off";
  if (details.parent !== undefined && !mails.sub_orders) return "sub_order";
  return mails.not_owed.some((rule) => isMeant(rule, details, kind)) ? "by_rule" : null;
}

function isMeant(rule: OrderRule, details: OrderDetails, kind: MessageKind): boolean {
  const { channels, tags, customers, kinds } = rule;
  return (kinds === undefined || (kinds as readonly MessageKind[]).includes(kind)) &&
    (channels === undefined || channels.some((name) => isChannel(name, details))) &&
    (tags === undefined || tags.some((name) => tagsOf(details).includes(name))) &&
    (customers === undefined || customers.some((name) => details.customer.kinds?.includes(name) === true));
}

/** Compares without regard to case; a name without a storefront means the channel of any. */
function isChannel(name: string, { channel }: OrderDetails): boolean {
  if (channel === undefined) return false;
  const whole = channel.toLowerCase();
  const own = whole.slice(whole.indexOf(":") + 1);
  const among = name.includes(":") ? whole : own;
  return name.endsWith("*") ? among.startsWith(name.slice(0, -1)) : among === name;
}

function tagsOf({ tags = [], customer }: OrderDetails): readonly string[] {
  return [...tags, ...customer.tags ?? []].map((tag) => tag.toLowerCase());
}
