/** What the desk shows of one return: what goes back, why, with which pictures, and what can be decided of it. */
import type { ReturnView } from "../../../templates/admin/returns.tsx";
import { deskLocale, w, wordFor } from "../../../templates/admin/words.ts";
import { decidesThere, isOfStorefront } from "../../flow/cases/decide_at_storefront.ts";
import { dateText, dayText } from "../../mail/format/dates.ts";
import { oneLine } from "../../mail/format/text.ts";
import { formatMinor } from "../../orders/money.ts";
import { returnProgress } from "../../orders/return_progress.ts";
import { accountOf } from "../../orders/account/account.ts";
import { refundPreview, returnRefund } from "../../orders/account/refund_preview.ts";
import { returnPolicy, returnsUntil } from "../../orders/returns.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import type { Order, OrderReturn } from "../../orders/state.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { homeOf, momentView, orderPath } from "./desk_view.ts";
import type { Desk } from "./desk_env.ts";

/** Most pictures that a customer sends with a return. */
export const PICTURES_MAX = 4;

/** What is booked for the customer, by the order's account, before anybody decides. */
export function refundFacts(order: Order, one: OrderReturn, shop: ShopSettings): readonly string[] {
  const money = (minor: number) => formatMinor(minor, order.details.currency, deskLocale());
  const goods = refundPreview(order, one.lines);
  const goods_minor = goods.lines.reduce((sum, { amount_minor }) => sum + amount_minor, 0);
  const { lines, shares_minor, total_minor, is_paid } = returnRefund(order, one);
  const { refunded_minor } = accountOf(order);
  const paid_by = returnPolicy(order, shop)?.paid_by;
  return [
    w("returns.value", { amount: money(goods_minor) }),
    lines.length === 0
      ? w("returns.refund_exchange")
      : !is_paid
      ? w("returns.refund_unpaid")
      : w("returns.refund", { amount: money(total_minor) }),
    ...(lines.length > 0 && is_paid && shares_minor !== 0
      ? [w("returns.refund_shares", { amount: money(shares_minor) })]
      : []),
    ...(refunded_minor > 0 ? [w("returns.refund_before", { amount: money(refunded_minor) })] : []),
    ...(paid_by === undefined ? [] : [w(`returns.paid_by_${paid_by}`)]),
  ];
}

export async function returnView(desk: Desk, row: OrderRow, one: OrderReturn): Promise<ReturnView> {
  const { details } = row.order;
  const lines = new Map(details.lines.map((line) => [line.id, line]));
  const until_ms = returnsUntil(row.order, desk.shop.settings);
  const progress = returnProgress(row.order, one, desk.shop.settings, desk.now_ms);
  const form = /^page-(.+)$/.exec(one.id)?.[1];
  const listed = form === undefined
    ? []
    : (await desk.ports.mail.list({ prefix: `attachments/${row.id}/${form}/`, limit: PICTURES_MAX })).objects;
  return {
    order: row.id,
    id: one.id,
    link: { href: orderPath(desk, row.id), label: oneLine(row.number) },
    who: oneLine(details.customer.name),
    state: {
      label: wordFor("returnis", progress.step),
      tone: progress.step === "requested" || progress.step === "arrived" ? "warn" : "quiet",
    },
    at: momentView(desk, Date.parse(one.at)),
    lines: one.lines.map(({ line_id, quantity, reason, exchange_for }) =>
      [
        `${quantity} × ${oneLine(lines.get(line_id)?.title ?? line_id)}`,
        reason === undefined ? "" : wordFor("why", reason),
        exchange_for === undefined ? "" : w("returns.exchange_for", { what: exchange_for }),
      ].filter((part) => part).join(" · ")
    ),
    has_label: one.label_file !== undefined || one.label_url !== undefined,
    facts: [
      ...(one.status !== "requested" || !isOfStorefront(one.id)
        ? []
        : decidesThere(desk.shop, row.id, one.id)
        ? [w("returns.there_too")]
        : [w("returns.there_by_hand")]),
      ...refundFacts(row.order, one, desk.shop.settings),
      ...(until_ms === null
        ? []
        : [w("returns.until", { date: dateText(deskLocale(), desk.shop.settings.time_zone, until_ms) })]),
      ...(progress.send_by === null
        ? []
        : [w("returns.send_by", { date: dayText(deskLocale(), progress.send_by) })]),
      ...(one.tracking?.[0]?.number === undefined
        ? []
        : [w("returns.number", { number: one.tracking[0].number })]),
    ],
    pictures: listed.map((_, index) => ({
      href: `${homeOf(desk)}/returns/picture?${new URLSearchParams({
        order: row.id,
        return: one.id,
        n: String(index + 1),
      })}`,
      label: w("returns.picture", { number: index + 1 }),
    })),
    asks: one.status === "requested",
  };
}
