/** Words the fact below the headline of a situation: when, where, how much. Pure. */
import { accountOf } from "../../orders/account/account.ts";
import { lastArrival } from "../../orders/goods/arrival.ts";
import type { Scan } from "../../orders/state.ts";
import { scanZone } from "../../orders/zone.ts";
import { dateText, dayText } from "../format/dates.ts";
import { webUrl } from "../format/text.ts";
import { broughtShipments } from "./progress.ts";
import type { SituationInput } from "./situation_input.ts";

/** Returns the fact that belongs to the state of the order; null where the headline says it all. */
export function situationFact(
  { order, shop, state, way, late_since, words: { t, locale, money } }: SituationInput,
): string | null {
  const on = (at: string, scan?: Scan) =>
    dateText(locale, scan === undefined ? shop.time_zone : scanZone(order, shop, scan), at);
  const arrival = lastArrival(order);
  switch (state) {
    case "cancelled":
      return order.cancelled === undefined
        ? null
        : t("status.cancelled_detail", { date: on(order.cancelled.at) });
    case "delivered":
    case "picked_up":
      return arrival === null ? null : t(`status.${state}_detail`, { date: on(arrival.at, arrival.scan) });
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
    case "returned_to_sender": {
      if (way === "pickup") return t("status.ready_for_pickup_detail_shop");
      const shipments = broughtShipments(order);
      if (!shipments.every(({ status }) => status === state)) {
        return t("status.one_parcel", { count: shipments.length });
      }
      // The usual texts mention a carrier.
      if (way === "local" && state === "out_for_delivery") return t("status.out_for_delivery_detail_local");
      if (way === "local" && state === "attempted") return t("status.attempted_detail_local");
      if (way === "local" && state === "exception") return t("status.exception_detail_local");
      return t(`status.${state}_detail`);
    }
  }
}
