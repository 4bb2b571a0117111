/**
 * Everything that has happened to an order, read from the order itself. Medusa's events say only that something did, and may be
 * lost; the order keeps the times of all of it. An event has the same id each time, so that it is sent once.
 */
import { minorOf, urlOf, type WaybillEvent } from "@waybill/client";
import type { MedusaFulfillment, MedusaOrder, MedusaPayment, Moment } from "./medusa_order.ts";
import { type DetailOptions, orderDetails } from "./order_details.ts";

/** Oldest first; without changes of its details, which only the module knows by what it sent last. */
export function eventsOfOrder(order: MedusaOrder, options: DetailOptions = {}): readonly WaybillEvent[] {
  const details = orderDetails(order, options);
  if (order.is_draft_order || details.lines.length === 0) return [];
  const placed: WaybillEvent = {
    id: `placed_${order.id}`,
    type: "order.placed",
    timestamp: time(order.created_at),
    data: { order: details },
  };
  const payments = (order.payment_collections ?? []).flatMap((collection) => collection.payments ?? []);
  const later = [
    ...payments.flatMap((payment) => eventsOfPayment(order, payment)),
    ...(order.fulfillments ?? []).flatMap((fulfillment) => eventsOfFulfillment(order, fulfillment)),
    ...cancellation(order),
  ];
  return [
    placed,
    ...later.sort((a, b) => a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0),
  ];
}

function cancellation({ id, canceled_at }: MedusaOrder): readonly WaybillEvent[] {
  if (!canceled_at) return [];
  const timestamp = time(canceled_at);
  return [{
    id: `cancelled_${id}_${Date.parse(timestamp)}`,
    type: "order.cancelled",
    timestamp,
    data: { order_id: id },
  }];
}

function eventsOfPayment(
  { id: order_id, currency_code }: MedusaOrder,
  payment: MedusaPayment,
): readonly WaybillEvent[] {
  const currency = currency_code.toUpperCase();
  const captured = (payment.captures ?? []).map((capture): WaybillEvent => ({
    id: `paid_${capture.id}`,
    type: "payment.succeeded",
    timestamp: time(capture.created_at),
    data: {
      order_id,
      payment: {
        id: capture.id,
        amount_minor: minorOf(capture.amount, currency),
        method: { brand: brandOf(payment) },
        transaction_id: transactionOf(payment),
      },
    },
  }));
  const refunded = (payment.refunds ?? []).map((refund): WaybillEvent => ({
    id: `refunded_${refund.id}`,
    type: "payment.refunded",
    timestamp: time(refund.created_at),
    data: {
      order_id,
      refund: {
        id: refund.id,
        amount_minor: minorOf(refund.amount, currency),
        reason: refund.note || undefined,
      },
    },
  }));
  return [...captured, ...refunded];
}

function eventsOfFulfillment(
  { id: order_id }: MedusaOrder,
  fulfillment: MedusaFulfillment,
): readonly WaybillEvent[] {
  const { id, shipped_at, delivered_at, canceled_at } = fulfillment;
  if (canceled_at) return [];
  const tracking = (fulfillment.labels ?? []).filter(({ tracking_number }) => tracking_number)
    .map((label) => ({ number: label.tracking_number!, url: urlOf(label.tracking_url) }));
  const lines = (fulfillment.items ?? []).flatMap(({ line_item_id, quantity }) =>
    line_item_id && Number(quantity) > 0 ? [{ line_id: line_item_id, quantity: Number(quantity) }] : []
  );
  const shipment = { id, lines, tracking };
  const events: WaybillEvent[] = [];
  // A number that is added later makes the event a new one.
  const numbers = tracking.map(({ number }) => number).join("_");
  if (shipped_at) {
    const known = numbers === "" ? "" : `_${numbers}`;
    events.push({
      id: `shipped_${id}${known}`,
      type: "shipment.shipped",
      timestamp: time(shipped_at),
      data: { order_id, shipment },
    });
  }
  if (delivered_at) {
    events.push({
      id: `delivered_${id}`,
      type: "shipment.delivered",
      timestamp: time(delivered_at),
      data: { order_id, shipment },
    });
  }
  return events;
}

/** `pp_stripe_stripe` is Stripe; Medusa's own provider is no name for a customer. */
function brandOf({ provider_id }: MedusaPayment): string | undefined {
  const name = provider_id?.split("_")[1] ?? "";
  return name === "" || name === "system" ? undefined : name[0]!.toUpperCase() + name.slice(1);
}

/** The provider's own id of the payment, so that what the provider tells Waybill itself is known to be the same money. */
function transactionOf({ data }: MedusaPayment): string | undefined {
  return typeof data?.id === "string" && /^[\w-]{1,64}$/.test(data.id) ? data.id : undefined;
}

function time(moment: Moment): string {
  return new Date(moment).toISOString();
}
