/** Words the fact below the headline of a situation: when, where, how much. Pure. */
import { accountOf } from "../../orders/account/account.ts";
import { lastArrival } from "../../orders/goods/arrival.ts";
import type { Scan } from "../../orders/state.ts";
import { scanZone } from "../../orders/zone.ts";
import { dateText, dayText } from "../format/dates.ts";
import { causeOf } from "../format/cancellation_cause.ts";
import { webUrl } from "../format/text.ts";
import { parcelFact } from "./parcel_words.ts";
import type { SituationInput } from "./situation_input.ts";

/** Returns the fact that belongs to the state of the order; null where the headline says it all. */
export function situationFact(input: SituationInput): string | null {
  const { order, shop, state, late_since, words: { t, locale, money } } = input;
  const on = (at: string, scan?: Scan) =>
    dateText(locale, scan === undefined ? shop.time_zone : scanZone(order, shop, scan), at);
  const arrival = lastArrival(order);
  switch (state) {
    case "cancelled": {
      if (order.cancelled === undefined) return null;
      const cause = causeOf(order.cancelled.reason);
      return t(cause === null ? "cancelled.lead" : `cancelled.lead_${cause}`, {
        date: on(order.cancelled.at),
      });
    }
    case "delivered":
      return arrival === null ? null : t("arrived.lead", { date: on(arrival.at, arrival.scan) });
    case "picked_up":
      return arrival === null ? null : t("status.picked_up_detail", { date: on(arrival.at, arrival.scan) });
    case "refunded": {
      const last = order.refunds.at(-1);
      const amount = money(accountOf(order).refunded_minor);
      return last === undefined ? null : t("status.refunded_detail", { amount, date: on(last.at) });
    }
    case "shipped":
    case "preparing":
    case "partly_shipped":
    case "partly_delivered":
    case "completed":
      if (late_since !== null) return t("status.late_detail", { date: dayText(locale, late_since) });
      return state === "shipped" ? null : t(`status.${state}_detail`);
    case "failed":
      return t(webUrl(order.details.pay_url) === null ? "status.failed_detail" : "status.failed_retry");
    case "unpaid":
    case "digital":
    case "sent":
    case "handed_over":
    case "preparing_pickup":
    case "partly_collected":
      return t(`status.${state}_detail`);
    case "out_for_delivery":
    case "ready_for_pickup":
    case "attempted":
    case "exception":
    case "returned_to_sender":
      return parcelFact(input, state);
  }
}
