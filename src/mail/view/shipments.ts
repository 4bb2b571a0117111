/** An order's parcels as its customer follows them. A parcel links to its carrier where an address for it is known. */
import type { ScanView, ShipmentView } from "../../../templates/view.ts";
import type { Wording } from "../format/amounts.ts";
import { momentText, windowText } from "../format/dates.ts";
import { oneLine, textOrNull, webUrl } from "../format/text.ts";
import type { Order, OrderShipment } from "../../orders/state.ts";

/** Scans shown at most: the newest tell where it is. */
const SCANS_MAX = 20;

export function shipmentViews(order: Order, time_zone: string, words: Wording): readonly ShipmentView[] {
  const count = order.shipments.length;
  return order.shipments.map((shipment, index) => ({
    title: count === 1 ? words.t("parcel.title") : words.t("parcel.title_of", { number: index + 1, count }),
    state: words.t(`parcel.${shipment.status}`),
    // The only parcel is expected when its order is, and the page says that above.
    expected: count === 1 ? null : expected(shipment, words),
    tracking: shipment.tracking.map(({ carrier, number, url }) => ({
      carrier: textOrNull(carrier),
      number: textOrNull(number),
      url: webUrl(url),
    })),
    items: items(order, shipment, words),
    scans: scans(shipment, time_zone, words),
  }));
}

function expected(shipment: OrderShipment, { t, locale }: Wording): string | null {
  switch (shipment.status) {
    case "shipped":
    case "in_transit":
    case "out_for_delivery":
      return shipment.expected === undefined
        ? null
        : t("order.expected_when", { when: windowText(locale, shipment.expected) });
    case "ready_for_pickup":
    case "picked_up":
    case "delivered":
    case "attempted":
    case "exception":
    case "returned_to_sender":
      return null;
  }
}

/** Told only when the parcel holds less than the whole order. */
function items(order: Order, shipment: OrderShipment, { t, count }: Wording): readonly string[] {
  const ordered = new Map(order.details.lines.map((line) => [line.id, line]));
  const whole = order.details.lines.every((line) =>
    !line.requires_shipping ||
    shipment.lines.some(({ line_id, quantity }) => line_id === line.id && quantity >= line.quantity)
  );
  if (whole) return [];
  return shipment.lines.flatMap(({ line_id, quantity }) => {
    const line = ordered.get(line_id);
    return line === undefined
      ? []
      : [t("line.quantity_and_title", { quantity: count(quantity), title: oneLine(line.title) })];
  });
}

function scans({ scans }: OrderShipment, time_zone: string, { t, locale }: Wording): readonly ScanView[] {
  return scans.toReversed().slice(0, SCANS_MAX).map(({ at, status, place, description }) => ({
    at: momentText(locale, time_zone, at),
    text: textOrNull(description) ?? t(`parcel.${status}`),
    place: textOrNull(place),
  }));
}
