/** Samples of payment providers. They name the order by its number, which the checkout gave them. */
import captured from "../../../test/fixtures/stripe/charge_succeeded.json" with { type: "json" };
import charge_refunded from "../../../test/fixtures/stripe/charge_refunded_partial.json" with {
  type: "json",
};
import disputed from "../../../test/fixtures/stripe/charge_dispute_created.json" with { type: "json" };
import failed from "../../../test/fixtures/stripe/payment_intent_payment_failed.json" with { type: "json" };
import paid from "../../../test/fixtures/stripe/payment_intent_succeeded.json" with { type: "json" };
import session from "../../../test/fixtures/stripe/checkout_session_completed.json" with { type: "json" };
import paypal_captured from "../../../test/fixtures/paypal/capture_completed.json" with { type: "json" };
import paypal_denied from "../../../test/fixtures/paypal/capture_denied.json" with { type: "json" };
import paypal_disputed from "../../../test/fixtures/paypal/dispute_created.json" with { type: "json" };
import paypal_pending from "../../../test/fixtures/paypal/capture_pending.json" with { type: "json" };
import paypal_refunded from "../../../test/fixtures/paypal/capture_refunded.json" with { type: "json" };
import paypal_reversed from "../../../test/fixtures/paypal/capture_reversed.json" with { type: "json" };
import square_disputed from "../../../test/fixtures/square/dispute_created.json" with { type: "json" };
import square_paid from "../../../test/fixtures/square/payment_updated.json" with { type: "json" };
import square_refunded from "../../../test/fixtures/square/refund_created.json" with { type: "json" };
import type { SampleOptions, SourceSamples } from "../sample.ts";

/** A refund that came to nothing, as Stripe tells it by three names. */
const refundFailed = (type: string) => ({
  ...charge_refunded,
  type,
  data: {
    object: {
      id: "re_3QKx8b2eZvKYlo2C1first00",
      object: "refund",
      amount: 2_450,
      currency: "eur",
      charge: captured.data.object.id,
      payment_intent: paid.data.object.id,
      status: "failed",
      failure_reason: "expired_or_canceled_card",
      metadata: { order_id: "1001" },
    },
  },
});

const stripe: SourceSamples = {
  topics: {
    "checkout.session.completed": session,
    "checkout.session.async_payment_succeeded": {
      ...session,
      type: "checkout.session.async_payment_succeeded",
    },
    "checkout.session.async_payment_failed": {
      ...session,
      type: "checkout.session.async_payment_failed",
      data: { object: { ...session.data.object, payment_status: "unpaid" } },
    },
    "payment_intent.processing": {
      ...paid,
      type: "payment_intent.processing",
      data: { object: { ...paid.data.object, status: "processing", amount_received: 0 } },
    },
    "payment_intent.succeeded": paid,
    "payment_intent.payment_failed": failed,
    "charge.succeeded": captured,
    "charge.captured": { ...captured, type: "charge.captured" },
    "charge.expired": {
      ...captured,
      type: "charge.expired",
      data: { object: { ...captured.data.object, captured: false, amount_captured: 0 } },
    },
    "charge.refunded": charge_refunded,
    "refund.failed": refundFailed("refund.failed"),
    "refund.updated": refundFailed("refund.updated"),
    "charge.refund.updated": refundFailed("charge.refund.updated"),
    "charge.dispute.created": disputed,
    "charge.dispute.closed": {
      ...disputed,
      type: "charge.dispute.closed",
      data: { object: { ...disputed.data.object, status: "won" } },
    },
  },
  first: [],
  life: ["payment_intent.succeeded", "charge.succeeded", "charge.refunded"],
  renumber: (text, { order, nonce }) =>
    text.replaceAll(/"(#?)1001"/g, `"$1${order}"`)
      .replaceAll("3QKx8b2eZvKYlo2C", `3QKx${order}ZvKYlo2C`)
      .replaceAll(/"evt_\w+"/g, `"evt_${nonce}"`),
};

