/** Words the fact below the headline of a situation: when, where, how much. Pure. */
import { ended, sentences } from "../../../templates/parts/sentences.ts";
import { accountOf } from "../../orders/account/account.ts";
import { lastArrival } from "../../orders/goods/arrival.ts";
import { scanZone } from "../../orders/zone.ts";
import { dayText, spokenDay } from "../format/dates.ts";
import { causeOf } from "../format/cancellation_cause.ts";
import { webUrl } from "../format/text.ts";
import { labelled } from "../../../templates/parts/labelled.ts";
import { proofOf } from "./handing_over.ts";
import { broughtShipments } from "./progress.ts";
import { isAllBack, parcelFact } from "./parcel_words.ts";
import type { SituationInput } from "./situation_input.ts";

/** Returns the fact that belongs to the state of the order; null where the headline says it all. */
export function situationFact(input: SituationInput): string | null {
  const { order, shop, state, late_since, words: { t, locale, today } } = input;
  switch (state) {
    case "cancelled": {
      if (order.cancelled === undefined) return refundedFact(input);
      const cause = causeOf(order.cancelled.reason);
      return t(cause === null ? "cancelled.lead" : `cancelled.lead_${cause}`, {
        date: spokenDay(locale, shop.time_zone, order.cancelled.at, today),
      });
    }
    case "delivered":
    case "picked_up":
      return handedOver(input) ?? (isUntroubled(order) ? t("arrived.enjoy") : null);
    case "refunded":
      return refundedFact(input);
    case "shipped":
    case "preparing":
    case "partly_shipped":
    case "partly_delivered":
    case "completed":
      if (late_since !== null) {
        return sentences(
          locale,
          t("status.late_detail", { date: dayText(locale, late_since) }),
          ended(locale, t(`status.${state}`)),
        );
      }
      // What comes next says the rest.
      return state === "completed" ? t("status.completed_detail") : null;
    case "failed":
      return t(webUrl(order.details.pay_url) === null ? "status.failed_detail" : "status.failed_retry");
    case "voided":
      return t("status.voided_detail");
    case "unpaid":
    case "preparing_pickup":
    case "partly_collected":
      return null;
    case "digital":
    case "sent":
    case "handed_over":
      return t(`status.${state}_detail`);
    case "out_for_delivery":
    case "ready_for_pickup":
    case "attempted":
    case "exception":
      return parcelFact(input, state);
    case "returned_to_sender":
      return isAllBack(order) ? refundedFact(input) : parcelFact(input, state);
  }
}

/** How much of the money has gone back, and when; null where nothing has. */
function refundedFact({ order, shop, words: { t, locale, money, today } }: SituationInput): string | null {
  const { refunds, refunded_minor } = accountOf(order);
  const last = refunds.findLast(({ failure }) => failure === undefined);
  if (last === undefined) return null;
  return t("status.refunded_detail", {
    amount: money(refunded_minor),
    date: spokenDay(locale, shop.time_zone, last.at, today),
  });
}

/** Returns the day on which the last of the order arrived or was collected; null where no event says it. */
export function arrivalDay({ order, shop, words: { locale, today } }: SituationInput): string | null {
  const arrival = lastArrival(order);
  if (arrival === null) return null;
  const zone = arrival.scan === undefined ? shop.time_zone : scanZone(order, shop, arrival.scan);
  return spokenDay(locale, zone, arrival.at, today);
}

/** Nobody who sends something back, or had money back, is wished joy with it. */
function isUntroubled({ returns, refunds, withdrawals }: SituationInput["order"]): boolean {
  return returns.length + refunds.length + withdrawals.length === 0;
}

/** Where the only parcel was left and who took it, as far as its carrier says: `Left at: neighbour Müller`. */
function handedOver({ order, words }: SituationInput): string | null {
  const shipments = broughtShipments(order);
  const proof = shipments.length === 1 ? proofOf(shipments[0]!, words) : null;
  const rows = proof?.rows.map(({ label, value }) => labelled(words.t, label, value)) ?? [];
  return rows.length === 0 ? null : rows.join(" · ");
}
