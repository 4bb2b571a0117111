/**
 * Decides what an order's customer is told of it now: the mood, the one fact that matters, what they asked for and waits, and
 * what happens next. Mails, page, history and text messages say it in these words. Pure: order and clock decide alone.
 */
import { ended, sentences } from "../../../templates/parts/sentences.ts";
import type { TextKey } from "../../../templates/locales/translate.ts";
import type { RequestView, SituationView } from "../../../templates/view.ts";
import { accountOf } from "../../orders/account/account.ts";
import type { DeliveryWay, Request } from "../../orders/event.ts";
import type { DecidedRequest, OpenRequest, Order } from "../../orders/state.ts";
import { spokenDay } from "../format/dates.ts";
import { textOrNull } from "../format/text.ts";
import { answeredBy } from "./answered_by.ts";
import { currentDecision, newsOf, newsWords } from "./decided.ts";
import { cancelledHeadline, nextOfCalledOff } from "./ended_words.ts";
import { paymentView, toPayView } from "./money_view.ts";
import { isCalledOff, type ProgressState } from "./progress.ts";
import { giftSituation } from "./gift_situation.ts";
import { missingWords } from "./missing_words.ts";
import { parcelHeadline } from "./parcel_words.ts";
import { currentReturn, returnWords } from "./return_words.ts";
import { arrivalDay, situationFact } from "./situation_fact.ts";
import type { SituationInput } from "./situation_input.ts";

type Mood = SituationView["mood"];

const MOODS: Partial<Readonly<Record<ProgressState, Mood>>> = {
  failed: "money",
  voided: "money",
  unpaid: "money",
  refunded: "money",
  cancelled: "money",
  attempted: "needs",
  ready_for_pickup: "needs",
  exception: "sorry",
  returned_to_sender: "sorry",
};

export function situationView(input: SituationInput): SituationView {
  if (input.reader === "recipient") return giftSituation(input);
  const { order, shop, state, words, now_ms } = input;
  const requests = requestViews(input);
  const returning = currentReturn(order, shop, state, now_ms);
  const claim = claimOf(input);
  if (claim !== null) {
    return {
      mood: claim.mood,
      headline: claim.headline,
      fact: claim.is_waiting ? null : claim.since,
      is_late: false,
      is_claim: true,
      is_waiting: claim.is_waiting,
      requests: requests.filter(({ id }) => id !== claim.id),
      returning: null,
      next: claim.next,
    };
  }
  const missing = missingWords(input);
  const is_late = input.late_since !== null || input.moved_from !== null || missing !== null;
  const decided = currentDecision(order);
  if (decided !== null && state !== "refunded") {
    const { headline, next } = newsWords(newsOf(decided), undefined, words);
    const reason = textOrNull(decided.reason);
    return {
      mood: decided.is_granted ? "good" : "sorry",
      headline,
      fact: reason ?? decidedOn(input, decided),
      is_late: false,
      is_claim: true,
      is_waiting: false,
      requests,
      returning: null,
      next,
    };
  }
  if (returning !== null) {
    const { one, progress } = returning;
    return {
      ...returnWords(returning, input),
      is_late: false,
      is_claim: false,
      is_waiting: false,
      requests,
      returning: { id: one.id, step: progress.step },
    };
  }
  return {
    mood: is_late ? "sorry" : MOODS[input.state] ?? "good",
    ...missing ?? stated(input),
    is_late,
    is_claim: false,
    is_waiting: false,
    requests,
    returning: null,
    next: missing !== null ? null : isCalledOff(state) ? nextOfCalledOff(input) : nextOf(input),
  };
}

/** Headline and fact where nothing that the customer asked for stands before them. */
function stated(input: SituationInput): Pick<SituationView, "headline" | "fact"> {
  const { order, shop, state, expected, late_since, moved_from, words } = input;
  const { t, locale } = words;
  const fact = situationFact(input);
  if (late_since !== null) return { headline: t("status.late"), fact };
  if (moved_from !== null && expected !== null) {
    const fact = sentences(
      locale,
      t("status.moved_detail", { date: moved_from }),
      ended(locale, t(`status.${state}`)),
    );
    return { headline: t("status.moved", { when: expected }), fact };
  }
  if (state === "unpaid" || state === "failed") {
    const { awaited, sentence } = paymentView(order, words);
    const to_pay = toPayView(order, shop, words);
    const owed = to_pay === null ? null : [to_pay.sentence, ...to_pay.due].join(" · ");
    return state === "unpaid" && awaited === "rest"
      ? { headline: t("status.part_paid"), fact: owed ?? sentence }
      : { headline: t(`status.${state}`), fact: owed };
  }
  // The day is the fact that everybody looks for; the state stands below it.
  if (expected !== null && DATED.has(state)) {
    return { headline: t("order.expected_when", { when: expected }), fact: t(`status.${state}`) };
  }
  return { headline: headlineOf(input), fact };
}

/** Where it can be told, the headline is a day and no state. */
function headlineOf(input: SituationInput): string {
  const { state, words: { t } } = input;
  if (state === "cancelled") return cancelledHeadline(input);
  if (state === "exception" || state === "ready_for_pickup" || state === "returned_to_sender") {
    return parcelHeadline(input, state);
  }
  const date = state === "delivered" || state === "picked_up" ? arrivalDay(input) : null;
  if (date === null) return t(`status.${state}`);
  return t(state === "picked_up" ? "status.picked_up_on" : "status.delivered_on", { date });
}

