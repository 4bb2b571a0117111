/** Kind and view → a mail as it reads. Which mail is owed, and how it travels, is decided elsewhere. */
import { backInStock } from "../../../templates/emails/back_in_stock.tsx";
import { backOnTrack } from "../../../templates/emails/back_on_track.tsx";
import { backorderNotice } from "../../../templates/emails/backorder_notice.tsx";
import { choiceConfirmed } from "../../../templates/emails/choice_confirmed.tsx";
import { dataExportReady } from "../../../templates/emails/data_export_ready.tsx";
import { delayNotice } from "../../../templates/emails/delay_notice.tsx";
import { erasureDone } from "../../../templates/emails/erasure_done.tsx";
import { feedbackRequest } from "../../../templates/emails/feedback_request.tsx";
import { followUp } from "../../../templates/emails/follow_up.tsx";
import { historyLink } from "../../../templates/emails/history_link.tsx";
import { invoice } from "../../../templates/emails/invoice.tsx";
import { orderCancelled } from "../../../templates/emails/order_cancelled.tsx";
import { orderChanged } from "../../../templates/emails/order_changed.tsx";
import { orderConfirmation } from "../../../templates/emails/order_confirmation.tsx";
import { orderLink } from "../../../templates/emails/order_link.tsx";
import { paymentFailed } from "../../../templates/emails/payment_failed.tsx";
import { paymentReceipt } from "../../../templates/emails/payment_receipt.tsx";
import { paymentReminder } from "../../../templates/emails/payment_reminder.tsx";
import { ratingReceived } from "../../../templates/emails/rating_received.tsx";
import { refundFailed } from "../../../templates/emails/refund_failed.tsx";
import { refundIssued } from "../../../templates/emails/refund_issued.tsx";
import { returnApproved } from "../../../templates/emails/return_approved.tsx";
import { returnArrived } from "../../../templates/emails/return_arrived.tsx";
import { returnDeclined } from "../../../templates/emails/return_declined.tsx";
import { returnReceivedRequest } from "../../../templates/emails/return_received_request.tsx";
import { returnWindowClosing } from "../../../templates/emails/return_window_closing.tsx";
import { shipmentAttempted } from "../../../templates/emails/shipment_attempted.tsx";
import { shipmentDelivered } from "../../../templates/emails/shipment_delivered.tsx";
import { shipmentException } from "../../../templates/emails/shipment_exception.tsx";
import { shipmentOutForDelivery } from "../../../templates/emails/shipment_out_for_delivery.tsx";
import { shipmentReadyForPickup } from "../../../templates/emails/shipment_ready_for_pickup.tsx";
import { shipmentReturnedToSender } from "../../../templates/emails/shipment_returned_to_sender.tsx";
import { shipmentShipped } from "../../../templates/emails/shipment_shipped.tsx";
import { shipmentStalled } from "../../../templates/emails/shipment_stalled.tsx";
import { shipmentUpdated } from "../../../templates/emails/shipment_updated.tsx";
import { shopAlert } from "../../../templates/emails/shop_alert.tsx";
import { shopDigest } from "../../../templates/emails/shop_digest.tsx";
import { supportReceived } from "../../../templates/emails/support_received.tsx";
import { supportReply } from "../../../templates/emails/support_reply.tsx";
import { supportResolved } from "../../../templates/emails/support_resolved.tsx";
import { verificationCode } from "../../../templates/emails/verification_code.tsx";
import type { StandaloneView } from "../../../templates/standalone_view.ts";
import { withdrawalAcknowledged } from "../../../templates/emails/withdrawal_acknowledged.tsx";
import type { MailView, OrderView, RenderedMail } from "../../../templates/view.ts";
import type { OrderKind, StandaloneKind } from "../../messages/message.ts";

const TEMPLATES: { readonly [Kind in OrderKind]: (view: MailView<Kind>) => RenderedMail } = {
  order_confirmation: orderConfirmation,
  order_changed: orderChanged,
  order_cancelled: orderCancelled,
  invoice,
  payment_reminder: paymentReminder,
  backorder_notice: backorderNotice,
  back_on_track: backOnTrack,
  delay_notice: delayNotice,
  payment_receipt: paymentReceipt,
  payment_failed: paymentFailed,
  refund_issued: refundIssued,
  refund_failed: refundFailed,
  shipment_shipped: shipmentShipped,
  shipment_updated: shipmentUpdated,
  shipment_out_for_delivery: shipmentOutForDelivery,
  shipment_ready_for_pickup: shipmentReadyForPickup,
  shipment_delivered: shipmentDelivered,
  shipment_attempted: shipmentAttempted,
  shipment_exception: shipmentException,
  shipment_stalled: shipmentStalled,
  shipment_returned_to_sender: shipmentReturnedToSender,
  return_received_request: returnReceivedRequest,
  return_approved: returnApproved,
  return_declined: returnDeclined,
  return_arrived: returnArrived,
  return_window_closing: returnWindowClosing,
  withdrawal_acknowledged: withdrawalAcknowledged,
  follow_up: followUp,
  feedback_request: feedbackRequest,
  order_link: orderLink,
};

/** Two kinds tell the order itself, and need nothing else. */
export function render(kind: "order_confirmation" | "order_link", view: OrderView): RenderedMail;
export function render<Kind extends OrderKind>(kind: Kind, view: MailView<Kind>): RenderedMail;
export function render<Kind extends OrderKind>(kind: Kind, view: OrderView): RenderedMail {
  // Either the view is the kind's own, or its template reads no more than the order: the two signatures above say so.
  return TEMPLATES[kind](view as MailView<Kind>);
}

const STANDALONES: { readonly [Kind in StandaloneKind]: (view: StandaloneView<Kind>) => RenderedMail } = {
  back_in_stock: backInStock,
  support_received: supportReceived,
  support_reply: supportReply,
  support_resolved: supportResolved,
  rating_received: ratingReceived,
  choice_confirmed: choiceConfirmed,
  history_link: historyLink,
  verification_code: verificationCode,
  data_export_ready: dataExportReady,
  erasure_done: erasureDone,
  shop_alert: shopAlert,
  shop_digest: shopDigest,
};

/** A mail that no order owns. */
export function renderStandalone<Kind extends StandaloneKind>(
  kind: Kind,
  view: StandaloneView<Kind>,
): RenderedMail {
  return STANDALONES[kind](view);
}
