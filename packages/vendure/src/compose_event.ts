/** The event of a note, made of the shop's entities as they are now. Pure; null where there is nothing left to say. */
import { emailOf, type OrderDetails, type WaybillEvent } from "@waybill/client";
import type { Note } from "./note.ts";
import {
  orderDetails,
  paymentDetails,
  refundDetails,
  shipmentDetails,
  type Wording,
} from "./order_details.ts";
import type { VendureFulfillment, VendureOrder, VendurePayment, VendureRefund } from "./vendure_order.ts";

/** What the note is about, as far as it is still there. */
export interface Loaded<O extends VendureOrder = VendureOrder> {
  readonly order: O | null;
  readonly payment?: VendurePayment | null;
  readonly fulfillment?: VendureFulfillment | null;
  readonly refund?: VendureRefund | null;
}

export interface Composing<O> extends Wording {
  /** The shop's own last word on the details: a gift's message, a promised day, where an open amount is paid. */
  readonly details?: ((order: O, details: OrderDetails) => OrderDetails) | undefined;
}

export function composeEvent<O extends VendureOrder>(
  note: Note,
  loaded: Loaded<O>,
  composing: Composing<O>,
): WaybillEvent | null {
  const { id, at: timestamp, code: order_id } = note;
  if (note.kind === "customer_erased") {
    const email = emailOf(note.subject);
    return email === undefined
      ? null
      : { id, type: "customer.erase_requested", timestamp, data: { customer: { email } } };
  }
  const { order, payment, fulfillment, refund } = loaded;
  // A cart is nobody's business, and so is an order that was deleted.
  if (!order?.orderPlacedAt) return null;
  switch (note.kind) {
    case "placed":
    case "changed": {
      // Vendure counts all lines of a cancelled order as nothing: that it is cancelled says all.
      if (note.kind === "changed" && order.state === "Cancelled") return null;
      const details = orderDetails(order, composing);
      if (details.lines.length === 0) return null;
      const type = note.kind === "placed" ? "order.placed" : "order.changed";
      return { id, type, timestamp, data: { order: composing.details?.(order, details) ?? details } };
    }
    case "cancelled":
      return { id, type: "order.cancelled", timestamp, data: { order_id } };
    case "paid":
      if (!payment) return null;
      return {
        id,
        type: "payment.succeeded",
        timestamp,
        data: { order_id, payment: paymentDetails(order, payment, composing) },
      };
    case "payment_failed": {
      if (!payment) return null;
      const reason = payment.errorMessage || undefined;
      return {
        id,
        type: "payment.failed",
        timestamp,
        data: { order_id, payment: paymentDetails(order, payment, composing), reason },
      };
    }
    case "shipped":
    case "delivered":
    case "withdrawn": {
      if (!fulfillment) return null;
      const type = `shipment.${note.kind}` as const;
      return { id, type, timestamp, data: { order_id, shipment: shipmentDetails(order, fulfillment) } };
    }
    case "refunded":
      if (!refund || refund.total <= 0) return null;
      return {
        id,
        type: "payment.refunded",
        timestamp,
        data: { order_id, refund: refundDetails(order, refund, composing) },
      };
  }
}
