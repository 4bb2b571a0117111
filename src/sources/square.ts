/**
 * Verifies and reads Square's payments, refunds and disputes, signed over the registered address. Order events are
 * ignored, since they hold only ids. https://developer.squareup.com/docs/webhooks/overview
 */
import * as v from "valibot";
import { type OrderEvent, type PaymentMethod } from "../orders/event.ts";
import { err, ok, type Result } from "../result.ts";
import { Code, fitting, helpful, known, Words } from "./read/fields.ts";
import { readJson } from "./read/json.ts";
import { distinct, orderReferences, paymentReferences } from "./read/references.ts";
import { checked } from "./read/parse_error.ts";
import { bytesFromBase64, hmacMatches, textAndBody } from "./verify/signature.ts";
import type { Reading, ReadingRefusal, SignatureRefusal, Source, SourcePorts, Webhook } from "./source.ts";
import { ignored, reading } from "./read/reading.ts";
import { Currency, Id, Instant, Minor } from "../values/schemas.ts";

export const square = { name: "square", verify, read } satisfies Source;

/** Verifies the signature, which covers the address but no time: a webhook of one shop cannot be sent to another. */
async function verify(
  { headers, body }: Webhook,
  secrets: readonly string[],
  { registered_url }: SourcePorts,
): Promise<Result<null, SignatureRefusal>> {
  const signature = bytesFromBase64(headers.get("x-square-hmacsha256-signature") ?? "");
  const matches = await hmacMatches({
    keys: secrets.map((secret) => new TextEncoder().encode(secret)),
    signatures: signature === null ? [] : [signature],
    signed: textAndBody(registered_url, body),
  });
  if (matches) return ok(null);
  return err(
    "signature",
    "Cannot verify webhook as X-Square-HmacSha256-Signature must be that of the registered address and the body, made with a secret of this shop",
  );
}

function read(webhook: Webhook): Promise<Result<Reading, ReadingRefusal>> {
  return Promise.resolve(readEvent(webhook));
}

const Envelope = v.object({ type: v.pipe(v.string(), v.minLength(1), v.maxLength(128)) });

function readEvent({ body }: Webhook): Result<Reading, ReadingRefusal> {
  const json = readJson(body);
  if (!json.ok) return json;
  const envelope = checked(Envelope, json.value);
  if (!envelope.ok) return envelope;
  const { type } = envelope.value;
  switch (type) {
    case "payment.created":
    case "payment.updated":
      return paymentReading(type, json.value);
    case "refund.created":
    case "refund.updated":
      return refundReading(type, json.value);
    case "dispute.state.updated":
      return closedDisputeReading(type, json.value);
    case "dispute.created":
      return disputeReading(json.value);
    default:
      return ignored(type);
  }
}

/** An integer in the minor unit of ISO 4217. */
const Money = v.pipe(
  v.object({ amount: v.pipe(Minor, v.minValue(0)), currency: Currency }),
  v.transform(({ amount }) => amount),
);

function event<const Name extends string, S extends v.GenericSchema>(name: Name, schema: S) {
  const holder = { [name]: schema } as Record<Name, S>;
  return v.object({ event_id: Id, data: v.object({ object: v.object(holder) }) });
}

const PaymentEvent = event(
  "payment",
  v.object({
    id: Id,
    status: v.string(),
    updated_at: Instant,
    amount_money: Money,
    total_money: v.nullish(Money),
    source_type: Code,
    order_id: Code,
    reference_id: Code,
    card_details: helpful(v.object({
      card: helpful(v.object({ card_brand: Code, last_4: v.nullish(v.unknown()) })),
      card_payment_timeline: helpful(v.object({ captured_at: helpful(Instant) })),
      statement_description: Words,
    })),
    wallet_details: helpful(v.object({ brand: Code })),
    buy_now_pay_later_details: helpful(v.object({ brand: Code })),
  }),
);
type SquarePayment = v.InferOutput<typeof PaymentEvent>["data"]["object"]["payment"];

const STATUS: ReadonlyMap<
  string,
  "payment.succeeded" | "payment.pending" | "payment.failed" | "payment.released"
> = new Map([
  ["COMPLETED", "payment.succeeded"],
  ["APPROVED", "payment.pending"],
  ["PENDING", "payment.pending"],
  ["FAILED", "payment.failed"],
  // What was approved and never captured is released, by the shop or after its time.
  ["CANCELED", "payment.released"],
]);

/**
 * Reads a payment. A completed payment is updated repeatedly (fees, receipt); dated by its capture, each update gives
 * the same event.
 */
function paymentReading(topic: string, json: unknown): Result<Reading, "invalid"> {
  const read = checked(PaymentEvent, json);
  if (!read.ok) return read;
  const { event_id, data: { object: { payment } } } = read.value;
  const type = STATUS.get(payment.status);
  if (type === undefined) return ignored(topic, "not paid");
  const captured_at = payment.card_details?.card_payment_timeline?.captured_at;
  const order_event: OrderEvent = {
    type,
    at: type === "payment.succeeded" ? captured_at ?? payment.updated_at : payment.updated_at,
    payment: known({
      id: payment.id,
      amount_minor: payment.total_money ?? payment.amount_money,
      method: methodOf(payment),
      transaction_id: payment.id,
      statement_name: payment.card_details?.statement_description,
    }),
  };
  const also = distinct([
    ...orderReferences(payment.reference_id),
    ...orderReferences(payment.order_id),
    ...paymentReferences(payment.id),
  ]);
  return reading(event_id, [{ order: payment.id, also, events: [order_event] }]);
}

