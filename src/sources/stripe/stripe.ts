/**
 * Verifies Stripe's webhooks, signed with the endpoint's own secret, and decides by type which events they are; the
 * files beside this one read their objects. https://docs.stripe.com/webhooks
 */
import * as v from "valibot";
import { err, ok, type Result } from "../../result.ts";
import { helpful, UnixSeconds } from "../read/fields.ts";
import { readJson } from "../read/json.ts";
import { readCharge, readDispute, readIntent, readSession, type StripePayment } from "./objects.ts";
import { chargeRefunds, readFailedRefund } from "./refund.ts";
import { checked } from "../read/parse_error.ts";
import { hmacMatches, isRecent, textAndBody, timedSignatures } from "../verify/signature.ts";
import type { Reading, ReadingRefusal, SignatureRefusal, Source, Webhook } from "../source.ts";
import { ignored, reading } from "../read/reading.ts";
import { Id } from "../../values/schemas.ts";

export const stripe = { name: "stripe", verify, read } satisfies Source;

/** https://docs.stripe.com/webhooks/signature */
async function verify(
  { headers, body, received_at_ms }: Webhook,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  const timed = timedSignatures(headers.get("stripe-signature") ?? "");
  if (timed === null) return refuse("Stripe-Signature must hold one t= in Unix seconds");
  const recent = isRecent(Number(timed.signed_at_s), received_at_ms);
  if (!recent.ok) return recent;
  const matches = await hmacMatches({
    // The secret is used as written: unlike in Standard Webhooks, the part after `whsec_` is not base64.
    keys: secrets.map((secret) => new TextEncoder().encode(secret)),
    signatures: timed.signatures,
    signed: textAndBody(`${timed.signed_at_s}.`, body),
  });
  return matches
    ? ok(null)
    : refuse("Stripe-Signature must hold a v1 signature made with a secret of this shop");
}

function refuse(rule: string): Result<never, SignatureRefusal> {
  return err("signature", `Cannot verify webhook as ${rule}`);
}

function read(webhook: Webhook): Promise<Result<Reading, ReadingRefusal>> {
  return Promise.resolve(readEvent(webhook));
}

const TYPES = [
  "checkout.session.completed",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "payment_intent.processing",
  "payment_intent.succeeded",
  "payment_intent.payment_failed",
  "charge.succeeded",
  "charge.captured",
  "charge.expired",
  "charge.refunded",
  "charge.refund.updated",
  "refund.updated",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.closed",
] as const;
type Type = (typeof TYPES)[number];

function isRead(type: string): type is Type {
  return TYPES.some((known) => known === type);
}

/** Requires only the fields that an event of an unknown type must have as well. */
const Envelope = v.object({
  type: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  object: v.nullish(v.unknown()),
});

const Event = v.object({
  id: Id,
  created: UnixSeconds,
  data: v.object({
    object: v.record(v.string(), v.unknown(), "Must be an object"),
    previous_attributes: helpful(v.record(v.string(), v.unknown())),
  }),
});

function readEvent({ body }: Webhook): Result<Reading, ReadingRefusal> {
  const json = readJson(body);
  if (!json.ok) return json;
  const envelope = checked(Envelope, json.value);
  if (!envelope.ok) return envelope;
  const { type, object } = envelope.value;
  // A thin event names its object without including it, so it is ignored.
  if (object === "v2.core.event") return ignored(type, "thin event");
  if (!isRead(type)) return ignored(type);
  const event = checked(Event, json.value);
  if (!event.ok) return event;
  const { id, created, data } = event.value;
  return tell(type, { id, at: created, ...data });
}

interface StripeEvent {
  readonly id: string;
  readonly at: string;
  readonly object: Readonly<Record<string, unknown>>;
  readonly previous_attributes?: Readonly<Record<string, unknown>> | null | undefined;
}

