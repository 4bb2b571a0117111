/**
 * Builds the customer's view of an order's shipments. A shipment links to its carrier where a tracking URL is known.
 */
import type { ScanView, ShipmentView } from "../../../templates/view.ts";
import type { Order, OrderShipment } from "../../orders/state.ts";
import { isPutBack } from "../../orders/goods/goods.ts";
import { contents, holdsAll, positionOf } from "../../orders/goods/parts.ts";
import { shipmentWay, travels } from "../../orders/goods/way.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { scanZone } from "../../orders/zone.ts";
import type { Wording } from "../format/amounts.ts";
import { momentText } from "../format/dates.ts";
import { expectedText } from "../format/expected.ts";
import { oneLine, textOrNull, webUrl } from "../format/text.ts";

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
  return order.shipments.flatMap((shipment) => {
    const way = shipmentWay(order.details, shipment);
    if (way === "digital" || way === "till" || isPutBack(order, shipment)) return [];
    const position = positionOf(order, shipment);
    const when = expected(shipment, words);
    return [{
      title: way === "pickup"
        ? words.t("parcel.title_pickup")
        : position === null
        ? words.t("parcel.title")
        : words.t("parcel.title_of", position),
      // A fulfilment of collected goods without an earlier step means that they were handed over.
      state: !travels(way) && shipment.status === "shipped"
        ? words.t("parcel.picked_up")
        : words.t(`parcel.${shipment.status}`),
      expected: when === null || when === order_expected ? null : words.t("order.expected_when", { when }),
      tracking: shipment.tracking.map(({ carrier, number, url }) => ({
        carrier: textOrNull(carrier),
        number: textOrNull(number),
        url: webUrl(url),
      })),
      items: items(order, shipment, words),
      scans: scans(order, shop, shipment, words),
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

/** Returns the items, only when the shipment holds less than the whole order. */
function items(order: Order, shipment: OrderShipment, { t, count }: Wording): readonly string[] {
  if (holdsAll(order, [shipment])) return [];
  return contents(order, [shipment]).map(({ line, quantity }) =>
    t("line.quantity_and_title", { quantity: count(quantity), title: oneLine(line.title) })
  );
}

function scans(
  order: Order,
  shop: ShopSettings,
  { scans }: OrderShipment,
  { t, locale }: Wording,
): readonly ScanView[] {
  return scans.toReversed().slice(0, SCANS_MAX).map((scan) => ({
    at: momentText(locale, scanZone(order, shop, scan), scan.at),
    text: textOrNull(scan.description) ?? t(`parcel.${scan.status}`),
    place: textOrNull(scan.place),
  }));
}
