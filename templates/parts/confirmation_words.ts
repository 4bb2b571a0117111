/** The words at the head of an order confirmation: subject, headline, lead, how the order stands, and the line in the inbox. */
import type { Translate } from "../locales/translate.ts";
import type { OrderView } from "../view.ts";
import { moodBeside } from "./mood.ts";
import type { Fact } from "./panel.tsx";
import { sentences } from "./sentences.ts";
import { named } from "./subject.ts";

/** Returns the subject. A purchase that the customer took along at the till is not "confirmed". */
export function subject({ way, number, product }: OrderView, t: Translate): string {
  return named(t(way === "till" ? "confirmation.subject_till" : "confirmation.subject", { number }), product);
}

/** Nobody is thanked above what is unpaid, failed or late: there the order's situation is the news. */
export function headline({ greeting_name, situation }: OrderView, t: Translate): string {
  if (!isGood(situation)) return situation.headline;
  return greeting_name === null
    ? t("confirmation.headline_nameless")
    : t("confirmation.headline", { name: greeting_name });
}

export function lead(view: OrderView, t: Translate): string {
  const { is_late, fact, next } = view.situation;
  if (is_late && !isGood(view.situation)) return sentences(view.locale, fact, next);
  if (view.way === "till") return t("confirmation.lead_till");
  if (view.payment.awaited !== null) return t(UNPAID_LEADS[view.payment.awaited]);
  return (view.ships || view.way === "pickup") && view.payment.settled
    ? t("confirmation.lead")
    : t("confirmation.lead_digital");
}

const UNPAID_LEADS = {
  all: "confirmation.lead_unpaid",
  rest: "confirmation.lead_part_paid",
  transfer: "confirmation.lead_transfer",
} as const;

/** Returns the facts: how the order stands, as far as the headline does not say it, and the place of collection. */
export function facts({ situation, pickup }: OrderView, t: Translate): readonly Fact[] {
  const { headline, fact, next, is_late } = situation;
  const is_good = isGood(situation);
  const said = is_good ? [headline, fact, next] : is_late ? [] : [fact, next];
  const [value, ...notes] = said.filter((line) => line !== null);
  return [
    ...(value === undefined ? [] : [{ label: t("order.now"), value, notes }]),
    ...(pickup === null ? [] : [{
      label: t("order.pickup"),
      value: [...pickup.lines, pickup.note].filter(Boolean).join(", "),
      is_long: true,
    }]),
  ];
}

export function preheader({ expected, item_count: count, total }: OrderView, t: Translate): string {
  return expected === null
    ? t("confirmation.preheader", { count, total })
    : t("confirmation.preheader_expected", { when: expected, count, total });
}

function isGood(situation: OrderView["situation"]): boolean {
  return moodBeside(situation) === "good";
}