function tell(type: Type, event: StripeEvent): Result<Reading, "invalid"> {
  switch (type) {
    case "checkout.session.completed":
      return sessionReading(type, event, "payment.succeeded");
    case "checkout.session.async_payment_succeeded":
      return sessionReading(type, event, "payment.succeeded");
    case "checkout.session.async_payment_failed":
      return sessionReading(type, event, "payment.failed");
    case "payment_intent.processing":
      return paymentReading(event, "payment.pending", readIntent(event.object));
    case "payment_intent.succeeded":
      return paymentReading(event, "payment.succeeded", readIntent(event.object));
    case "payment_intent.payment_failed":
      return paymentReading(event, "payment.failed", readIntent(event.object));
    case "charge.succeeded":
    case "charge.captured":
      return chargeReading(type, event);
    case "charge.expired":
      // What was reserved and never captured is released.
      return paymentReading(event, "payment.released", readCharge(event.object));
    case "charge.refunded":
      return refundsReading(type, event);
    case "charge.refund.updated":
    case "refund.updated":
    case "refund.failed":
      return failedRefundReading(type, event);
    case "charge.dispute.created":
      return paymentReading(event, "payment.disputed", readDispute(event.object));
    case "charge.dispute.closed":
      return closedDisputeReading(type, event);
  }
}

type PaymentEvent =
  | "payment.succeeded"
  | "payment.pending"
  | "payment.failed"
  | "payment.released"
  | "payment.disputed";

/**
 * Reads a session. It is completed when the customer finishes the checkout, but not yet paid where the money takes
 * days (bank debit, transfer) or is captured later. `async_…` reports the result.
 */
function sessionReading(
  type: Type,
  event: StripeEvent,
  ends_as: "payment.succeeded" | "payment.failed",
): Result<Reading, "invalid"> {
  const session = readSession(event.object);
  if (!session.ok) return session;
  if (session.value === null) return ignored(type, "no payment");
  const { payment_status } = session.value;
  if (payment_status === "no_payment_required") return ignored(type, payment_status);
  const is_open = type === "checkout.session.completed" && payment_status !== "paid";
  return paymentReading(event, is_open ? "payment.pending" : ends_as, ok(session.value));
}

/** Reads a payment. Session, intent and charge all describe one payment, under the intent's id, and are merged. */
function paymentReading(
  { id, at }: StripeEvent,
  type: PaymentEvent,
  read: Result<StripePayment, "invalid">,
): Result<Reading, "invalid"> {
  if (!read.ok) return read;
  const { order, also, payment, reason } = read.value;
  return reading(id, [{ order, also, events: [{ type, at, payment, ...(reason ? { reason } : {}) }] }]);
}

/** Reads only failed refunds; the charge reports pending and successful ones. */
function failedRefundReading(type: Type, { id, at, object }: StripeEvent): Result<Reading, "invalid"> {
  const read = readFailedRefund(object);
  if (!read.ok) return read;
  if (read.value === null) return ignored(type, "not failed");
  const { order, also, refund, reason } = read.value;
  return reading(id, [{
    order,
    also,
    events: [{ type: "payment.refund_failed", at, refund, ...(reason === undefined ? {} : { reason }) }],
  }]);
}

/** Reads a closed dispute: `won` and a closed warning leave the money with the shop. */
function closedDisputeReading(type: Type, { id, at, object }: StripeEvent): Result<Reading, "invalid"> {
  const read = readDispute(object);
  if (!read.ok) return read;
  const { order, also, payment } = read.value;
  const outcome = OUTCOMES.get(String(object["status"]));
  return outcome === undefined
    ? ignored(type, "not decided")
    : reading(id, [{ order, also, events: [{ type: "payment.dispute_closed", at, payment, outcome }] }]);
}

const OUTCOMES: ReadonlyMap<string, "won" | "lost"> = new Map([
  ["won", "won"],
  ["warning_closed", "won"],
  ["lost", "lost"],
]);

/**
 * Reads a charge, the only object that has the card, the wallet and the bank statement's text. Before its capture
 * nothing is paid.
 */
function chargeReading(type: Type, event: StripeEvent): Result<Reading, "invalid"> {
  const charge = readCharge(event.object);
  if (!charge.ok) return charge;
  return charge.value.captured
    ? paymentReading(event, "payment.succeeded", charge)
    : ignored(type, "not captured");
}

function refundsReading(
  type: Type,
  { id, at, object, previous_attributes }: StripeEvent,
): Result<Reading, "invalid"> {
  const charge = readCharge(object);
  if (!charge.ok) return charge;
  if (!charge.value.captured) return ignored(type, "not captured");
  const refunds = chargeRefunds(object, previous_attributes, at);
  if (!refunds.ok) return refunds;
  if (refunds.value.length === 0) return ignored(type, "no money moved");
  const { order, also } = charge.value;
  return reading(id, [{
    order,
    also,
    events: refunds.value.map(({ at, refund }) => ({
      type: "payment.refunded",
      at,
      refund: { ...refund, payment_id: order },
    })),
  }]);
}
