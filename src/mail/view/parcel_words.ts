/** Words what is new of a parcel: headline and fact of a state that a scan brought. Mails and pages say it in these words. Pure. */
import type { Order, Scan } from "../../orders/state.ts";
import { scanZone } from "../../orders/zone.ts";
import { isBack } from "../../orders/goods/ended.ts";
import { textOrder } from "../../values/text_order.ts";
import { dayText, spokenDay } from "../format/dates.ts";
import { oneLine } from "../format/text.ts";
import { broughtShipments } from "./progress.ts";
import { isFindable, placeOf, waitingScan } from "./handing_over.ts";
import { problemOf } from "./shipment_problem.ts";
import type { SituationInput } from "./situation_input.ts";

/** States of a parcel that its customer hears of at once. */
export type Eventful =
  | "out_for_delivery"
  | "ready_for_pickup"
  | "attempted"
  | "exception"
  | "returned_to_sender";

/** Returns whether each parcel that is not with the customer came back and was taken in. */
export function isAllBack(order: Order): boolean {
  const parcels = broughtShipments(order).filter(({ status }) => status === "returned_to_sender");
  return parcels.length > 0 && parcels.every((one) => isBack(order, one));
}

export function parcelHeadline({ order, words: { t, locale } }: SituationInput, state: Eventful): string {
  if (state === "returned_to_sender" && isAllBack(order)) return t("status.back");
  if (state === "exception") return t(`held.headline_${problem(order)}`);
  const until = state === "ready_for_pickup" ? waitingAt(order)?.pickup?.until : undefined;
  return until === undefined ? t(`status.${state}`) : t("pickup.by", { date: dayText(locale, until) });
}

/** Returns the fact below the headline; `null` where no scan says it. */
export function parcelFact(input: SituationInput, state: Eventful): string | null {
  const { order, shop, way, words: { t, locale, today } } = input;
  if (way === "pickup") return t("pickup.lead_shop", { number: oneLine(order.details.number) });
  const shipments = broughtShipments(order);
  if (!shipments.every(({ status }) => status === state)) {
    return t("status.one_parcel", { count: shipments.length });
  }
  // The usual texts mention a carrier; goods that the shop brings itself have their own.
  const is_own = way === "local";
  const scan = lastScan(order, state);
  const date = scan === undefined ? null : spokenDay(locale, scanZone(order, shop, scan), scan.at, today);
  switch (state) {
    case "out_for_delivery":
      return t(is_own ? "courier.lead_local" : "courier.lead");
    case "ready_for_pickup": {
      const waits = waitingAt(order);
      const place = placeOf(waits ?? {});
      // A scan may name no more than the town.
      return isFindable(place) || (waits?.pickup?.name ?? "") !== ""
        ? t("pickup.waits_at", { place: place.join(", ") })
        : t("pickup.lead");
    }
    case "attempted":
      return date === null ? null : t(is_own ? "attempted.lead_local" : "attempted.lead", { date });
    case "returned_to_sender":
      return date === null ? null : t(is_own ? "sentback.lead_local" : "sentback.lead", { date });
    case "exception": {
      const what = problem(order);
      return is_own && what === "other" ? t("held.lead_local") : t(`held.lead_${what}`);
    }
  }
}

function problem(order: Order) {
  return problemOf(lastScan(order, "exception")?.description ?? null);
}

/** The scan that says where what is to be collected waits, and until when: a later one may only repeat that it does. */
function waitingAt(order: Order): Scan | undefined {
  return waitingScan(
    broughtShipments(order).filter(({ status }) => status === "ready_for_pickup").flatMap(({ scans }) =>
      scans
    )
      .toSorted((a, b) => textOrder(a.at, b.at)),
  );
}

/** The newest scan of that state; undefined where no scan says it. */
function lastScan(order: Order, state: Eventful): Scan | undefined {
  return broughtShipments(order).flatMap(({ scans }) => scans).filter(({ status }) => status === state)
    .toSorted((a, b) => a.at < b.at ? -1 : 1).at(-1);
}
