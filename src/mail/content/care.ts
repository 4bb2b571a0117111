/** Builds the content of the mails about returns, ratings and the days after arrival. */
import { feedbackRequest as feedbackRequestMail } from "../../../templates/emails/feedback_request.tsx";
import { followUp as followUpMail } from "../../../templates/emails/follow_up.tsx";
import { returnApproved as returnApprovedMail } from "../../../templates/emails/return_approved.tsx";
import { returnArrived as returnArrivedMail } from "../../../templates/emails/return_arrived.tsx";
import { returnDeclined as returnDeclinedMail } from "../../../templates/emails/return_declined.tsx";
import { returnReceivedRequest as returnReceivedRequestMail } from "../../../templates/emails/return_received_request.tsx";
import { returnWindowClosing as returnWindowClosingMail } from "../../../templates/emails/return_window_closing.tsx";
import { withdrawalAcknowledged as withdrawalAcknowledgedMail } from "../../../templates/emails/withdrawal_acknowledged.tsx";
import type {
  ClosingView,
  FeedbackView,
  FollowUpView,
  ReturnView,
  WithdrawalView,
} from "../../../templates/content.ts";
import { returnPolicy, returnsUntil } from "../../orders/returns.ts";
import { itemView } from "../format/amounts.ts";
import { dateText, dayText, exactText, spokenDay } from "../format/dates.ts";
import { lastArrival } from "../../orders/goods/arrival.ts";
import { isBrought } from "../../orders/goods/ways.ts";
import { scanZone } from "../../orders/zone.ts";
import { type ContentInput, missing } from "./input.ts";
import { oneLine, paragraphsOf, quoted, textOrNull, webUrl } from "../format/text.ts";
import { returnProgress } from "../../orders/return_progress.ts";
import { isReturnReason } from "../../orders/return_reasons.ts";
import { returnAbout } from "../../orders/plan/about.ts";
import { dropOff } from "../view/drop_off.ts";
import { labelLinks } from "../view/label_links.ts";
import { orderLetter } from "./letter.ts";

const SCORES = [1, 2, 3, 4, 5];

export function returned(input: ContentInput): ReturnView {
  const { order, shop, about, view, words, now_ms } = input;
  const one = order.returns.find(({ id }) => id === returnAbout(about));
  if (one === undefined) throw missing(input, "that return");
  const progress = returnProgress(order, one, shop, now_ms);
  return {
    items: one.lines.flatMap(({ line_id, quantity, reason, exchange_for }) => {
      const line = order.details.lines.find(({ id }) => id === line_id);
      const said = [
        reason !== undefined && isReturnReason(reason) ? words.t(`back.${reason}`) : quoted(reason),
        exchange_for === undefined ? null : words.t("back.exchange_for", { what: oneLine(exchange_for) }),
      ].filter((part) => part !== null).join(" · ");
      return line === undefined
        ? []
        : [{ ...itemView({ ...line, stock: undefined }, quantity, words), availability: said || null }];
    }),
    on: dateText(view.locale, shop.time_zone, one.at),
    reason: quoted(one.reason),
    ...labelLinks(one, progress, view.page_url),
    brings_label: about !== one.id,
    is_exchange: progress.is_exchange,
    drop_off: dropOff(one, shop, view.locale),
    tracking: textOrNull(one.tracking?.[0]?.number),
    steps: one.steps.map(oneLine),
    send_by: progress.send_by === null ? null : dayText(view.locale, progress.send_by),
    label_until: one.label_until === undefined || one.label_until === progress.send_by
      ? null
      : dayText(view.locale, one.label_until),
  };
}

export function withdrawal(input: ContentInput): WithdrawalView {
  const { order, shop, about, view, words } = input;
  const one = order.withdrawals.find(({ id }) => id === about);
  if (one === undefined) throw missing(input, "that withdrawal");
  return {
    items: one.lines.flatMap(({ line_id, quantity }) => {
      const line = order.details.lines.find(({ id }) => id === line_id);
      return line === undefined ? [] : [itemView({ ...line, stock: undefined }, quantity, words)];
    }),
    on: exactText(view.locale, shop.time_zone, one.at),
    name: textOrNull(one.name),
    statement: paragraphsOf(one.statement),
    hash: one.hash.match(/.{1,32}/g) ?? [],
  };
}

export function closing(input: ContentInput): ClosingView {
  const { order, shop, view, words } = input;
  const until_ms = returnsUntil(order, shop);
  if (until_ms === null) throw missing(input, "an arrival, and its shop a time for returns");
  return {
    last_day: spokenDay(view.locale, shop.time_zone, until_ms, words.today),
    url: webUrl(returnPolicy(order, shop)?.url),
  };
}

/** Goods that were collected, taken along or sent by mail have no arrival scan: the mail then names no day. */
export function followUp({ order, shop, view, words }: ContentInput): FollowUpView {
  const arrival = isBrought(order) ? lastArrival(order) : null;
  if (arrival?.scan === undefined) return { arrived_on: null };
  return { arrived_on: spokenDay(view.locale, scanZone(order, shop, arrival.scan), arrival.at, words.today) };
}

/**
 * Each link only preselects the score on the page; nothing is stored until the form is sent, since mail scanners open
 * every link.
 */
export function feedback({ view, words }: ContentInput): FeedbackView {
  return {
    scores: SCORES.map((score) => {
      const url = new URL(view.page_url);
      url.searchParams.set("rating", String(score));
      return { score: words.count(score), url: url.href };
    }),
  };
}

/** By kind: the mail's content and its template. */
export const CARE_LETTERS = {
  return_received_request: orderLetter(returned, returnReceivedRequestMail),
  return_approved: orderLetter(returned, returnApprovedMail),
  return_declined: orderLetter(returned, returnDeclinedMail),
  return_arrived: orderLetter(returned, returnArrivedMail),
  return_window_closing: orderLetter(closing, returnWindowClosingMail),
  withdrawal_acknowledged: orderLetter(withdrawal, withdrawalAcknowledgedMail),
  follow_up: orderLetter(followUp, followUpMail),
  feedback_request: orderLetter(feedback, feedbackRequestMail),
} as const;
