/**
 * Lists the references of an order within its shop: the storefront's ids, and those that other senders may use. Pure.
 */
import { orderId, splitOrderId } from "./order_id.ts";
import type { Order } from "./state.ts";

/** `order_id` is the storefront's own id, for any storefront. */
export interface Reference {
  readonly by: "order_id" | "number" | "payment" | "tracking";
  readonly value: string;
}

/** Id of a payment that a storefront reports without naming it; every order can have one, so it is no reference. */
export const UNNAMED_PAYMENT = "paid";

/** Most references of one order or event; real ones have a dozen. */
export const NAMES_MAX = 200;

/** Longest reference; a longer text is none. */
const VALUE_MAX = 128;

/**
 * Returns the keys under which `reference` is looked up within one shop: `demo/~number/1001`. An `order_id` may be
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

/** Returns all references that the order contains; the first sender to use one keeps it. */
export function orderNames(order_id: string, order: Order): readonly string[] {
  const { details, payments, shipments, withdrawn_shipments = [], returns } = order;
  const { shop_id, source } = splitOrderId(order_id);
  const references: readonly Reference[] = [
    { by: "number", value: details.number },
    ...payments.flatMap(({ id, transaction_id }) => [id, transaction_id ?? ""])
      .filter((value) => value !== UNNAMED_PAYMENT)
      .map((value): Reference => ({ by: "payment", value })),
    // Includes withdrawn shipments, so that their carrier's reports do not wait for an order with that number.
    ...[...shipments, ...withdrawn_shipments, ...returns].flatMap(({ tracking = [] }) => tracking)
      .map(({ number }): Reference => ({ by: "tracking", value: number ?? "" })),
  ];
  const names = [
    order_id,
    ...details.aliases.map((alias) => orderId(shop_id, source, alias)),
    ...references.flatMap((reference) => referenceNames(shop_id, reference)),
  ];
  return [...new Set(names)].slice(0, NAMES_MAX);
}

/** Normalises a tracking number for comparison: carriers print it in groups and in either case. */
export function trackingNumber(text: string): string {
  return plain("tracking", text);
}

/** Escapes slashes, which would let one reference equal another. */
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