/** The same of version 1 of PayPal's API. */
const sale = (event_type: string, resource: Readonly<Record<string, unknown>> = {}) => ({
  ...paypal_captured,
  resource_type: "sale",
  resource_version: "1.0",
  event_type,
  resource: {
    id: paypal_captured.resource.id,
    amount: { total: "128.90", currency: "EUR" },
    custom: "1001",
    invoice_number: "KONTOR-1001",
    create_time: paypal_captured.resource.create_time,
    ...resource,
  },
});
const givenBack = { id: "5MK55555T8888888V", sale_id: paypal_captured.resource.id };

const paypal: SourceSamples = {
  topics: {
    "PAYMENT.CAPTURE.COMPLETED": paypal_captured,
    "PAYMENT.CAPTURE.PENDING": paypal_pending,
    "PAYMENT.CAPTURE.DENIED": paypal_denied,
    "PAYMENT.CAPTURE.DECLINED": { ...paypal_denied, event_type: "PAYMENT.CAPTURE.DECLINED" },
    "PAYMENT.CAPTURE.REFUNDED": paypal_refunded,
    "PAYMENT.CAPTURE.REVERSED": paypal_reversed,
    "PAYMENT.AUTHORIZATION.VOIDED": {
      ...paypal_captured,
      event_type: "PAYMENT.AUTHORIZATION.VOIDED",
      resource: { ...paypal_captured.resource, id: "7NW873794T343360M", status: "VOIDED" },
    },
    "PAYMENT.SALE.COMPLETED": sale("PAYMENT.SALE.COMPLETED"),
    "PAYMENT.SALE.PENDING": sale("PAYMENT.SALE.PENDING"),
    "PAYMENT.SALE.DENIED": sale("PAYMENT.SALE.DENIED"),
    "PAYMENT.SALE.REFUNDED": sale("PAYMENT.SALE.REFUNDED", givenBack),
    "PAYMENT.SALE.REVERSED": sale("PAYMENT.SALE.REVERSED", givenBack),
    "CUSTOMER.DISPUTE.CREATED": paypal_disputed,
    "CUSTOMER.DISPUTE.RESOLVED": {
      ...paypal_disputed,
      event_type: "CUSTOMER.DISPUTE.RESOLVED",
      resource: {
        ...paypal_disputed.resource,
        status: "RESOLVED",
        dispute_outcome: { outcome_code: "RESOLVED_SELLER_FAVOUR" },
      },
    },
  },
  first: [],
  life: ["PAYMENT.CAPTURE.COMPLETED", "PAYMENT.CAPTURE.REFUNDED"],
  renumber: (text, options) =>
    ownIds(text, options).replaceAll(/WH-[0-9A-Z]+-[0-9A-Z]+/g, `WH-${options.nonce.toUpperCase()}-1`),
};

const square: SourceSamples = {
  topics: {
    "payment.created": { ...square_paid, type: "payment.created" },
    "payment.updated": square_paid,
    "refund.created": square_refunded,
    "refund.updated": { ...square_refunded, type: "refund.updated" },
    "dispute.created": square_disputed,
    "dispute.state.updated": {
      ...square_disputed,
      type: "dispute.state.updated",
      data: {
        ...square_disputed.data,
        object: { dispute: { ...square_disputed.data.object.dispute, state: "WON" } },
      },
    },
  },
  first: [],
  life: ["payment.created", "payment.updated", "refund.updated"],
  renumber: (text, options) =>
    ownIds(text, options).replaceAll(/"event_id":"[^"]+"/g, `"event_id":"${options.nonce}"`),
};

/**
 * Replaces the order's number, and the last four characters of every id of 13 or more, so that no two orders share a
 * payment.
 */
function ownIds(text: string, { order }: SampleOptions): string {
  return text.replaceAll(/(?<![\w.])1001(?!\d)/g, String(order))
    .replaceAll(
      /(?<=["/])(?=[0-9A-Za-z]*\d)(?=[0-9A-Za-z]*[A-Z])([0-9A-Za-z]{9,})[0-9A-Za-z]{4}(?=["/])/g,
      `$1${order}`,
    );
}

export const paymentSamples: Readonly<Record<string, SourceSamples>> = { stripe, paypal, square };
