/** Builds the content of the mails about a whole order: changes, cancellation, payment due, missing goods and delay. */
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
import type { Change } from "../../orders/change.ts";
import type { Line } from "../../orders/event.ts";
import { accountOf } from "../../orders/account/account.ts";
import { givesDelayChoice } from "../../orders/plan/alerts.ts";
import { isRestoration } from "../../orders/plan/cancellation.ts";
import { payableBy } from "../../orders/account/due.ts";
import { hasShipped, isAllHere } from "../../orders/goods/arrival.ts";
import { cancelledPieces, piecesUnderway } from "../../orders/goods/ended.ts";
import { duePieces } from "../../orders/goods/parts.ts";
import { soonerDay } from "../../orders/plan/about.ts";
import { changesSince, missingPieces } from "../../orders/plan/order.ts";
import { reminderIn } from "../../orders/plan/reminders.ts";
import { windowToShow } from "../../orders/promise.ts";
import { endedViews, itemViews, type Wording } from "../format/amounts.ts";
import { dayText, spokenDay, windowText } from "../format/dates.ts";
import { expectedText } from "../format/expected.ts";
import { causeOf } from "../format/cancellation_cause.ts";
import { moneyAfterCancellation } from "../view/cancelled_money.ts";
import { isRestCancelled } from "../view/ended_words.ts";
import { backInStockOn } from "../view/missing_words.ts";
import { type ContentInput, missing } from "./input.ts";
import { oneLine, quoted } from "../format/text.ts";
import type { Window } from "../../values/schemas.ts";
import { orderLetter } from "./letter.ts";

/** Shopify's `cancel_reason`; its values `fraud`, `staff` and `other` are not shown to a customer. */
const PRIVATE_CAUSES: ReadonlySet<string> = new Set(["fraud", "staff", "other"]);

export function changes(input: ContentInput): ChangesView {
  const { order, about, facts_shown, view, words } = input;
  const is_restored = isRestoration(about);
  if (is_restored ? order.cancelled !== undefined : !order.changes.some(({ at }) => at === about)) {
    throw missing(input, is_restored ? "an order that is not cancelled" : "a change of that moment");
  }
  const new_changes = changesSince(order, facts_shown.changes ?? 0);
  if (new_changes.length === 0 && !is_restored) throw missing(input, "a change that was not told yet");
  return {
    is_restored,
    changes: new_changes.map((change) => changeText(change, words)),
    ...(new_changes.some(({ what }) => what === "shipping_address" || what === "shipping_method")
      ? { address: view.delivery_address, pickup: view.pickup }
      : { address: null, pickup: null }),
  };
}

function changeText(change: Change, { t, count, money }: Wording): string {
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
    case "total":
      return t("changed.total", { before: money(change.before_minor), after: money(change.after_minor) });
  }
}

export function cancellation(input: ContentInput): CancellationView {
  const { order, shop, view, words } = input;
  const { cancelled } = order;
  if (cancelled === undefined) throw missing(input, "a cancellation");
  const code = oneLine(cancelled.reason).toLowerCase();
  const cause = causeOf(cancelled.reason);
  const money = moneyAfterCancellation(order);
  const { paid_minor, refunded_minor } = accountOf(order);
  const amount_minor = money === "owed" ? paid_minor : refunded_minor;
  return {
    is_rest: isRestCancelled(order),
    on: spokenDay(view.locale, shop.time_zone, cancelled.at, words.today),
    cause,
    reason: cause !== null || PRIVATE_CAUSES.has(code) ? null : quoted(cancelled.reason),
    money,
    amount: amount_minor === 0 ? null : words.money(amount_minor),
    items: endedViews(cancelledPieces(order), words),
    on_the_way: endedViews(piecesUnderway(order), words),
  };
}

