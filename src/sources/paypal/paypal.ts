/**
 * Verifies PayPal's webhooks, signed with PayPal's own key over the id of the webhook, and decides by type which
 * events they are; `resources.ts` reads their resources. https://developer.paypal.com/api/rest/webhooks/rest/
 */
import * as v from "valibot";
import { err, ok, type Result } from "../../result.ts";
import { crc32 } from "../verify/crc32.ts";
import { readJson } from "../read/json.ts";
import { certificateUrl, HOSTS, signingKey } from "./certificate.ts";
import { outcomeOf, readCapture, readDisputes, readRefund } from "./resources.ts";
import { checked } from "../read/parse_error.ts";
import { bytesFromBase64, isRecent, KEYS_MAX } from "../verify/signature.ts";
import type { Reading, ReadingRefusal, SignatureRefusal, Source, SourcePorts, Webhook } from "../source.ts";
import { ignored, reading } from "../read/reading.ts";
import { Id, Instant } from "../../values/schemas.ts";

export const paypal = { name: "paypal", hosts: HOSTS, verify, read } satisfies Source;

/**
 * PayPal retries for three days and does not document that it signs each retry anew; its own record shows a
 * transmission under the time of its first attempt. A limit of five minutes could refuse every retry. A repeated
 * webhook is recognised by its event's id.
 */
const AGE_MAX_S = 3 * 86_400 + 3_600;

/**
 * Verifies a webhook. The "secret" is the webhook's id, which is not secret: only PayPal can sign for this shop's
 * webhook, because its certificate is fetched only from PayPal's own hosts.
 */
async function verify(
  { headers, body, received_at_ms }: Webhook,
  webhook_ids: readonly string[],
  { ask }: SourcePorts,
): Promise<Result<null, SignatureRefusal>> {
  const id = headers.get("paypal-transmission-id") ?? "";
  const sent_at = headers.get("paypal-transmission-time") ?? "";
  const signature = bytesFromBase64(headers.get("paypal-transmission-sig") ?? "");
  const url = certificateUrl(headers.get("paypal-cert-url") ?? "");
  if (!/^[\w-]{1,64}$/.test(id)) return refuse("PAYPAL-TRANSMISSION-ID must be given");
  if (!v.is(Instant, sent_at)) return refuse("PAYPAL-TRANSMISSION-TIME must be a time with a zone");
  if (signature === null || signature.byteLength < SIGNATURE_BYTES_MIN) {
    return refuse("PAYPAL-TRANSMISSION-SIG must be an RSA signature in base64");
  }
  if (headers.get("paypal-auth-algo") !== "SHA256withRSA") {
    return refuse("PAYPAL-AUTH-ALGO must be SHA256withRSA");
  }
  if (url === null) return refuse("PAYPAL-CERT-URL must be a certificate at a host of PayPal's API");
  const recent = isRecent(Math.floor(Date.parse(sent_at) / 1_000), received_at_ms, AGE_MAX_S);
  if (!recent.ok) return recent;
  const live = webhook_ids.filter((webhook_id) => webhook_id !== "").slice(0, KEYS_MAX);
  if (live.length === 0) return refuse("this shop must have the id of its webhook");
  const key = await signingKey(url, ask);
  if (!key.ok) return key;
  for (const webhook_id of live) {
    const signed = new TextEncoder().encode(`${id}|${sent_at}|${webhook_id}|${crc32(body)}`);
    if (await crypto.subtle.verify("RSASSA-PKCS1-v1_5", key.value, signature, signed)) return ok(null);
  }
  return refuse("PAYPAL-TRANSMISSION-SIG must be PayPal's for a webhook of this shop");
}

/** Length of a signature by a key of 2048 bits, the smallest for which certificates are issued. */
const SIGNATURE_BYTES_MIN = 256;

function refuse(rule: string): Result<never, SignatureRefusal> {
  return err("signature", `Cannot verify webhook as ${rule}`);
}

function read(webhook: Webhook): Promise<Result<Reading, ReadingRefusal>> {
  return Promise.resolve(readEvent(webhook));
}

