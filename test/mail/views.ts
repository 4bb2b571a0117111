/** Views of the cast's orders, as the mail and page tests need them. */
import { orderPageView, type PageFacts } from "../../src/mail/view/page_view.ts";
import { orderView } from "../../src/mail/view/order_view.ts";
import type { OrderDetails, OrderEvent, Shipment } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import type { ShopSettings } from "../../src/orders/shop.ts";
import type { OrderPageView } from "../../templates/page_view.ts";
import type { OrderView } from "../../templates/view.ts";
import { hours, NOW_MS, placed, SHOP } from "../support/cast.ts";
import type { Order, ShipmentStatus } from "../../src/orders/state.ts";

export const PAGE_URL = "https://waybill.test/o/token";

let rewording: (event: OrderEvent) => OrderEvent = (event) => event;

/** What `work` makes of orders that are told otherwise. */
export function reworded<Made>(otherwise: typeof rewording, work: () => Made): Made {
  rewording = otherwise;
  try {
    return work();
  } finally {
    rewording = (event) => event;
  }
}

/** The order with what happened to it. */
export function orderOf(details: OrderDetails, ...events: readonly OrderEvent[]): Order {
  return fold([placed(details), ...events].map(rewording))!;
}

export function viewOf(order: Order, shop: ShopSettings = SHOP, now_ms: number = NOW_MS): OrderView {
  return orderView(order, shop, { page_url: PAGE_URL }, now_ms);
}

/** The order's page as its customer sees it, who has shown to be that unless `changed` says otherwise. */
export function pageOf(
  order: Order,
  shop: ShopSettings = SHOP,
  changed: Partial<PageFacts> = {},
): OrderPageView {
  return orderPageView({
    order,
    shop,
    ledger: [],
    conversations: [],
    chat: null,
    locale: order.details.locale ?? shop.locale,
    proven: true,
    page_url: PAGE_URL,
    path: "/o/token",
    actions: [],
    now_ms: NOW_MS,
    ...changed,
  });
}

/** A scan of one parcel, so many hours after `NOW`; without `lines` the parcel holds everything. */
export function scanned(
  status: ShipmentStatus,
  hours_later: number,
  shipment: Partial<Shipment> = {},
): Extract<OrderEvent, { type: `shipment.${ShipmentStatus}` }> {
  return {
    type: `shipment.${status}`,
    at: hours(hours_later),
    shipment: { id: "p1", lines: [], tracking: [], ...shipment },
  };
}
