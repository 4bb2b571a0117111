/**
 * Verifies WooCommerce's webhooks, signed with the webhook's own secret, and decides by topic which events they are;
 * the files beside this one read their payloads. https://woocommerce.com/document/webhooks/
 */
import { type OrderDetails, OrderEvent } from "../../orders/event.ts";
import { UNNAMED_PAYMENT } from "../../orders/reference.ts";
import { err, ok, type Result } from "../../result.ts";
import { readJson } from "../read/json.ts";
import { checked, invalid } from "../read/parse_error.ts";
import { wholeEvents } from "../read/whole_events.ts";
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
import { parentShipments, shipmentsOf } from "./shipments.ts";
import { isReadyForPickup } from "./ways.ts";
import { Deletion, readWoocommerceOrder, type WoocommerceOrder } from "./order.ts";
import { isStockTopic, readStock } from "./stock.ts";

export const woocommerce = {
  name: "woocommerce",
  topic_header: "x-wc-webhook-topic",
  read_headers: ["x-wc-webhook-topic"],
  verify,
  read,
} satisfies Source;

/** Verifies the signature, which covers the body but no headers and no time, as in Shopify's: see there. */
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
 * Returns whether the request is the form `webhook_id=12`, with which WooCommerce tests an address before it saves
 * the webhook. It is never signed, and any answer but 200 prevents saving. Anyone can send one without effect: its
 * few bytes must match entirely, it is read as `ignored`, and it changes no order and no row.
 */
function isPing({ headers, body }: Webhook): boolean {
  const is_form = /^application\/x-www-form-urlencoded(?:;|$)/i.test(headers.get("content-type") ?? "");
  return is_form && !headers.has("x-wc-webhook-signature") && body.byteLength <= PING_MAX_BYTES &&
    /^webhook_id=\d{1,20}$/.test(new TextDecoder().decode(body));
}

const PING_MAX_BYTES = 40;

/**
 * Returns the keys of a secret. WooCommerce decodes HTML entities before it signs, so `a&amp;b`, as an export or the
 * database shows it, signs as `a&b`. The secret as written counts too, for other programs that sign like WooCommerce.
 */
function keysOf(secret: string): readonly Uint8Array[] {
  return [...new Set([secret, decodeSecret(secret)])].map((form) => new TextEncoder().encode(form));
}

async function read(
  webhook: Webhook,
  names: OrderNames = {},
): Promise<Result<Reading, ReadingRefusal>> {
  if (isPing(webhook)) return ok({ type: "ignored", topic: "ping", is_test: true });
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
  const read = readTopic(topic, json.value, webhook.received_at_ms, names);
  if (!read.ok) return read;
  if (read.value.type === "ignored") return ok(read.value);
  return ok({ type: "events", id: await webhookId(webhook, topic), orders: read.value.orders });
}

const TOPICS = ["order.created", "order.updated", "order.restored", "order.deleted"] as const;
type Topic = (typeof TOPICS)[number];
type SnapshotTopic = Exclude<Topic, "order.deleted">;

function isTopic(topic: string): topic is Topic {
  return TOPICS.some((known) => known === topic);
}

/** What a shop's settings say about reading its orders. */
export type OrderNames = Partial<Pick<SourcePorts, "date_names" | "sub_orders">>;

export type TopicReading =
  | { readonly type: "events"; readonly orders: readonly OrderEvents[] }
  | { readonly type: "ignored"; readonly topic: string };

function readTopic(
  topic: Topic,
  json: unknown,
  received_at_ms: number,
  names: OrderNames,
): Result<TopicReading, "invalid"> {
  switch (topic) {
    case "order.created":
    case "order.updated":
      return orderReading(topic, json, received_at_ms, names);
    case "order.restored":
      return holdsOrder(json)
        ? orderReading(topic, json, received_at_ms, names)
        : ignored(`${topic} (no order)`);
    case "order.deleted":
      return deletionReading(json, received_at_ms);
  }
}

/** Statuses of a cart that is not an order yet, and of an order that is still empty. */
const UNBORN = ["draft", "auto-draft", "checkout-draft", "new"];

/** Reads a whole order; `ignored` while it is not an order yet. */
export function orderReading(
  topic: SnapshotTopic,
  json: unknown,
  received_at_ms: number,
  names: OrderNames,
): Result<TopicReading, "invalid"> {
  const read = readWoocommerceOrder(json);
  if (!read.ok) return read;
  const order = read.value;
  if (UNBORN.includes(order.status)) return ignored(`${topic} (${order.status})`);
  // An order begun by staff is saved before its first line. Refusing it would count towards the five failures that
  // disable the webhook; it is read once it has lines.
  const details = detailsOf(order, names.date_names);
  if (details.lines.length === 0) {
    return isEmptied(topic, order)
      ? orderEvents(order.id, [{
        type: "order.cancelled",
        at: order.date_modified_gmt ?? order.date_created_gmt,
      }])
      : ignored(`${topic} (no lines)`);
  }
  const events = eventsOf(topic, order, details);
  const own = orderEvents(
    order.id,
    topic === "order.restored" ? [...events, ...restorationOf(order, received_at_ms)] : events,
  );
  if (!own.ok || own.value.type === "ignored" || details.parent === undefined || names.sub_orders) return own;
  const at = order.date_modified_gmt ?? order.date_created_gmt;
  const parents = parentShipments(order, details.lines, at);
  if (parents.length === 0) return own;
  const parent = orderEvents(details.parent, parents);
  if (!parent.ok || parent.value.type === "ignored") return parent;
  return ok({ type: "events", orders: [...own.value.orders, ...parent.value.orders] });
}

