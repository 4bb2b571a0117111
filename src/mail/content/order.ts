/** What the mails about the order as a whole tell: what changed, why it ended, what is owed, missing or late. */
import { backOnTrack as backOnTrackMail } from "../../../templates/emails/back_on_track.tsx";
import { backorderNotice as backorderNoticeMail } from "../../../templates/emails/backorder_notice.tsx";
import { delayNotice as delayNoticeMail } from "../../../templates/emails/delay_notice.tsx";
import { orderCancelled as orderCancelledMail } from "../../../templates/emails/order_cancelled.tsx";
import { orderChanged as orderChangedMail } from "../../../templates/emails/order_changed.tsx";
import { orderConfirmation as orderConfirmationMail } from "../../../templates/emails/order_confirmation.tsx";
import { orderLink as orderLinkMail } from "../../../templates/emails/order_link.tsx";
import type {
  BackorderView,
  CancellationView,
  ChangesView,
  DelayView,
  ReminderView,
  RestockView,
} from "../../../templates/content.ts";
import type { Change } from "../../orders/fold/snapshot_diff.ts";
import type { Line } from "../../orders/event.ts";
import { paymentStatus } from "../../orders/fold/fold.ts";
import { givesDelayChoice } from "../../orders/plan/alerts.ts";
import { isRestoration } from "../../orders/plan/cancellation.ts";
import { soonerDay } from "../../orders/plan/order.ts";
import { currentWindow } from "../../orders/promise.ts";
import { itemView, paidMinor, refundedMinor, type Wording } from "../format/amounts.ts";
import { dateText, dayText, windowText } from "../format/dates.ts";
import { type ContentInput, missing, quoted } from "./input.ts";
import { oneLine, webUrl } from "../format/text.ts";
import type { Order } from "../../orders/state.ts";
import type { Window } from "../../values/schemas.ts";
import { orderLetter } from "./letter.ts";

/** Shopify's `cancel_reason`; its `fraud`, `staff` and `other` are nothing to tell a customer. */
const CAUSES = ["customer", "inventory", "declined"] as const;
const PRIVATE_CAUSES: ReadonlySet<string> = new Set(["fraud", "staff", "other"]);

export function changes(input: ContentInput): ChangesView {
  const { order, about, facts_shown, view, words } = input;
  const is_restored = isRestoration(about);
  if (is_restored ? order.cancelled !== undefined : !order.changes.some(({ at }) => at === about)) {
    throw missing(input, is_restored ? "an order that is not cancelled" : "a change of that moment");
  }
  const new_changes = order.changes.slice(facts_shown.changes ?? 0).flatMap((change) => change.changes);
  if (new_changes.length === 0 && !is_restored) throw missing(input, "a change that was not told yet");
  return {
    is_restored,
    changes: new_changes.map((change) => changeText(change, words)),
    address: new_changes.some(({ what }) => what === "shipping_address") ? view.delivery_address : null,
  };
}

function changeText(change: Change, { t, count }: Wording): string {
  switch (change.what) {
    case "line_added":
    case "line_removed":
      return t(change.what === "line_added" ? "changed.line_added" : "changed.line_removed", {
        quantity: count(change.quantity),
        title: oneLine(change.title),
      });
    case "quantity":
      return t("changed.quantity", {
        title: oneLine(change.title),
        before: count(change.before),
        after: count(change.after),
      });
    case "shipping_address":
      return t("changed.address");
    case "shipping_method":
      return t("changed.method", { method: oneLine(change.after) });
  }
}

export function cancellation(input: ContentInput): CancellationView {
  const { order, shop, view, words } = input;
  const { cancelled, details } = order;
  if (cancelled === undefined) throw missing(input, "a cancellation");
  const code = oneLine(cancelled.reason).toLowerCase();
  const cause = CAUSES.find((known) => known === code) ?? null;
  const money = moneyAfterCancellation(order);
  const amount_minor = money === "owed" ? amountPaid(order) : refundedMinor(order);
  return {
    on: dateText(view.locale, shop.time_zone, cancelled.at),
    cause,
    reason: cause !== null || PRIVATE_CAUSES.has(code) ? null : quoted(cancelled.reason),
    money,
    amount: amount_minor === 0 ? null : words.money(amount_minor),
    items: details.lines.map((line) => itemView({ ...line, stock: undefined }, line.quantity, words)),
  };
}

function moneyAfterCancellation(order: Order): CancellationView["money"] {
  if (order.details.total_minor <= 0) return "none";
  switch (paymentStatus(order)) {
    case "pending":
    case "failed":
    case "voided":
      return "none";
    case "authorized":
      return "reserved";
    case "partially_paid":
    case "paid":
      return "owed";
    case "partially_refunded":
      return "partly_refunded";
    case "refunded":
      return "refunded";
  }
}

