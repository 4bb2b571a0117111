/** The names by which an order is known within its shop: the storefront's, and those that other senders may use. Pure. */
import { orderId, splitOrderId } from "./order_id.ts";
import type { Order } from "./state.ts";

/** `order_id` is the storefront's own id, whichever storefront it is. */
export interface Reference {
  readonly by: "order_id" | "number" | "payment" | "tracking";
  readonly value: string;
}

/** The id of a payment that a storefront tells of without naming it: each order has one, so it is nobody's name. */
export const UNNAMED_PAYMENT = "paid";

/** Most names that one order or one event goes by; a real one has a dozen. */
export const NAMES_MAX = 200;

/** What is longer was not made to be a name. */
const VALUE_MAX = 128;

/**
 * The names under which an order that `reference` means is looked for, within one shop: `demo/~number/1001`. An `order_id` may be
 * the id at any of `storefronts`, the sources that bring orders.
 */
export function referenceNames(
  shop_id: string,
  { by, value }: Reference,
  storefronts: readonly string[] = [],
): readonly string[] {
  const name = plain(by, value);
  if (name === "" || name.length > VALUE_MAX) return [];
  return by === "order_id"
    ? storefronts.map((source) => orderId(shop_id, source, name))
    : [`${shop_id}/~${by}/${name}`];
}

/** Every name that the order itself tells; the first sender to use one keeps it. */
export function orderNames(order_id: string, order: Order): readonly string[] {
  const { details, payments, shipments, withdrawn_shipments = [] } = order;
  const { shop_id, source } = splitOrderId(order_id);
  const references: readonly Reference[] = [
    { by: "number", value: details.number },
    ...payments.flatMap(({ id, transaction_id }) => [id, transaction_id ?? ""])
      .filter((value) => value !== UNNAMED_PAYMENT)
      .map((value): Reference => ({ by: "payment", value })),
    // What a carrier reports of a shipment that was taken back must not wait for an order that knows it.
    ...[...shipments, ...withdrawn_shipments].flatMap(({ tracking }) => tracking)
      .map(({ number }): Reference => ({ by: "tracking", value: number ?? "" })),
  ];
  const names = [
    order_id,
    ...details.aliases.map((alias) => orderId(shop_id, source, alias)),
    ...references.flatMap((reference) => referenceNames(shop_id, reference)),
  ];
  return [...new Set(names)].slice(0, NAMES_MAX);
}

/** A number as it is compared, however it was typed: carriers print it in groups, in capitals or not. */
export function trackingNumber(text: string): string {
  return plain("tracking", text);
}

/** A slash would let one name pass for another. */
function plain(by: Reference["by"], value: string): string {
  const text = value.trim().replaceAll("/", "%2F");
  switch (by) {
    case "order_id":
    case "payment":
      return text;
    case "number":
      return text.replace(/^#/, "").toLowerCase();
    case "tracking":
      return text.replaceAll(/[\s-]/g, "").toUpperCase();
  }
}
