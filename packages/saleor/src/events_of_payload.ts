/**
 * The events that one webhook of Saleor's makes. Each brings the whole order, so that
 * what an earlier one lost comes with the next; an event has the same id each time and is sent once. Pure.
 */
import { emailOf, minorOf, type WaybillEvent } from "@waybill/client";
import { type DetailOptions, orderDetails } from "./order_details.ts";
import type { SaleorFulfillment, SaleorOrder, SaleorPayload, SaleorTransaction } from "./saleor_order.ts";

/** `topic` as the header `Saleor-Event` has it: `order_updated`. `now` is taken where the payload has no time. */
export function eventsOfPayload(
  topic: string,
  payload: SaleorPayload,
  now: string,
  options: DetailOptions = {},
): readonly WaybillEvent[] {
  const at = payload.issuedAt ?? now;
  if (topic === "customer_deleted") return erased(payload.user?.email, at);
  if (topic === "customer_updated") {
    const orders = payload.user?.orders?.edges.map(({ node }) => node) ?? [];
    return orders.filter(isOrder).flatMap((order) => changed(order, options));
  }
  const { order } = payload;
  if (!order || !isOrder(order)) return [];
  return [
    placed(order, options),
    ...(topic === "order_updated" ? changed(order, options) : []),
    ...(order.transactions ?? []).flatMap((transaction) => eventsOfTransaction(order, transaction)),
    ...(order.fulfillments ?? []).flatMap((fulfillment) => eventsOfFulfillment(order, fulfillment, at)),
    ...(order.status === "CANCELED" && topic === "order_cancelled" ? cancelled(order, at) : []),
  ];
}

/** Drafts and checkouts that were never paid are nobody's orders yet. */
function isOrder({ status, lines }: SaleorOrder): boolean {
  return status !== "DRAFT" && status !== "EXPIRED" && lines.some(({ quantity }) => quantity > 0);
}

function placed(order: SaleorOrder, options: DetailOptions): WaybillEvent {
  return {
    id: `placed_${name(order.id)}`,
    type: "order.placed",
    timestamp: order.created,
    data: { order: orderDetails(order, options) },
  };
}

function changed(order: SaleorOrder, options: DetailOptions): readonly WaybillEvent[] {
  const id = `changed_${name(order.id)}_${Date.parse(order.updatedAt)}`;
  return [{
    id,
    type: "order.changed",
    timestamp: order.updatedAt,
    data: { order: orderDetails(order, options) },
  }];
}

function cancelled({ id }: SaleorOrder, timestamp: string): readonly WaybillEvent[] {
  return [{ id: `cancelled_${name(id)}`, type: "order.cancelled", timestamp, data: { order_id: id } }];
}

function erased(text: string | undefined, timestamp: string): readonly WaybillEvent[] {
  const email = emailOf(text);
  if (email === undefined) return [];
  return [{
    id: `customer_erased_${Date.parse(timestamp)}`,
    type: "customer.erase_requested",
    timestamp,
    data: { customer: { email } },
  }];
}

function eventsOfTransaction(
  { id: order_id, total: { currency } }: SaleorOrder,
  { events, name: brand }: SaleorTransaction,
): readonly WaybillEvent[] {
  return events.flatMap((event): readonly WaybillEvent[] => {
    const { id, type, createdAt: timestamp, pspReference, message } = event;
    const amount_minor = minorOf(event.amount.amount, currency);
    const payment = {
      id,
      amount_minor,
      method: { brand: brand || undefined },
      transaction_id: pspReference || undefined,
    };
    switch (type) {
      case "CHARGE_SUCCESS":
        return [{
          id: `paid_${name(id)}`,
          type: "payment.succeeded",
          timestamp,
          data: { order_id, payment },
        }];
      case "CHARGE_FAILURE":
        return [{
          id: `failed_${name(id)}`,
          type: "payment.failed",
          timestamp,
          data: { order_id, payment, reason: message || undefined },
        }];
      case "CHARGE_BACK":
        return [{
          id: `disputed_${name(id)}`,
          type: "payment.disputed",
          timestamp,
          data: { order_id, payment },
        }];
      case "REFUND_SUCCESS":
        return [{
          id: `refunded_${name(id)}`,
          type: "payment.refunded",
          timestamp,
          data: { order_id, refund: { id, amount_minor } },
        }];
      default:
        return [];
    }
  });
}

/**
 * Only `FULFILLED` is a parcel that left, and one that is `CANCELED` was taken back; what a return or a refund makes of one is a fulfilment of its own in Saleor. When a parcel
 * arrives Saleor does not know: a tracker does.
 */
function eventsOfFulfillment(
  { id: order_id }: SaleorOrder,
  fulfillment: SaleorFulfillment,
  at: string,
): readonly WaybillEvent[] {
  const { id, status, created: timestamp, trackingNumber } = fulfillment;
  if (status === "CANCELED") {
    const shipment = { id, lines: [], tracking: [] };
    return [{
      id: `withdrawn_${name(id)}`,
      type: "shipment.withdrawn",
      timestamp: at,
      data: { order_id, shipment },
    }];
  }
  if (status !== "FULFILLED") return [];
  const lines = (fulfillment.lines ?? []).flatMap(({ quantity, orderLine }) =>
    orderLine && quantity > 0 ? [{ line_id: orderLine.id, quantity }] : []
  );
  const tracking = trackingNumber ? [{ number: trackingNumber }] : [];
  const known = trackingNumber ? `_${trackingNumber}` : "";
  return [{
    id: `shipped_${name(id)}${known}`,
    type: "shipment.shipped",
    timestamp,
    data: { order_id, shipment: { id, lines, tracking } },
  }];
}

/** Saleor's ids are base64, whose padding no id may hold. */
function name(id: string): string {
  return id.replaceAll("=", "");
}
