/**
 * Verifies Standard Webhooks and reads Waybill's own event format in them, for shops on a platform that Waybill does
 * not support. https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import * as v from "valibot";
import { Id } from "../../values/schemas.ts";
import { type OrderEvent, type OrderEventType, SHIPMENT_EVENTS } from "../../orders/event.ts";
import { ok, type Result } from "../../result.ts";
import { StockEvent } from "../../stock/event.ts";
import { readJson } from "../read/json.ts";
import { offsetOf } from "../read/offset.ts";
import { checked, invalid } from "../read/parse_error.ts";
import { channelOf } from "../read/reader.ts";
import { trackingEntries } from "../read/tracking.ts";
import { wholeEvent, wholeOf } from "../read/whole_events.ts";
import { bytesFromBase64 } from "../verify/signature.ts";
import type { Reading, ReadingRefusal, SignatureRefusal, Source, Webhook } from "../source.ts";
import { PRIVACY_TYPES, PrivacyEvent, privacyRequest } from "./privacy.ts";
import { verifyStandardWebhook } from "./signature.ts";

export const standard = { name: "standard", read_headers: ["webhook-id"], verify, read } satisfies Source;

const SECRET_PREFIX = "whsec_";
const PUBLIC_KEY_PREFIX = "whpk_";

/**
 * Verifies each signature version only with its own kind of key. A shop that changes from one to the other has both
 * for a while.
 */
function verify(
  webhook: Webhook,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  return verifyStandardWebhook(webhook, {
    hmac_keys: secrets.map(hmacKey).filter((key) => key !== null),
    public_keys: secrets.map(publicKey).filter((key) => key !== null),
  });
}

/**
 * Reads a verified webhook in Waybill's own format: `{ type, timestamp, data }`, where `data` names the order and
 * holds the rest.
 */
function read(webhook: Webhook): Promise<Result<Reading, ReadingRefusal>> {
  return Promise.resolve(readEvent(webhook));
}

function readEvent({ headers, body }: Webhook): Result<Reading, ReadingRefusal> {
  const json = readJson(body);
  if (!json.ok) return json;
  const id = checked(Id, headers.get("webhook-id") ?? undefined, () => "webhook-id");
  if (!id.ok) return id;
  const envelope = checked(Envelope, json.value);
  if (!envelope.ok) return envelope;
  const { type, timestamp, data } = envelope.value;
  const is_stock = STOCK_TYPES.includes(type);
  const is_privacy = (PRIVACY_TYPES as readonly string[]).includes(type);
  if (!isSenderType(type) && !is_stock && !is_privacy) return ok({ type: "ignored", topic: type });
  if (data === undefined) return invalid("data", "must be given", data);

  // The later fields override `data`, so that `data` cannot replace the signed type or time.
  const candidate = { ...data, type, at: timestamp };
  if (is_stock) {
    const stock = wholeOf(StockEvent, candidate, writtenAt);
    if (!stock.ok) return stock;
    const { event, left_out } = stock.value;
    return ok({ type: "events", id: id.value, orders: [], stock: [event], ...leftOut(left_out) });
  }
  if (is_privacy) {
    const asked = checked(PrivacyEvent, candidate, writtenAt);
    return asked.ok ? ok({ type: "privacy", id: id.value, asked: privacyRequest(asked.value) }) : asked;
  }
  const whole = wholeEvent(candidate, writtenAt);
  if (!whole.ok) return whole;
  const { event, left_out } = whole.value;
  const order = "order" in event ? ok(event.order.id) : checked(Id, data["order_id"], () => "data.order_id");
  if (!order.ok) return order;
  return ok({
    type: "events",
    id: id.value,
    orders: [{ order: order.value, events: [withChannel(withCleanScan(event, timestamp))] }],
    ...leftOut(left_out),
  });
}

function leftOut(left_out: readonly string[]): { readonly left_out?: readonly string[] } {
  return left_out.length === 0 ? {} : { left_out };
}

/** Names the storefront before a snapshot's channel, as every other source does. */
function withChannel(event: OrderEvent): OrderEvent {
  if (!("order" in event) || event.order.channel === undefined) return event;
  const { channel: _, ...order } = event.order;
  return { ...event, order: { ...order, ...channelOf("standard", event.order.channel) } };
}

