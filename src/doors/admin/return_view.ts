/** What the desk shows of one return: what goes back, why, with which pictures, what is booked and what can be decided of it. */
import type { ReturnLine, ReturnView } from "../../../templates/admin/returns.tsx";
import { deskLocale, w, wordFor } from "../../../templates/admin/words.ts";
import { decidesThere, isOfStorefront } from "../../flow/cases/decide_at_storefront.ts";
import { dateText, dayText } from "../../mail/format/dates.ts";
import { oneLine } from "../../mail/format/text.ts";
import { stateOf } from "../../orders/mail_settings.ts";
import { formatMinor } from "../../orders/money.ts";
import { type ReturnProgress, returnProgress } from "../../orders/return_progress.ts";
import { accountOf } from "../../orders/account/account.ts";
import { refundPreview, returnRefund } from "../../orders/account/refund_preview.ts";
import { returnPolicy, returnsUntil } from "../../orders/returns.ts";
import type { Order, OrderReturn } from "../../orders/state.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { homeOf, momentView, orderPath } from "./desk_view.ts";
import type { Desk } from "./desk_env.ts";

/** Most pictures that a customer sends with a return. */
export const PICTURES_MAX = 4;

/** Lines that the list, and the chosen return, name; the order has all of them. */
const LISTED_MAX = 2;
const LINES_MAX = 20;

/** Where the returns stand in the list: those to decide, then those to check in. */
const GROUPS = ["decide", "check", "way"] as const;
export type ReturnGroup = (typeof GROUPS)[number];

/** One return of an order, and how far it has come. */
export interface ListedReturn {
  readonly row: OrderRow;
  readonly one: OrderReturn;
  readonly progress: ReturnProgress;
}

/** Returns the returns of these orders that are not over. */
export function openReturns(desk: Desk, rows: readonly OrderRow[]): readonly ListedReturn[] {
  return rows.flatMap((row) =>
    row.order.returns.filter(({ status }) => status === "requested" || status === "approved").map((one) => ({
      row,
      one,
      progress: returnProgress(row.order, one, desk.shop.settings, desk.now_ms),
    }))
  );
}

/** Returns the returns by who has to do something: the shop decides, the shop checks in, the customer or carrier. */
export function groupedReturns(
  listed: readonly ListedReturn[],
): readonly { readonly group: ReturnGroup; readonly returns: readonly ListedReturn[] }[] {
  const groups = Map.groupBy(
    listed,
    ({ progress: { step } }): ReturnGroup =>
      step === "requested" ? "decide" : step === "arrived" ? "check" : "way",
  );
  return GROUPS.flatMap((group) => {
    const returns = groups.get(group);
    return returns === undefined ? [] : [{ group, returns }];
  });
}

export function returnLine(
  desk: Desk,
  { row, one }: ListedReturn,
  href: string,
  current: boolean,
): ReturnLine {
  const reasons = one.lines.flatMap(({ reason }) => reason === undefined ? [] : [wordFor("why", reason)]);
  return {
    href,
    current,
    what: [
      withMore(linesOf(row.order, one).map(({ what }) => what), LISTED_MAX).join(", "),
      isExchange(one) ? w("returns.an_exchange") : "",
    ].filter((part) => part !== "").join(" · "),
    about: [row.number, row.order.details.customer.name, ...new Set(reasons)].map(oneLine)
      .filter((part) => part !== "").join(" · "),
    at: momentView(desk, Date.parse(one.requested_at ?? one.at)),
  };
}