function methodOf(payment: SquarePayment): PaymentMethod | undefined {
  const { card_details, wallet_details, buy_now_pay_later_details, source_type } = payment;
  const brand = card_details?.card?.card_brand ?? wallet_details?.brand ?? buy_now_pay_later_details?.brand ??
    source_type;
  const method = known({
    brand: brandOf(brand),
    last4: fitting(v.pipe(v.string(), v.regex(/^\d{4}$/)), card_details?.card?.last_4),
  });
  return Object.keys(method).length === 0 ? undefined : method;
}

/** Names that differ from the code written with capital initials. */
const BRANDS: ReadonlyMap<string, string> = new Map([
  ["JCB", "JCB"],
  ["DISCOVER_DINERS", "Diners Club"],
  ["CHINA_UNIONPAY", "UnionPay"],
  ["SQUARE_GIFT_CARD", "Gift card"],
]);
/** Brand codes that mean nothing to a customer. */
const NO_BRANDS = ["OTHER_BRAND", "EXTERNAL", "WALLET", "BUY_NOW_PAY_LATER", "UNKNOWN", "CARD"];

/** Turns `AMERICAN_EXPRESS` into `American Express`. */
function brandOf(code: string | null | undefined): string | undefined {
  if (typeof code !== "string" || NO_BRANDS.includes(code) || !/^[A-Z0-9_]{1,40}$/.test(code)) {
    return undefined;
  }
  return BRANDS.get(code) ??
    code.toLowerCase().replaceAll("_", " ").trim().replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

const RefundEvent = event(
  "refund",
  v.object({
    id: Id,
    status: Code,
    created_at: Instant,
    updated_at: v.nullish(Instant),
    amount_money: Money,
    payment_id: Id,
    order_id: Code,
    reason: Words,
  }),
);

const VOID = ["REJECTED", "FAILED"];

/** Reads a refund as soon as it is pending, dated by its creation: its arrival, days later, gives the same event. */
function refundReading(topic: string, json: unknown): Result<Reading, "invalid"> {
  const read = checked(RefundEvent, json);
  if (!read.ok) return read;
  const { event_id, data: { object: { refund } } } = read.value;
  const { id, status, created_at: at, updated_at, amount_money, payment_id, order_id, reason } = refund;
  if (amount_money === 0) return ignored(topic, "no money moved");
  const also = distinct([...orderReferences(order_id), ...paymentReferences(payment_id)]);
  if (VOID.includes(status ?? "")) {
    // A refund that fails at its creation was never announced to the customer.
    return topic === "refund.created" ? ignored(topic, "no money moved") : reading(event_id, [{
      order: payment_id,
      also,
      events: [{
        type: "payment.refund_failed",
        at: updated_at ?? at,
        refund: { id, amount_minor: amount_money, payment_id },
      }],
    }]);
  }
  return reading(event_id, [{
    order: payment_id,
    also,
    events: [{
      type: "payment.refunded",
      at,
      refund: { ...known({ id, amount_minor: amount_money, payment_id, reason }), lines: [] },
    }],
  }]);
}

const DisputeEvent = event(
  "dispute",
  v.object({
    id: Id,
    created_at: Instant,
    updated_at: v.nullish(Instant),
    state: Code,
    amount_money: Money,
    reason: Words,
    due_at: helpful(Instant),
    disputed_payment: v.object({ payment_id: Id }),
  }),
);

/** Reads a dispute under its own id: it may concern part of the payment, which itself stays unchanged. */
function disputeReading(json: unknown): Result<Reading, "invalid"> {
  const read = checked(DisputeEvent, json);
  if (!read.ok) return read;
  const { event_id, data: { object: { dispute } } } = read.value;
  const { id, created_at: at, amount_money, reason, due_at, disputed_payment: { payment_id } } = dispute;
  return reading(event_id, [{
    order: payment_id,
    also: paymentReferences(payment_id),
    events: [{
      type: "payment.disputed",
      at,
      payment: {
        id,
        amount_minor: amount_money,
        transaction_id: payment_id,
        ...(due_at == null ? {} : { answer_by: due_at }),
      },
      ...(reason === undefined ? {} : { reason }),
    }],
  }]);
}

/** https://developer.squareup.com/reference/square/enums/DisputeState */
const OUTCOMES: ReadonlyMap<string, "won" | "lost"> = new Map([
  ["WON", "won"],
  ["INQUIRY_CLOSED", "won"],
  ["LOST", "lost"],
  ["ACCEPTED", "lost"],
]);

function closedDisputeReading(topic: string, json: unknown): Result<Reading, "invalid"> {
  const read = checked(DisputeEvent, json);
  if (!read.ok) return read;
  const { event_id, data: { object: { dispute } } } = read.value;
  const { id, created_at, updated_at, state, amount_money, disputed_payment: { payment_id } } = dispute;
  const outcome = OUTCOMES.get(state ?? "");
  if (outcome === undefined) return ignored(topic, "not decided");
  const payment = { id, amount_minor: amount_money, transaction_id: payment_id };
  return reading(event_id, [{
    order: payment_id,
    also: paymentReferences(payment_id),
    events: [{ type: "payment.dispute_closed", at: updated_at ?? created_at, payment, outcome }],
  }]);
}
