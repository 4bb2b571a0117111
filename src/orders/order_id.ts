/** Builds the id of an order within Waybill from shop, sender and the sender's own id: `demo/shopify/1001`. */

/** Pattern of a shop id, which is short since every link contains it. */
export const SHOP_ID = /^[a-z0-9][a-z0-9-]{0,31}$/;
/** Pattern of a new shop's id: with 29 characters a customer's link still has 120, which every mail program leaves whole. */
export const NEW_SHOP_ID = /^[a-z0-9][a-z0-9-]{0,28}$/;

/** Joins the parts; sender ids contain no slash (the event schema refuses one), so two orders never share an id. */
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
