/** An order of two lines of which a marketplace plugin made a part for the seller of the second, sent in two parcels. */
import woos from "../fixtures/woocommerce/order_ada.json";
import type { OrderDetails } from "../../src/orders/event.ts";
import type { OrderEvents } from "../../src/sources/source.ts";
import { woocommerce } from "../../src/sources/woocommerce/woocommerce.ts";
import { detailsByWoocommerce, woocommerceWebhook } from "./woocommerce.ts";

export async function partsOf(settings: { readonly sub_orders: boolean }): Promise<{
  readonly parent: OrderDetails;
  readonly part: { readonly order: OrderDetails };
  /** What the part's webhook tells of the parent. */
  readonly shipments: readonly OrderEvents[];
}> {
  const [, second] = woos.line_items;
  const tracking = ["JD000111", "JD000112"].map((number, index) => ({
    tracking_id: `t${index}`,
    tracking_provider: "DHL",
    tracking_number: number,
    date_shipped: "1795341600",
  }));
  const json = {
    ...woos,
    id: 9_901,
    number: "9901",
    parent_id: woos.id,
    created_via: "dokan",
    line_items: [{ ...second, id: 77_001 }],
    meta_data: [{ id: 1, key: "_wc_shipment_tracking_items", value: tracking }],
  };
  const reading = await woocommerce.read(woocommerceWebhook("order.updated", json), settings);
  if (!reading.ok || reading.value.type !== "events") throw new Error(JSON.stringify(reading));
  const [own, ...shipments] = reading.value.orders;
  return {
    parent: await detailsByWoocommerce(woos),
    part: { order: (own!.events[0] as { readonly order: OrderDetails }).order },
    shipments,
  };
}
