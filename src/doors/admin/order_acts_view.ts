/** Shows what a person can do with one order, each act with what it will do. */
import type { OrderActsView } from "../../../templates/admin/order_acts.tsx";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { HOLD_MAX_DAYS } from "../../flow/desk/hold_messages.ts";
import { mayCarryOut } from "../../flow/customer/carry_out.ts";
import { dayIn } from "../../orders/days.ts";
import { hasOpenGoods, isAllHere } from "../../orders/goods/arrival.ts";
import { isReachable } from "../../orders/addressee.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { oneLine } from "../../mail/format/text.ts";
import { deskToken } from "./desk_form.tsx";
import { casePath, homeOf, momentView } from "./desk_view.ts";
import type { Desk } from "./desk_env.ts";

export const ADDRESS_PARTS = ["name", "company", "street", "more", "postal_code", "city", "region"] as const;
export type AddressPart = (typeof ADDRESS_PARTS)[number];
export const NEEDED_PARTS: readonly AddressPart[] = ["name", "street", "city"];

const DAY_MS = 86_400_000;
/** How long a hold lasts where nobody says otherwise. */
const HOLD_DAYS = 3;

export async function orderActsView(desk: Desk, row: OrderRow, page: string): Promise<OrderActsView> {
  const { order } = row;
  const path = `${homeOf(desk)}/orders`;
  const day = (days: number) => dayIn(desk.shop.settings.time_zone, desk.now_ms + days * DAY_MS);
  const hold = await deskToken(desk, "hold");
  const held = order.hold !== undefined && Date.parse(order.hold.until) > desk.now_ms ? order.hold : null;
  const asked = order.open_requests?.find(({ about }) => about === "address_change");
  return {
    order: row.id,
    page,
    held: held === null ? null : {
      text: w("hold.flag", {
        until: momentView(desk, Date.parse(held.until)).text,
        person: oneLine(held.by),
        reason: oneLine(held.reason),
      }),
      form: { action: `${path}/release`, token: hold },
    },
    hold: {
      form: { action: `${path}/hold`, token: hold },
      day: day(HOLD_DAYS),
      day_min: day(0),
      day_max: day(HOLD_MAX_DAYS - 1),
    },
    asked: asked === undefined
      ? null
      : { text: w("delivery.waits"), link: { href: casePath(desk, asked.id), label: w("delivery.case") } },
    delivery: order.cancelled !== undefined || !hasOpenGoods(order) || asked !== undefined ? null : {
      form: { action: `${path}/delivery`, token: await deskToken(desk, "delivery") },
      fields: addressFields(row),
      hint: w(
        mayCarryOut(desk.shop, row.id, "address_change") ? "delivery.hint_storefront" : "delivery.hint_hand",
      ),
      rest: isAllHere(order) ? null : w("delivery.rest"),
    },
    write: isReachable(order.details.customer)
      ? {
        form: { action: `${path}/write`, token: await deskToken(desk, "write") },
        topic: w("write.topic_of", { number: oneLine(row.number) }),
      }
      : null,
  };
}

function addressFields({ order: { details: { shipping_address } } }: OrderRow) {
  const [street = "", more = ""] = shipping_address?.lines ?? [];
  const before: Readonly<Record<AddressPart, string>> = {
    name: shipping_address?.name ?? "",
    company: shipping_address?.company ?? "",
    street,
    more,
    postal_code: shipping_address?.postal_code ?? "",
    city: shipping_address?.city ?? "",
    region: shipping_address?.region ?? "",
  };
  return ADDRESS_PARTS.map((name) => ({
    name,
    label: wordFor("delivery", name),
    value: oneLine(before[name]),
    required: NEEDED_PARTS.includes(name),
  }));
}
