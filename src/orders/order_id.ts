/** The name of an order within Waybill: shop, sender and the sender's own id, `demo/shopify/1001`. */

/** A shop's id: short, since it stands in every link. */
export const SHOP_ID = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** Sender ids hold no slash (the event schema refuses one), so no two orders share a name. */
export function orderId(shop_id: string, source: string, sender_id: string): string {
  return `${shop_id}/${source}/${sender_id}`;
}

export function splitOrderId(order_id: string): {
  readonly shop_id: string;
  readonly source: string;
  readonly sender_id: string;
} {
  const [shop_id = "", source = "", sender_id = ""] = order_id.split("/");
  return { shop_id, source, sender_id };
}
