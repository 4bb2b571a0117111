/** What the desk shows of one return: what goes back, why, with which pictures, and what can be decided of it. */
import type { ReturnView } from "../../../templates/admin/returns.tsx";
import { deskLocale, w, wordFor } from "../../../templates/admin/words.ts";
import { decidesThere, isOfStorefront } from "../../flow/cases/decide_at_storefront.ts";
import { dateText, dayText } from "../../mail/format/dates.ts";
import { oneLine } from "../../mail/format/text.ts";
import { formatMinor } from "../../orders/money.ts";
import { returnProgress } from "../../orders/return_progress.ts";
import { returnsUntil } from "../../orders/returns.ts";
import type { OrderReturn } from "../../orders/state.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { homeOf, momentView, orderPath } from "./desk_view.ts";
import type { Desk } from "./desk_env.ts";

/** Most pictures that a customer sends with a return. */
export const PICTURES_MAX = 4;

export async function returnView(desk: Desk, row: OrderRow, one: OrderReturn): Promise<ReturnView> {
  const { details } = row.order;
  const lines = new Map(details.lines.map((line) => [line.id, line]));
  const value_minor = one.lines.reduce((sum, { line_id, quantity }) => {
    const line = lines.get(line_id);
    if (line === undefined) return sum;
    const { unit_price_minor, discount_minor, quantity: bought } = line;
    return sum + unit_price_minor * quantity - Math.round(discount_minor * quantity / bought);
  }, 0);
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
        reason,
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
      w("returns.value", { amount: formatMinor(value_minor, details.currency, deskLocale()) }),
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