const DATED: ReadonlySet<ProgressState> = new Set([
  "preparing",
  "completed",
  "partly_shipped",
  "partly_delivered",
  "shipped",
]);

interface Claim extends RequestView {
  readonly mood: Mood;
  readonly next: string;
  readonly is_waiting: boolean;
}

function decidedOn(
  { shop, words: { t, locale, today } }: SituationInput,
  { at, is_granted }: DecidedRequest,
): string {
  const date = spokenDay(locale, shop.time_zone, at, today);
  return t(is_granted ? "decided.on" : "decided.on_declined", { date });
}

/** Requests that stand before the state of the goods: while they are open, that state is no answer. */
const BEFORE_ALL: Partial<Readonly<Record<Request, Mood>>> = {
  not_arrived: "sorry",
  missing: "sorry",
  damaged: "sorry",
  wrong_item: "sorry",
  other_problem: "sorry",
  cancellation: "needs",
  send_again: "sorry",
  send_elsewhere: "sorry",
  refund_instead: "sorry",
};

/** Returns the newest open request that is the situation itself; null where the state of the order is. */
function claimOf(input: SituationInput): Claim | null {
  const { order, state, words } = input;
  if (order.cancelled !== undefined || state === "refunded") return null;
  const open = (order.open_requests ?? []).toReversed().find(({ about }) => about in BEFORE_ALL);
  if (open?.until !== undefined) {
    const { headline, next } = newsWords(
      words.today < open.until ? "waits" : "still_missing",
      open.until,
      words,
    );
    return { ...requestView(input, open, "open.received"), headline, next, mood: "needs", is_waiting: true };
  }
  if (open !== undefined) {
    return {
      ...requestView(input, open, "open.received"),
      next: nextOfRequest(input, open.at),
      mood: BEFORE_ALL[open.about]!,
      is_waiting: false,
    };
  }
  const answer = order.delay_answers.at(-1);
  if (answer?.answer === "cancel" && order.decided_requests === undefined) {
    return {
      ...requestView(input, { id: "delay", about: "cancellation", at: answer.at }, "open.received"),
      next: nextOfRequest(input, answer.at),
      mood: "needs",
      is_waiting: false,
    };
  }
  const withdrawal = order.withdrawals.at(-1);
  if (withdrawal === undefined || accountOf(order).refunded_minor > 0) return null;
  // Once the shop has said how the goods go back, that is what the customer needs.
  if (order.returns.some(({ at }) => at >= withdrawal.at)) return null;
  return {
    ...withdrawalView(input, withdrawal),
    next: words.t("open.next_by", { date: answeredBy(input, withdrawal.at) }),
    mood: "money",
    is_waiting: false,
  };
}

/** Who acts next, and by when the customer hears of it. */
function nextOfRequest(input: SituationInput, at: string): string {
  return input.words.t("open.next_by", { date: answeredBy(input, at) });
}

function requestViews(input: SituationInput): readonly RequestView[] {
  const { order } = input;
  return (order.open_requests ?? []).toReversed().map((open) => requestView(input, open));
}

/** `said` is the short sentence where the situation itself says by when the answer comes. */
function requestView(
  { shop, words: { t, locale, today } }: SituationInput,
  { id, about, at, remedy }: OpenRequest,
  said: "open.since" | "open.received" = "open.since",
): RequestView {
  const since = t(said, { date: spokenDay(locale, shop.time_zone, at, today) });
  return {
    id,
    headline: t(`open.${about}`),
    since: remedy === undefined ? since : t(`open.wants_${remedy}`, { since }),
  };
}

/** The money goes back within 14 days of the withdrawal: Directive 2011/83/EU, Article 13 (1). */
const REFUND_WITHIN_MS = 14 * 86_400_000;

function withdrawalView(
  { shop, words: { t, locale, today } }: SituationInput,
  { id, at }: Order["withdrawals"][number],
): RequestView {
  return {
    id,
    headline: t("open.withdrawal"),
    since: t("open.withdrawal_since", {
      date: spokenDay(locale, shop.time_zone, at, today),
      until: spokenDay(locale, shop.time_zone, Date.parse(at) + REFUND_WITHIN_MS, today),
    }),
  };
}

const NEXT: Partial<Readonly<Record<ProgressState, TextKey>>> = {
  unpaid: "page.next_unpaid",
  voided: "page.next_voided",
  preparing: "page.next_preparing",
  preparing_pickup: "page.next_preparing_pickup",
  shipped: "page.next_shipped",
  partly_shipped: "page.next_partly",
  partly_delivered: "page.next_partly",
  partly_collected: "page.next_preparing_pickup",
  out_for_delivery: "page.next_out_for_delivery",
  delivered: "page.next_delivered",
  picked_up: "page.next_delivered",
};

/** Next-step texts without a carrier: for goods that the shop delivers itself or that wait at the shop. */
const NEXT_OF_WAY: Partial<Readonly<Record<DeliveryWay, typeof NEXT>>> = {
  local: {
    preparing: "page.next_preparing_local",
    shipped: "page.next_local",
    out_for_delivery: "page.next_local",
  },
  pickup: { ready_for_pickup: "page.next_ready" },
};

function nextOf(input: SituationInput): string | null {
  const { state, way, words: { t } } = input;
  // The fact of a failed payment is what is owed; that it can be tried again comes next.
  if (state === "failed") return situationFact(input);
  const key = NEXT_OF_WAY[way]?.[state] ?? NEXT[state];
  return key === undefined ? null : t(key);
}
