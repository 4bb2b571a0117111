/**
 * Describes the order in schema.org's vocabulary, from which mail programs make their own summary. It states nothing
 * that the mail does not.
 */
import { decimalFromMinor } from "../../orders/money.ts";
import type { Order } from "../../orders/state.ts";
import { orderedAt } from "../../orders/placing.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import type { ProgressState } from "../view/progress.ts";

/** Most offers in the markup: mail programs show a few, and Gmail cuts off a mail over 102 KB. */
const OFFERS_MAX = 20;

const STATUS: Readonly<Record<ProgressState, string>> = {
  cancelled: "OrderCancelled",
  refunded: "OrderReturned",
  failed: "OrderPaymentDue",
  voided: "OrderProblem",
  unpaid: "OrderPaymentDue",
  preparing: "OrderProcessing",
  preparing_pickup: "OrderProcessing",
  digital: "OrderProcessing",
  sent: "OrderDelivered",
  handed_over: "OrderDelivered",
  completed: "OrderInTransit",
  partly_shipped: "OrderProcessing",
  partly_delivered: "OrderProcessing",
  partly_collected: "OrderProcessing",
  shipped: "OrderInTransit",
  out_for_delivery: "OrderInTransit",
  ready_for_pickup: "OrderPickupAvailable",
  attempted: "OrderProblem",
  exception: "OrderProblem",
  returned_to_sender: "OrderReturned",
  delivered: "OrderDelivered",
  picked_up: "OrderDelivered",
};

/**
 * https://schema.org/Order as text for a script element, as short as Gmail takes it: of an offer it needs the name alone, and prices are
 * told once. https://developers.google.com/workspace/gmail/markup/reference/types/Order
 */
export function orderSchema(
  order: Order,
  shop: ShopSettings,
  state: ProgressState,
  page_url: string,
): string {
  const { details } = order;
  const { currency } = details;
  const schema = {
    "@context": "http://schema.org",
    "@type": "Order",
    merchant: { "@type": "Organization", name: shop.name },
    orderNumber: details.number,
    orderStatus: `http://schema.org/${STATUS[state]}`,
    orderDate: orderedAt(details),
    priceCurrency: currency,
    price: decimalFromMinor(details.total_minor, currency),
    url: page_url,
    acceptedOffer: details.lines.slice(0, OFFERS_MAX).map((line) => ({
      "@type": "Offer",
      itemOffered: { "@type": "Product", name: line.title },
      // Left out for one piece, which is the default.
      eligibleQuantity: line.quantity === 1
        ? undefined
        : { "@type": "QuantitativeValue", value: line.quantity },
    })),
  };
  return scriptText(schema);
}

/** JSON that can stand inside a script element: no `<` in it, so nothing inside can end the element. */
export function scriptText(schema: unknown): string {
  return JSON.stringify(schema).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