/** By the payments, or the total where the storefront alone says that it is paid. */
function amountPaid(order: Order): number {
  return paidMinor(order) || (paymentStatus(order) === "paid" ? order.details.total_minor : 0);
}

export function reminder(input: ContentInput): ReminderView {
  const { about, order, words } = input;
  if (!/^[1-9]$/.test(about)) throw missing(input, "the number of a reminder");
  const paid_minor = paidMinor(order);
  const open_minor = order.details.total_minor - paid_minor;
  if (open_minor <= 0) throw missing(input, "an open amount");
  return {
    is_first: about === "1",
    open: words.money(open_minor),
    paid: paid_minor === 0 ? null : words.money(paid_minor),
    has_shipped: order.shipments.length > 0,
    pay_url: webUrl(order.details.pay_url),
  };
}

export function backorder(input: ContentInput): BackorderView {
  const { order: { details }, view, words } = input;
  const out = details.lines.filter(isOut);
  if (out.length === 0) throw missing(input, "a line that is out of stock");
  const days = out.map(({ stock }) => stock?.expected_on).filter((day) => day !== undefined).sort();
  const last = days.length === out.length ? days.at(-1) : undefined;
  return {
    items: out.map((line) => itemView(line, line.quantity, words)),
    expected_on: last === undefined ? null : dayText(view.locale, last),
    others_available: out.length < details.lines.length,
  };
}

export function restock(input: ContentInput): RestockView {
  const { order, about, shop, facts_shown, view, words } = input;
  const { details } = order;
  const day = soonerDay(about);
  if (day !== null) {
    const now = currentWindow(order, shop);
    if (now?.until !== day) throw missing(input, "that day as a promise");
    const was = facts_shown.expected === undefined ? null : windowText(view.locale, facts_shown.expected);
    return { items: [], others_missing: false, sooner: { was, now: windowText(view.locale, now) } };
  }
  const back = details.lines.filter((line) => facts_shown.backordered?.includes(line.id) && !isOut(line));
  if (back.length === 0) throw missing(input, "a line that was said to be missing and is back");
  return {
    items: back.map((line) => itemView(line, line.quantity, words)),
    others_missing: details.lines.some(isOut),
    sooner: null,
  };
}

/** About the new last day, or about a last day that passed: `missed:2026-11-27`. */
export function delay(input: ContentInput): DelayView {
  const { order, shop, about, facts_shown, view } = input;
  const known = [
    currentWindow(order, shop),
    ...order.shipments.map(({ expected }) => expected),
    facts_shown.expected,
  ].filter((window): window is Window => window !== null && window !== undefined);
  const is_missed = about.startsWith("missed:");
  const day = is_missed ? about.slice("missed:".length) : about.slice(0, "2026-12-01".length);
  const meant = known.find(({ until }) => until === day);
  if (meant === undefined) throw missing(input, "that day as a promise");
  const shown_text = facts_shown.expected === undefined
    ? null
    : windowText(view.locale, facts_shown.expected);
  const meant_text = windowText(view.locale, meant);
  const choice = delayChoice(input);
  return is_missed
    ? { was: shown_text ?? meant_text, now: null, choice }
    : { was: shown_text === meant_text ? null : shown_text, now: meant_text, choice };
}

/** The page only marks the answer; nothing is said until it is sent, since mail scanners open every link. */
function delayChoice({ shop, facts_shown, view }: ContentInput): DelayView["choice"] {
  if (!givesDelayChoice(shop)) return null;
  const answered = (answer: "accepted" | "cancel"): string => {
    const url = new URL(view.page_url);
    url.searchParams.set("delay", answer);
    return url.href;
  };
  return {
    accept_url: answered("accepted"),
    cancel_url: answered("cancel"),
    silence: (facts_shown.delays ?? 0) === 0 ? "accepts" : "cancels",
    days: shop.delay_answer_days,
  };
}

function isOut({ stock }: Line): boolean {
  return stock?.available === false;
}

/** By kind: what it tells, and the template that shows it. */
export const ORDER_LETTERS = {
  order_confirmation: orderLetter(() => null, orderConfirmationMail),
  order_changed: orderLetter(changes, orderChangedMail),
  order_cancelled: orderLetter(cancellation, orderCancelledMail),
  backorder_notice: orderLetter(backorder, backorderNoticeMail),
  back_on_track: orderLetter(restock, backOnTrackMail),
  delay_notice: orderLetter(delay, delayNoticeMail),
  order_link: orderLetter(() => null, orderLinkMail),
} as const;