/** Returns a scan with the offset of its written time, and with its tracking numbers separated. */
function withCleanScan(event: OrderEvent, timestamp: unknown): OrderEvent {
  if (event.type !== "shipment.withdrawn" && !isScan(event)) return event;
  const tracking = event.shipment.tracking.flatMap(({ number, url, carrier }) =>
    trackingEntries({ numbers: [number], urls: [url], carrier })
  );
  const shipment = { ...event.shipment, tracking };
  if (event.type === "shipment.withdrawn") return { ...event, shipment };
  const offset_minutes = event.offset_minutes ?? offsetOf(timestamp);
  return offset_minutes === undefined ? { ...event, shipment } : { ...event, shipment, offset_minutes };
}

type ScanEvent = Extract<OrderEvent, { type: (typeof SHIPMENT_EVENTS)[number] }>;

function isScan(event: OrderEvent): event is ScanEvent {
  return SHIPMENT_EVENTS.some((type) => type === event.type);
}

/** Requires only the fields that an event of an unknown type must have as well. */
const Envelope = v.object({
  type: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  timestamp: v.optional(v.unknown()),
  data: v.optional(v.record(v.string(), v.unknown(), "Must be an object")),
});

/**
 * Which event types a sender may send. Events that only the customer can cause come from the customer's page or by
 * mail, never with a shop's key.
 */
const SENDER_TYPES: Readonly<Record<OrderEventType, boolean>> = {
  "order.placed": true,
  "order.changed": true,
  "order.cancelled": true,
  "order.restored": true,
  "payment.succeeded": true,
  "payment.pending": true,
  "payment.failed": true,
  "payment.released": true,
  "payment.disputed": true,
  "payment.dispute_closed": true,
  "payment.refunded": true,
  "payment.refund_failed": true,
  "shipment.shipped": true,
  "shipment.in_transit": true,
  "shipment.out_for_delivery": true,
  "shipment.ready_for_pickup": true,
  "shipment.picked_up": true,
  "shipment.delivered": true,
  "shipment.attempted": true,
  "shipment.exception": true,
  "shipment.returned_to_sender": true,
  "shipment.promise_changed": true,
  "shipment.withdrawn": true,
  "return.requested": true,
  "return.approved": true,
  "return.declined": true,
  "return.received": true,
  "return.cancelled": true,
  // Waybill creates these events itself.
  "return.label_added": false,
  "stock.allocated": false,
  "customer.link_requested": false,
  "customer.delay_answered": false,
  "customer.address_failed": false,
  "customer.address_corrected": false,
  "order.withdrawn": false,
  "customer.erased": false,
  "customer.language_chosen": false,
  "customer.ways_chosen": false,
  "conversation.opened": false,
  "conversation.closed": false,
  "request.granted": false,
  "request.declined": false,
  "messages.held": false,
  "messages.released": false,
};

/** Stock events by SKU; the types by item id are for storefronts that name nothing else. */
const STOCK_TYPES: readonly string[] = ["stock.changed", "stock.watch_requested"];

/** All event types that a sender may send. */
export const EVENT_TYPES: readonly string[] = [
  ...Object.entries(SENDER_TYPES).filter(([, candidate]) => candidate).map(([type]) => type),
  ...STOCK_TYPES,
  ...PRIVACY_TYPES,
];

function isSenderType(type: string): type is OrderEventType {
  return Object.hasOwn(SENDER_TYPES, type) && SENDER_TYPES[type as OrderEventType];
}

/** Returns the sender's field for a path of the event. */
function writtenAt(path: string): string {
  return path === "at" ? "timestamp" : `data.${path}`;
}

/**
 * Returns the key of a `whsec_…` secret; `null` for one that is not base64. The prefix may be missing, as the
 * reference libraries allow.
 */
function hmacKey(secret: string): Uint8Array | null {
  if (secret.startsWith(PUBLIC_KEY_PREFIX)) return null;
  return bytesFromBase64(secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret);
}

/** Returns the key of a `whpk_…` secret, which is public: it verifies `v1a` and must never be used as an HMAC key. */
function publicKey(secret: string): Uint8Array | null {
  return secret.startsWith(PUBLIC_KEY_PREFIX)
    ? bytesFromBase64(secret.slice(PUBLIC_KEY_PREFIX.length))
    : null;
}
