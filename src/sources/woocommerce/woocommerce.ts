/**
 * WooCommerce's webhooks: signed with the webhook's own secret, told by topic. What a topic means is decided here, what its
 * payload means in the files beside. https://woocommerce.com/document/webhooks/
 */
import * as v from "valibot";
import { type OrderDetails, OrderEvent } from "../../orders/event.ts";
import { UNNAMED_PAYMENT } from "../../orders/reference.ts";
import { err, ok, type Result } from "../../result.ts";
import { readJson } from "../read/json.ts";
import { checked, invalid } from "../read/parse_error.ts";
import { bytesFromBase64, hexFromBytes, hmacMatches, textAndBody } from "../verify/signature.ts";
import type {
  OrderEvents,
  Reading,
  ReadingRefusal,
  SignatureRefusal,
  Source,
  SourcePorts,
  Webhook,
} from "../source.ts";
import { detailsOf, isLive } from "./details.ts";
import { decodeSecret } from "./fields.ts";
import { shipmentsOf } from "./shipments.ts";
import { isReadyForPickup } from "./ways.ts";
import { Identified, readWoocommerceOrder, type WoocommerceOrder } from "./order.ts";
import { isStockTopic, readStock } from "./stock.ts";

export const woocommerce = { name: "woocommerce", verify, read } satisfies Source;

/** The body is signed, the headers are not, and no time is: see Shopify's, which is signed in the same way. */
async function verify(
  webhook: Webhook,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  if (isPing(webhook)) return ok(null);
  const signature = bytesFromBase64(webhook.headers.get("x-wc-webhook-signature") ?? "");
  const matches = await hmacMatches({
    keys: secrets.flatMap(keysOf),
    signatures: signature === null ? [] : [signature],
    signed: webhook.body,
  });
  if (matches) return ok(null);
  return err(
    "signature",
    "Cannot verify webhook as X-WC-Webhook-Signature must be the body's HMAC made with a secret of this shop",
  );
}

/**
 * Whether this is the form `webhook_id=12`, with which WooCommerce tries an address before it saves the webhook. It is never
 * signed, and anything but a 200 keeps the webhook from being saved. Anybody can send one, and it gets them nothing: it is
 * recognised by the whole of its few bytes, read as `ignored`, and changes no order and no row.
 */
function isPing({ headers, body }: Webhook): boolean {
  const is_form = /^application\/x-www-form-urlencoded(?:;|$)/i.test(headers.get("content-type") ?? "");
  return is_form && !headers.has("x-wc-webhook-signature") && body.byteLength <= PING_MAX_BYTES &&
    /^webhook_id=\d{1,20}$/.test(new TextDecoder().decode(body));
}

const PING_MAX_BYTES = 40;

/**
 * WooCommerce decodes HTML entities in its secret before it signs, so `a&amp;b`, as an export or the database shows it,
 * signs as `a&b`. The secret as it is written counts too, for whoever signs in WooCommerce's stead.
 */
function keysOf(secret: string): readonly Uint8Array[] {
  return [...new Set([secret, decodeSecret(secret)])].map((form) => new TextEncoder().encode(form));
}

async function read(
  webhook: Webhook,
  { date_names = [] }: Partial<SourcePorts> = {},
): Promise<Result<Reading, ReadingRefusal>> {
  if (isPing(webhook)) return ok({ type: "ignored", topic: "ping" });
  const topic = webhook.headers.get("x-wc-webhook-topic");
  if (topic === null) return invalid("X-WC-Webhook-Topic", "must be given", undefined);
  if (!isTopic(topic) && !isStockTopic(topic)) return ok({ type: "ignored", topic });
  const json = readJson(webhook.body);
  if (!json.ok) return json;
  if (isStockTopic(topic)) {
    const stock = readStock(json.value);
    if (!stock.ok) return stock;
    return stock.value === null
      ? ok({ type: "ignored", topic: `${topic} (no SKU)` })
      : ok({ type: "events", id: await webhookId(webhook, topic), orders: [], stock: [stock.value] });
  }
  const orderEvents = readTopic(topic, json.value, webhook.received_at_ms, date_names);
  if (!orderEvents.ok) return orderEvents;
  if (orderEvents.value.type === "ignored") return ok(orderEvents.value);
  return ok({
    type: "events",
    id: await webhookId(webhook, topic),
    orders: [orderEvents.value.order_events],
  });
}

const TOPICS = ["order.created", "order.updated", "order.restored", "order.deleted"] as const;
type Topic = (typeof TOPICS)[number];
type SnapshotTopic = Exclude<Topic, "order.deleted">;

function isTopic(topic: string): topic is Topic {
  return TOPICS.some((known) => known === topic);
}

export type TopicReading =
  | { readonly type: "events"; readonly order_events: OrderEvents }
  | { readonly type: "ignored"; readonly topic: string };

function readTopic(
  topic: Topic,
  json: unknown,
  received_at_ms: number,
  date_names: readonly string[],
): Result<TopicReading, "invalid"> {
  switch (topic) {
    case "order.created":
    case "order.updated":
      return orderReading(topic, json, received_at_ms, date_names);
    case "order.restored":
      return holdsOrder(json)
        ? orderReading(topic, json, received_at_ms, date_names)
        : ignored(`${topic} (no order)`);
    case "order.deleted":
      return deletionReading(json, received_at_ms);
  }
}

/** What a cart is before it is an order, and an order before anything is in it. */
const UNBORN = ["draft", "auto-draft", "checkout-draft", "new"];

