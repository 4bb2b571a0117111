/**
 * Describes shipments in schema.org's vocabulary: mail programs show their day and link. No prices, since a present's
 * recipient may read it.
 */
import type { ShopSettings } from "../../orders/shop.ts";
import { scriptText } from "./order.ts";
import { webUrl } from "../format/text.ts";
import type { Order, OrderShipment, ShipmentStatus } from "../../orders/state.ts";

/** Most items in the markup. */
const ITEMS_MAX = 20;
/** Most shipments in the markup: a mail with more is too long for a summary. */
const SHIPMENTS_MAX = 10;

/** https://schema.org/DeliveryEvent and its neighbours know no state of a parcel that Order does not. */
const STATUS: Readonly<Record<ShipmentStatus, string>> = {
  shipped: "OrderInTransit",
  in_transit: "OrderInTransit",
  out_for_delivery: "OrderInTransit",
  ready_for_pickup: "OrderPickupAvailable",
  picked_up: "OrderDelivered",
  delivered: "OrderDelivered",
  attempted: "OrderProblem",
  exception: "OrderProblem",
  returned_to_sender: "OrderReturned",
};

/** https://schema.org/ParcelDelivery as text for a script element. */
export function shipmentSchema(
  order: Order,
  shop: ShopSettings,
  shipments: readonly OrderShipment[],
  shows_items: boolean,
): string {
  const parcel_deliveries = shipments.slice(0, SHIPMENTS_MAX).map((shipment) =>
    parcelDelivery(order, shop, shipment, shows_items)
  );
  return scriptText(parcel_deliveries.length === 1 ? parcel_deliveries[0] : parcel_deliveries);
}

function parcelDelivery(
  order: Order,
  shop: ShopSettings,
  shipment: OrderShipment,
  shows_items: boolean,
): object {
  const { details } = order;
  const { shipping_address: address } = details;
  const tracking = shipment.tracking.find(({ url }) => webUrl(url) !== null) ?? shipment.tracking[0];
  const merchant = { "@type": "Organization", name: shop.name, url: webUrl(shop.url) ?? undefined };
  return {
    "@context": "http://schema.org",
    "@type": "ParcelDelivery",
    carrier: tracking?.carrier === undefined
      ? undefined
      : { "@type": "Organization", name: tracking.carrier },
    trackingNumber: tracking?.number,
    trackingUrl: webUrl(tracking?.url) ?? undefined,
    expectedArrivalFrom: shipment.expected?.from ?? shipment.expected?.until,
    expectedArrivalUntil: shipment.expected?.until,
    deliveryAddress: address === undefined ? undefined : {
      "@type": "PostalAddress",
      name: address.name,
      streetAddress: address.lines.join(", "),
      addressLocality: address.city,
      addressRegion: address.region,
      postalCode: address.postal_code,
      addressCountry: address.country,
    },
    itemShipped: shows_items ? items(order, shipment) : undefined,
    partOfOrder: {
      "@type": "Order",
      orderNumber: details.number,
      orderStatus: `http://schema.org/${STATUS[shipment.status]}`,
      merchant,
    },
  };
}

function items({ details }: Order, { lines }: OrderShipment): readonly object[] {
  const inside = new Set(lines.map(({ line_id }) => line_id));
  return details.lines.filter(({ id, requires_shipping }) =>
    inside.size === 0 ? requires_shipping : inside.has(id)
  )
    .slice(0, ITEMS_MAX).map(({ title }) => ({ "@type": "Product", name: title }));
}
