/** Words what an order holds for the desk: its lines and their pieces, its account, addresses and promise. It decides nothing. */
import type { OrderLinesView, SideView } from "../../../templates/admin/order.tsx";
import { translator } from "../../../templates/locales/translate.ts";
import { deskLocale, w, wordFor } from "../../../templates/admin/words.ts";
import { addressLines } from "../../mail/format/address.ts";
import { wording } from "../../mail/format/amounts.ts";
import { dayText, windowText } from "../../mail/format/dates.ts";
import { oneLine } from "../../mail/format/text.ts";
import { sumViews } from "../../mail/view/part_view.ts";
import { accountOf } from "../../orders/account/account.ts";
import { FATES } from "../../orders/goods/fate.ts";
import { goodsOf } from "../../orders/goods/goods.ts";
import { formatMinor } from "../../orders/money.ts";
import { expectedWindow, judgedWindow, windowToShow } from "../../orders/promise.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import type { Order } from "../../orders/state.ts";
import type { Desk } from "./desk_env.ts";
import { countText } from "./desk_view.ts";

/** Lines of one page; an order with more shows how many are left. */
const LINES_SHOWN = 100;

export function linesOf({ details, ...order }: Order): OrderLinesView {
  const { lines } = goodsOf({ details, ...order });
  return {
    lines: lines.slice(0, LINES_SHOWN).map(({ line, ordered, fates }) => ({
      title: oneLine(line.title),
      variant: [line.variant, line.sku].flatMap((part) => part === undefined ? [] : [oneLine(part)]).join(
        " · ",
      ),
      where: FATES.filter((fate) => fates[fate] > 0).map((fate) => ({
        text: fates[fate] === ordered
          ? wordFor("fate", fate)
          : w("fate.some", { count: fates[fate], where: wordFor("fate", fate) }),
        is_over: fate === "withdrawn",
      })),
      stock: line.stock?.available === false && fates.due > 0
        ? line.stock.expected_on === undefined
          ? w("order.short")
          : w("order.short_until", { date: dayText(deskLocale(), line.stock.expected_on) })
        : null,
      pieces: String(ordered),
      amount: formatMinor(
        line.unit_price_minor * ordered - line.discount_minor,
        details.currency,
        deskLocale(),
      ),
    })),
    more: lines.length > LINES_SHOWN ? w("orders.more", { count: lines.length - LINES_SHOWN }) : null,
  };
}

export function sidesOf(desk: Desk, order: Order): readonly SideView[] {
  const { details } = order;
  const account = accountOf(order);
  const money = (minor: number) => formatMinor(minor, details.currency, deskLocale());
  const words = wording(translator(deskLocale()), deskLocale(), details.currency);
  const customer = details.customer;
  const billed = addressLines(details.billing_address, deskLocale());
  const shipped = addressLines(details.shipping_address, deskLocale());
  const { settings } = desk.shop;
  const told = windowToShow(order, settings);
  const expected = expectedWindow(order, settings);
  const windowOf = (window: typeof told) => window === null ? null : windowText(deskLocale(), window);
  const sides: readonly (readonly [string, SideView["rows"]])[] = [
    [w("order.side_customer"), [
      row(w("order.customer"), oneLine(customer.name)),
      row(w("order.email"), customer.email ?? customer.email_given ?? ""),
      row(w("order.phone"), customer.phone ?? ""),
      row(w("order.ship_to"), shipped?.join("\n") ?? ""),
      row(w("order.bill_to"), billed === null || billed.join() === shipped?.join() ? "" : billed.join("\n")),
    ]],
    [w("order.side_account"), [
      ...sumViews(order, words).map(({ label, amount }) => row(label, amount)),
      row(w("order.total"), money(account.total_minor)),
      ...account.payments.map(({ method, amount_minor }) =>
        row(method?.brand ?? method?.wallet ?? w("order.paid"), money(amount_minor))
      ),
      row(w("order.refunded"), account.refunded_minor === 0 ? "" : money(account.refunded_minor)),
      row(w("order.open"), money(account.open_minor)),
    ]],
    [w("order.side_promise"), [
      row(w("order.told"), windowOf(told) ?? w("order.no_promise")),
      row(w("order.learnt"), learntText(order, settings)),
      row(w("order.expected"), windowOf(expected) === windowOf(told) ? "" : windowOf(expected) ?? ""),
    ]],
    [
      w("order.side_parcels"),
      order.shipments.map(({ id, tracking: [first], status }) =>
        row(
          [first?.carrier, first?.number].filter((part) => part !== undefined).map(oneLine).join(" ") || id,
          wordFor("progress", status),
        )
      ),
    ],
  ];
  return sides.map(([title, rows]) => ({ title, rows: rows.filter(({ value }) => value !== "") }))
    .filter(({ rows }) => rows.length > 0);
}

/** What the date was learnt from, and how often such dates were kept; empty where it was not learnt. */
function learntText(order: Order, settings: ShopSettings): string {
  const of = settings.learnt?.[judgedWindow(order, settings)?.key ?? ""];
  if (of === undefined) return "";
  const cases = countText(of.cases);
  return of.kept_of === 0
    ? w("order.learnt_new", { cases })
    : w("order.learnt_kept", { cases, kept: countText(of.kept), of: countText(of.kept_of) });
}

function row(name: string, value: string): SideView["rows"][number] {
  return { name, value };
}