const TYPES = [
  "PAYMENT.CAPTURE.COMPLETED",
  "PAYMENT.CAPTURE.PENDING",
  "PAYMENT.CAPTURE.DENIED",
  "PAYMENT.CAPTURE.DECLINED",
  "PAYMENT.CAPTURE.REFUNDED",
  "PAYMENT.CAPTURE.REVERSED",
  "PAYMENT.AUTHORIZATION.VOIDED",
  // Types of version 1 of PayPal's API, which calls a payment a sale.
  "PAYMENT.SALE.COMPLETED",
  "PAYMENT.SALE.PENDING",
  "PAYMENT.SALE.DENIED",
  "PAYMENT.SALE.REFUNDED",
  "PAYMENT.SALE.REVERSED",
  "CUSTOMER.DISPUTE.CREATED",
  "CUSTOMER.DISPUTE.RESOLVED",
] as const;
type Type = (typeof TYPES)[number];

function isRead(type: string): type is Type {
  return TYPES.some((known) => known === type);
}

/** Requires only the fields that an event of an unknown type must have as well. */
const Envelope = v.object({ event_type: v.pipe(v.string(), v.minLength(1), v.maxLength(128)) });
const Event = v.object({ id: Id, create_time: Instant, resource: v.unknown() });

function readEvent({ body }: Webhook): Result<Reading, ReadingRefusal> {
  const json = readJson(body);
  if (!json.ok) return json;
  const envelope = checked(Envelope, json.value);
  if (!envelope.ok) return envelope;
  const { event_type } = envelope.value;
  // The buyer approved, but no money has moved: the payment may still be declined or never be captured.
  if (event_type === "CHECKOUT.ORDER.APPROVED") return ignored(event_type, "not paid");
  if (!isRead(event_type)) return ignored(event_type);
  const event = checked(Event, json.value);
  return event.ok ? tell(event_type, event.value) : event;
}

function tell(
  type: Type,
  { id, create_time: at, resource }: v.InferOutput<typeof Event>,
): Result<Reading, "invalid"> {
  switch (type) {
    case "PAYMENT.CAPTURE.COMPLETED":
    case "PAYMENT.SALE.COMPLETED":
      return captureReading("payment.succeeded");
    case "PAYMENT.CAPTURE.PENDING":
    case "PAYMENT.SALE.PENDING":
      return captureReading("payment.pending");
    case "PAYMENT.CAPTURE.DENIED":
    case "PAYMENT.CAPTURE.DECLINED":
    case "PAYMENT.SALE.DENIED":
      return captureReading("payment.failed");
    case "PAYMENT.AUTHORIZATION.VOIDED":
      // By the shop, or after the 30 days for which PayPal reserves money.
      return captureReading("payment.released");
    case "PAYMENT.CAPTURE.REFUNDED":
    case "PAYMENT.CAPTURE.REVERSED":
    case "PAYMENT.SALE.REFUNDED":
    case "PAYMENT.SALE.REVERSED":
      return refundReading();
    case "CUSTOMER.DISPUTE.RESOLVED":
      return resolvedDisputesReading();
    case "CUSTOMER.DISPUTE.CREATED":
      return disputesReading();
  }

  function captureReading(
    type: "payment.succeeded" | "payment.pending" | "payment.failed" | "payment.released",
  ): Result<Reading, "invalid"> {
    const read = readCapture(resource);
    if (!read.ok) return read;
    const { order, also, payment } = read.value;
    return reading(id, [{ order, also, events: [{ type, at, payment }] }]);
  }

  /** PayPal or the bank makes a reversal, not the shop; for the customer it is a refund all the same. */
  function refundReading(): Result<Reading, "invalid"> {
    const read = readRefund(resource);
    if (!read.ok) return read;
    const { order, also, refund } = read.value;
    return refund === null
      ? ignored(type, "no money moved")
      : reading(id, [{ order, also, events: [{ type: "payment.refunded", at, refund }] }]);
  }

  function disputesReading(): Result<Reading, "invalid"> {
    const read = readDisputes(resource);
    if (!read.ok) return read;
    const orders = read.value.map(({ order, also, payment, reason }) => ({
      order,
      also,
      events: [{ type: "payment.disputed" as const, at, payment, ...(reason ? { reason } : {}) }],
    }));
    return reading(id, orders);
  }

  function resolvedDisputesReading(): Result<Reading, "invalid"> {
    const read = readDisputes(resource);
    if (!read.ok) return read;
    const outcome = outcomeOf(resource);
    if (outcome === null) return ignored(type, "not decided");
    const orders = read.value.map(({ order, also, payment }) => ({
      order,
      also,
      events: [{ type: "payment.dispute_closed" as const, at, payment, outcome }],
    }));
    return reading(id, orders);
  }
}