/** What the order as a whole tells; `ignored` while it is none yet. */
export function orderReading(
  topic: SnapshotTopic,
  json: unknown,
  received_at_ms: number,
  date_names: readonly string[],
): Result<TopicReading, "invalid"> {
  const read = readWoocommerceOrder(json);
  if (!read.ok) return read;
  const order = read.value;
  if (UNBORN.includes(order.status)) return ignored(`${topic} (${order.status})`);
  // An order begun by hand is saved before its first line. To refuse it would count towards the five failures that
  // switch the webhook off; it is told as soon as it holds something.
  const details = detailsOf(order, date_names);
  if (details.lines.length === 0) return ignored(`${topic} (no lines)`);
  const events = eventsOf(topic, order, details);
  return orderEvents(
    order.id,
    topic === "order.restored" ? [...events, ...restorationOf(order, received_at_ms)] : events,
  );
}

/**
 * Every topic but the deletion carries the whole order as of `date_modified_gmt`, written when the webhook leaves and not
 * when its cause happened: a new order's may already be paid, or cancelled. `completed` is the end of the shop's work
 * and tells of no parcel; the meta data of its tracking plugin may.
 */
function eventsOf(
  topic: SnapshotTopic,
  order: WoocommerceOrder,
  details: OrderDetails,
): readonly OrderEvent[] {
  const at = order.date_modified_gmt ?? order.date_created_gmt;
  const type = topic === "order.created" ? "order.placed" : "order.changed";
  return [
    { type, at, order: details },
    ...paymentOf(order, details),
    ...refundsOf(order, at),
    ...(order.status === "cancelled" ? [{ type: "order.cancelled" as const, at }] : []),
    ...shipmentsOf(order, at),
    ...(isReadyForPickup(order)
      ? [{
        type: "shipment.ready_for_pickup" as const,
        at,
        shipment: { id: "pickup", lines: [], tracking: [] },
      }]
      : []),
  ];
}

/** One for the whole order, at the time of payment: each later snapshot says the same once more, which is no new event. */
function paymentOf({ date_paid_gmt, transaction_id }: WoocommerceOrder, details: OrderDetails): OrderEvent[] {
  if (typeof date_paid_gmt !== "string") return [];
  const { status, open_minor } = details.payment ?? {};
  // Of an order that grew since it was paid, what was paid was told before it grew.
  if (status === "partially_paid" && open_minor === undefined) return [];
  const amount_minor = details.total_minor - (status === "partially_paid" ? open_minor ?? 0 : 0);
  if (amount_minor <= 0) return [];
  const method = details.payment?.method;
  const payment = {
    id: UNNAMED_PAYMENT,
    amount_minor,
    // Absent rather than undefined: a snapshot without them must not wipe out what another one said.
    ...(method === undefined ? {} : { method }),
    ...(transaction_id === undefined ? {} : { transaction_id }),
  };
  return [{ type: "payment.succeeded", at: date_paid_gmt, payment }];
}

/** The order lists its refunds without their times: a refund counts as of the snapshot that shows it. */
function refundsOf({ refunds = [] }: WoocommerceOrder, at: string): OrderEvent[] {
  return refunds.filter(({ total }) => total !== 0).map(({ id, reason, total }) => ({
    type: "payment.refunded",
    at,
    refund: { id, amount_minor: Math.abs(total), reason, lines: [] },
  }));
}

/** The deletion is dated by when it was heard of, so this is as well: the order itself may not have changed since before it. */
function restorationOf(order: WoocommerceOrder, received_at_ms: number): OrderEvent[] {
  return isLive(order) ? [{ type: "order.restored", at: new Date(received_at_ms).toISOString() }] : [];
}

/** Nothing but the id, and no time: it happened when it was heard of. Why, the shop alone knows, so no reason is told. */
function deletionReading(json: unknown, received_at_ms: number): Result<TopicReading, "invalid"> {
  const read = checked(Identified, json);
  if (!read.ok) return read;
  return orderEvents(read.value.id, [{
    type: "order.cancelled",
    at: new Date(received_at_ms).toISOString(),
  }]);
}

function holdsOrder(json: unknown): boolean {
  return typeof json === "object" && json !== null && "line_items" in json;
}

/** Nothing leaves that the events' own schema would not take: a sum of amounts that each were small enough, say. */
function orderEvents(order: string, events: readonly OrderEvent[]): Result<TopicReading, "invalid"> {
  const whole = checked(v.array(OrderEvent), events, (path) => path.replace(/^\d+\./, ""));
  return whole.ok ? ok({ type: "events", order_events: { order, events: whole.value } }) : whole;
}

function ignored(topic: string): Result<TopicReading, "invalid"> {
  return ok({ type: "ignored", topic });
}

/**
 * `X-WC-Webhook-Webhook-ID` is a hash of the webhook and the second: two orders of one second share it, and the second
 * would be lost as a duplicate. The same topic and body are the same webhook; a body holds the time of its last change.
 * That of a deletion holds nothing but the id: an order may be deleted, restored and deleted again.
 */
async function webhookId({ body, received_at_ms }: Webhook, topic: string): Promise<string> {
  const orderEvents = topic === "order.deleted" ? `${topic} ${received_at_ms}\n` : `${topic}\n`;
  return hexFromBytes(new Uint8Array(await crypto.subtle.digest("SHA-256", textAndBody(orderEvents, body))));
}