export function reminder(input: ContentInput): ReminderView {
  const { about, order, words, view } = input;
  const { to_pay } = view;
  const reminder = reminderIn(about);
  if (reminder === null) throw missing(input, "the number of a reminder");
  const { paid_minor, due } = accountOf(order);
  // For an order that is paid in several sums, the mail does not ask for sums that are due later.
  const open_minor = due.length < 2 ? null : payableBy(due, reminder.due_on ?? "");
  const due_on = reminder.due_on ?? (due.length < 2 ? due[0]?.due_on ?? null : null);
  if (to_pay === null || open_minor === 0) throw missing(input, "an open amount");
  return {
    is_first: reminder.number === 1,
    open: open_minor === null ? to_pay.amount : words.money(open_minor),
    due: due_on === null ? null : dayText(view.locale, due_on),
    paid: paid_minor === 0 ? null : words.money(paid_minor),
    has_shipped: hasShipped(order),
    pay_url: to_pay.pay_url,
  };
}

export function backorder(input: ContentInput): BackorderView {
  const { order, words } = input;
  const out = missingPieces(order);
  if (out.length === 0) throw missing(input, "a line that is out of stock");
  return {
    items: itemViews(out, words),
    expected_on: backInStockOn(out, words),
    others_available: out.length < duePieces(order, () => true).length,
  };
}

export function restock(input: ContentInput): RestockView {
  const { order, about, shop, facts_shown, view, words } = input;
  const day = soonerDay(about);
  if (day !== null) {
    const now = windowToShow(order, shop);
    if (now?.until !== day) throw missing(input, "that day as a promise");
    const was = facts_shown.expected === undefined ? null : windowText(view.locale, facts_shown.expected);
    return {
      items: [],
      others_missing: false,
      sooner: { was, now: expectedText(now, words) ?? dayText(view.locale, day) },
    };
  }
  const back = duePieces(
    order,
    ({ line }) => facts_shown.backordered?.includes(line.id) === true && !isOut(line),
  );
  if (back.length === 0) throw missing(input, "a line that was said to be missing and is back");
  return {
    items: itemViews(back, words),
    others_missing: missingPieces(order).length > 0,
    sooner: null,
  };
}

/** Builds a delay notice about the new last day, or about a last day that passed: `missed:2026-11-27`. */
export function delay(input: ContentInput): DelayView {
  const { order, shop, about, facts_shown, view, words } = input;
  const known = [
    windowToShow(order, shop),
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
    // Of a window that has begun, the days that are left: the page says no others.
    : {
      was: shown_text === meant_text ? null : shown_text,
      now: expectedText(meant, words) ?? meant_text,
      choice,
    };
}

/**
 * Each link only preselects the answer on the page; nothing is stored until the form is sent, since mail scanners
 * open every link.
 */
function delayChoice({ order, shop, facts_shown, view }: ContentInput): DelayView["choice"] {
  const by_law = givesDelayChoice(shop);
  // Where the law gives no choice, the shop does, while nothing has left.
  if (!by_law && !isAllHere(order)) return null;
  const answered = (answer: "accepted" | "cancel"): string => {
    const url = new URL(view.page_url);
    url.searchParams.set("delay", answer);
    return url.href;
  };
  return {
    accept_url: answered("accepted"),
    cancel_url: answered("cancel"),
    silence: by_law && (facts_shown.delays ?? 0) > 0 ? "cancels" : "accepts",
    days: shop.delay_answer_days,
  };
}

function isOut({ stock }: Line): boolean {
  return stock?.available === false;
}

/** By kind: the mail's content and its template. */
export const ORDER_LETTERS = {
  order_confirmation: orderLetter(() => null, orderConfirmationMail),
  order_changed: orderLetter(changes, orderChangedMail),
  order_cancelled: orderLetter(cancellation, orderCancelledMail),
  backorder_notice: orderLetter(backorder, backorderNoticeMail),
  back_on_track: orderLetter(restock, backOnTrackMail),
  delay_notice: orderLetter(delay, delayNoticeMail),
  order_link: orderLetter(() => null, orderLinkMail),
} as const;
