/**
 * Builds the customer's view of an order's shipments. A shipment links to its carrier where a tracking URL is known.
 */
import type { DeliveryWay } from "../../orders/event.ts";
import type { PieceView, ScanView, ShipmentView } from "../../../templates/view.ts";
import type { Order, OrderShipment, ShipmentStatus } from "../../orders/state.ts";
import { isCalledOff } from "../../orders/called_off.ts";
import { isBack } from "../../orders/goods/ended.ts";
import { isPutBack } from "../../orders/goods/goods.ts";
import { inside, isReplaced, positionOf } from "../../orders/goods/parts.ts";
import { shipmentWay, travels } from "../../orders/goods/way.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { scanZone } from "../../orders/zone.ts";
import { pieceView, type Wording } from "../format/amounts.ts";
import { weekMomentText } from "../format/dates.ts";
import { expectedText } from "../format/expected.ts";
import { placeText } from "../format/place.ts";
import { proofOf, waitingOf } from "./handing_over.ts";
import { textOrNull, webUrl } from "../format/text.ts";

/** Most scans shown: the newest say where the shipment is. */
const SCANS_MAX = 20;

/**
 * Builds the views. A date equal to `order_expected`, which is shown above all shipments, is not repeated. Goods that
 * do not travel or were taken along are no shipment.
 */
export function shipmentViews(
  order: Order,
  shop: ShopSettings,
  order_expected: string | null,
  words: Wording,
): readonly ShipmentView[] {
  // What was called off asks for nothing: nobody has to collect it.
  const is_unwanted = isCalledOff(order);
  return order.shipments.flatMap((shipment) => {
    const way = shipmentWay(order.details, shipment);
    if (way === "digital" || way === "till" || isPutBack(order, shipment)) return [];
    const position = positionOf(order, shipment);
    const is_replaced = isReplaced(order, shipment);
    const when = is_replaced ? null : expected(shipment, words);
    return [{
      title: way === "pickup"
        ? words.t("parcel.title_pickup")
        : position === null
        ? words.t("parcel.title")
        : words.t("parcel.title_of", position),
      // A fulfilment of collected goods without an earlier step means that they were handed over.
      state: is_replaced
        ? words.t("parcel.sent_again")
        : !travels(way) && shipment.status === "shipped"
        ? words.t("parcel.picked_up")
        : isBack(order, shipment)
        ? words.t("parcel.back")
        : statusText(shipment, way, words),
      expected: when === null || when === order_expected ? null : words.t("order.expected_when", { when }),
      tracking: shipment.tracking.map(({ carrier, number, url }) => ({
        carrier: textOrNull(carrier),
        number: textOrNull(number),
        url: webUrl(url),
      })),
      items: items(order, shipment, words),
      scans: scans(order, shop, shipment, words),
      mood: is_replaced || is_unwanted ? "good" : MOODS[shipment.status] ?? "good",
      is_home: shipment.status === "delivered" || shipment.status === "picked_up",
      proof: proofOf(shipment, words),
      waiting: is_unwanted ? null : waitingOf(shipment, words),
    }];
  });
}

function expected(shipment: OrderShipment, words: Wording): string | null {
  switch (shipment.status) {
    case "shipped":
    case "in_transit":
      return expectedText(shipment.expected, words);
    case "out_for_delivery":
      return words.t("date.today");
    case "ready_for_pickup":
    case "picked_up":
    case "delivered":
    case "attempted":
    case "exception":
    case "returned_to_sender":
      return null;
  }
}

function items(order: Order, shipment: OrderShipment, words: Wording): readonly PieceView[] {
  return inside(order, [shipment]).map(({ line, quantity }) => pieceView(line, quantity, words));
}

const MOODS: Partial<Readonly<Record<ShipmentStatus, ShipmentView["mood"]>>> = {
  ready_for_pickup: "needs",
  attempted: "needs",
  exception: "sorry",
  returned_to_sender: "sorry",
};

/** The words of a status. A storefront may call delivered what its customer collected. */
function statusText(
  shipment: { readonly status: ShipmentStatus },
  way: DeliveryWay,
  { t }: Pick<Wording, "t">,
): string {
  return shipment.status === "delivered" && !travels(way)
    ? t("parcel.picked_up")
    : t(`parcel.${shipment.status}`);
}

/** The scans of a shipment, the newest first. */
export function scans(
  order: Order,
  shop: ShopSettings,
  shipment: OrderShipment,
  { t, locale }: Wording,
): readonly ScanView[] {
  const way = shipmentWay(order.details, shipment);
  return shipment.scans.toReversed().slice(0, SCANS_MAX).map((scan) => ({
    at: weekMomentText(locale, scanZone(order, shop, scan), scan.at),
    text: textOrNull(scan.description) ?? statusText(scan, way, { t }),
    place: placeText(scan.place, order.details),
  }));
}