/** Statuses of an order of which nothing has left the shop. */
const NOT_SENT = ["pending", "on-hold", "processing", "failed", "cancelled"];

/** Returns whether all lines were taken off an order that its customer placed: nothing of it is wanted any more. */
function isEmptied(topic: SnapshotTopic, { created_via, status }: WoocommerceOrder): boolean {
  return topic === "order.updated" && NOT_SENT.includes(status) &&
    ["checkout", "store-api"].includes(created_via ?? "");
}

/**
 * Builds the events of an order. Every topic but the deletion carries the whole order as of `date_modified_gmt`, as
 * it is when the webhook is sent: a new order may already be paid or cancelled. `completed` ends the shop's work and
 * names no shipment; the tracking plugin's meta data may.
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

/** Returns one payment for the whole order, at the time of payment: later snapshots repeat it and add no event. */
function paymentOf({ date_paid_gmt, transaction_id }: WoocommerceOrder, details: OrderDetails): OrderEvent[] {
  if (typeof date_paid_gmt !== "string") return [];
  const { status, open_minor } = details.payment ?? {};
  // The payment of an order that has grown since was already reported before it grew.
  if (status === "partially_paid" && open_minor === undefined) return [];
  const amount_minor = details.total_minor - (status === "partially_paid" ? open_minor ?? 0 : 0);
  if (amount_minor <= 0) return [];
  const method = details.payment?.method;
  const payment = {
    id: UNNAMED_PAYMENT,
    amount_minor,
    // Fields are omitted, not undefined: a snapshot without them must not erase earlier values.
    ...(method === undefined ? {} : { method }),
    ...(transaction_id === undefined ? {} : { transaction_id }),
  };
  return [{ type: "payment.succeeded", at: date_paid_gmt, payment }];
}

/** Returns the refunds. The order lists them without times, so each is dated by the snapshot that shows it. */
function refundsOf({ refunds = [] }: WoocommerceOrder, at: string): OrderEvent[] {
  return refunds.filter(({ total }) => total !== 0).map(({ id, reason, total }) => ({
    type: "payment.refunded",
    at,
    refund: { id, amount_minor: Math.abs(total), reason, lines: [] },
  }));
}

/**
 * Returns a restoration, dated by its arrival like the deletion: the order itself may not have changed since before
 * the deletion.
 */
function restorationOf(order: WoocommerceOrder, received_at_ms: number): OrderEvent[] {
  return isLive(order) ? [{ type: "order.restored", at: new Date(received_at_ms).toISOString() }] : [];
}

/** Reads a deletion, which holds only the id: it is dated by its arrival, and its reason is unknown. */
function deletionReading(json: unknown, received_at_ms: number): Result<TopicReading, "invalid"> {
  const read = checked(Deletion, json, (path) => path === "id" ? path : "body");
  if (!read.ok) return read;
  return orderEvents(read.value.id, [{
    type: "order.cancelled",
    at: new Date(received_at_ms).toISOString(),
  }]);
}

function holdsOrder(json: unknown): boolean {
  return typeof json === "object" && json !== null && "line_items" in json;
}

/** Checks the finished events against their own schema: a sum of small amounts, for example, may be too large. */
function orderEvents(order: string, events: readonly OrderEvent[]): Result<TopicReading, "invalid"> {
  const whole = wholeEvents(events);
  return whole.ok ? ok({ type: "events", orders: [{ order, events: whole.value }] }) : whole;
}

function ignored(topic: string): Result<TopicReading, "invalid"> {
  return ok({ type: "ignored", topic });
}

/**
 * Returns the webhook's id. `X-WC-Webhook-Webhook-ID` is a hash of the webhook and the second: two orders of one
 * second share it, and one would be lost as a duplicate. Equal topic and body are the same webhook; a body holds the
 * time of its last change. A deletion holds only the id, so its arrival counts too: an order may be deleted, restored
 * and deleted again.
 */
async function webhookId({ body, received_at_ms }: Webhook, topic: string): Promise<string> {
  const orderEvents = topic === "order.deleted" ? `${topic} ${received_at_ms}\n` : `${topic}\n`;
  return hexFromBytes(new Uint8Array(await crypto.subtle.digest("SHA-256", textAndBody(orderEvents, body))));
}