export async function returnView(desk: Desk, { row, one, progress }: ListedReturn): Promise<ReturnView> {
  const form = /^page-(.+)$/.exec(one.id)?.[1];
  const listed = form === undefined
    ? []
    : (await desk.ports.mail.list({ prefix: `attachments/${row.id}/${form}/`, limit: PICTURES_MAX })).objects;
  return {
    order: row.id,
    id: one.id,
    link: { href: orderPath(desk, row.id), label: oneLine(row.number) },
    who: oneLine(row.order.details.customer.name),
    state: {
      label: wordFor("returnis", progress.step),
      tone: progress.step === "requested" || progress.step === "arrived" ? "warn" : "quiet",
    },
    at: momentView(desk, Date.parse(one.at)),
    lines: linesOf(row.order, one).slice(0, LINES_MAX),
    more: one.lines.length > LINES_MAX ? w("orders.more", { count: one.lines.length - LINES_MAX }) : null,
    has_label: one.label_file !== undefined || one.label_url !== undefined,
    policy: policyFacts(desk, row, one, progress),
    booked: bookedRows(row.order, one),
    hears: hearsOf(desk, row, one.status === "requested" ? "return_approved" : "return_arrived"),
    there: one.status !== "requested" || !isOfStorefront(one.id)
      ? null
      : w(decidesThere(desk.shop, row.id, one.id) ? "returns.there_too" : "returns.there_by_hand"),
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

/** What the customer hears as soon as the shop approves, or notes that the goods came. */
function hearsOf(desk: Desk, { order }: OrderRow, kind: "return_approved" | "return_arrived"): string {
  const mail = w(`message.${kind}`);
  if (order.details.customer.email === undefined) return w("returns.hears_nowhere");
  const state = stateOf(desk.shop.settings.mails, kind);
  return w(state === "on" ? "returns.hears" : "returns.hears_nothing", { mail });
}

/** Returns the first `most` texts, then how many more there are. */
function withMore(texts: readonly string[], most: number): readonly string[] {
  return texts.length <= most
    ? texts
    : [...texts.slice(0, most), w("orders.more", { count: texts.length - most })];
}

function linesOf(order: Order, one: OrderReturn): ReturnView["lines"] {
  const titles = new Map(order.details.lines.map(({ id, title }) => [id, oneLine(title)]));
  return one.lines.map((line) => ({
    what: `${line.quantity} × ${titles.get(line.line_id) ?? line.line_id}`,
    why: [
      line.reason === undefined ? "" : wordFor("why", line.reason),
      line.exchange_for === undefined ? "" : w("returns.exchange_for", { what: line.exchange_for }),
    ].filter((part) => part !== "").join(" · "),
    worth: refundPreview(order, [line]).lines.map(({ amount_minor }) => moneyOf(order, amount_minor)).join(
      "",
    ),
  }));
}

function policyFacts(
  { shop: { settings } }: Desk,
  { order }: OrderRow,
  one: OrderReturn,
  { send_by }: ReturnProgress,
): readonly string[] {
  const until_ms = returnsUntil(order, settings);
  const paid_by = returnPolicy(order, settings)?.paid_by;
  const number = one.tracking?.[0]?.number;
  return [
    ...(until_ms === null
      ? []
      : [w("returns.until", { date: dateText(deskLocale(), settings.time_zone, until_ms) })]),
    ...(paid_by === undefined ? [] : [w(`returns.paid_by_${paid_by}`)]),
    ...(send_by === null ? [] : [w("returns.send_by", { date: dayText(deskLocale(), send_by) })]),
    ...(number === undefined ? [] : [w("returns.number", { number })]),
  ];
}

/** What is booked for the customer, by the order's account, before anybody decides; the last row is what goes back. */
function bookedRows(order: Order, one: OrderReturn): ReturnView["booked"] {
  const goods = returnRefund(order, one);
  const goods_minor = goods.lines.reduce((sum, { amount_minor }) => sum + amount_minor, 0);
  const { refunded_minor } = accountOf(order);
  const rows = [
    ["returns.booked_goods", goods_minor],
    ["returns.booked_shares", goods.shares_minor],
    ["returns.booked_before", refunded_minor],
  ] as const;
  return {
    rows: goods.lines.length === 0 || !goods.is_paid ? [] : [
      ...rows.filter(([, minor]) => minor !== 0).map(([name, minor]) => ({
        name: w(name),
        value: moneyOf(order, minor),
      })),
      { name: w("returns.booked_total"), value: moneyOf(order, goods.total_minor) },
    ],
    without: goods.lines.length === 0
      ? w("returns.refund_exchange")
      : goods.is_paid
      ? null
      : w("returns.refund_unpaid"),
  };
}

function isExchange({ lines }: OrderReturn): boolean {
  return lines.some(({ exchange_for }) => exchange_for !== undefined);
}

function moneyOf({ details }: Order, minor: number): string {
  return formatMinor(minor, details.currency, deskLocale());
}
