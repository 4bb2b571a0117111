/**
 * Verifies Shopify's webhooks, signed with the app's client secret, and decides by topic which events they are; the
 * files beside this one read their payloads. https://shopify.dev/docs/apps/build/webhooks
 */
import { type OrderDetails, OrderEvent } from "../../orders/event.ts";
import { UNNAMED_PAYMENT } from "../../orders/reference.ts";
import { err, ok, type Result } from "../../result.ts";
import { readJson } from "../read/json.ts";
import { invalid } from "../read/parse_error.ts";
import { wholeEvents } from "../read/whole_events.ts";
import { takenAlong } from "./ways.ts";
import { detailsOf } from "./details.ts";
import { DISPUTE_TOPICS, readDispute } from "./dispute.ts";
import { fitting } from "../read/fields.ts";
import { listedFulfilments, readFulfilment } from "./fulfilment.ts";
import { idOf } from "./fields.ts";
import { readFulfilmentEvent } from "./fulfilment_event.ts";
import { readShopifyOrder, type ShopifyOrder } from "./order.ts";
import { PRIVACY_TOPICS, readPrivacy } from "./privacy.ts";
import { itemsOf, readProductPictures } from "./product_pictures.ts";
import { failedRefunds, readRefund } from "./refund.ts";
import { readReturn, RETURN_TOPICS, type ReturnTopic } from "./return.ts";
import { withPictures } from "./pictures.ts";
import { isStockTopic, readStock } from "./stock.ts";
import { readUninstalled, UNINSTALLED } from "./uninstalled.ts";
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
import { Id } from "../../values/schemas.ts";

export const shopify = {
  name: "shopify",
  topic_header: "x-shopify-topic",
  read_headers: ["x-shopify-topic", "x-shopify-webhook-id", "x-shopify-triggered-at"],
  verify,
  read,
} satisfies Source;

/**
 * Verifies the signature, which covers the body but no headers and no time: an attacker with an old webhook could
 * send it again under another id or topic. Only TLS keeps webhooks secret; the times and ids of the events are in the
 * body.
 */
async function verify(
  { headers, body }: Webhook,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  const signature = bytesFromBase64(headers.get("x-shopify-hmac-sha256") ?? "");
  const matches = await hmacMatches({
    // The secret is used as written, with its prefix: unlike in Standard Webhooks it is not base64.
    keys: secrets.map((secret) => new TextEncoder().encode(secret)),
    signatures: signature === null ? [] : [signature],
    signed: body,
  });
  if (matches) return ok(null);
  return err(
    "signature",
    "Cannot verify webhook as X-Shopify-Hmac-Sha256 must be the body's HMAC made with a secret of this shop",
  );
}

async function read(
  webhook: Webhook,
  { date_names = [], store_domain = null, tokens = [], ask }: Partial<SourcePorts> = {},
): Promise<Result<Reading, ReadingRefusal>> {
  const topic = webhook.headers.get("x-shopify-topic");
  if (topic === null) return invalid("X-Shopify-Topic", "must be given", undefined);
  const right = PRIVACY_TOPICS.find((known) => known === topic);
  const is_read = isTopic(topic) || isReturnTopic(topic) || isStockTopic(topic);
  if (right === undefined && topic !== UNINSTALLED && !is_read) return ok({ type: "ignored", topic });
  const json = readJson(webhook.body);
  if (!json.ok) return json;
  if (right !== undefined) {
    const asked = readPrivacy(right, json.value, webhook.headers.get("x-shopify-triggered-at"), store_domain);
    return asked.ok
      ? ok({ type: "privacy", id: await webhookId(webhook, right), asked: asked.value })
      : asked;
  }
  if (topic === UNINSTALLED) return readUninstalled(json.value);
  if (isStockTopic(topic)) {
    const stock = readStock(topic, json.value, webhook.received_at_ms);
    if (!stock.ok) return stock;
    const pictures = topic.startsWith("products/") ? readProductPictures(json.value) : [];
    if (stock.value.length === 0 && pictures.length === 0) {
      return ok({ type: "ignored", topic: `${topic} (no SKU)` });
    }
    return ok({
      type: "events",
      id: await webhookId(webhook, topic),
      orders: [],
      ...(stock.value.length === 0 ? {} : { stock: stock.value }),
      ...(pictures.length === 0 ? {} : { pictures }),
    });
  }
  if (isReturnTopic(topic)) {
    const back = await readReturn(topic, json.value, webhook, {
      tokens,
      ...(ask === undefined ? {} : { ask }),
    });
    if (!back.ok) return back;
    if (back.value === null || back.value.event === null) {
      return ok({ type: "ignored", topic: `${topic} (of no known state)` });
    }
    const { order, event } = back.value;
    return ok({ type: "events", id: await webhookId(webhook, topic), orders: [{ order, events: [event] }] });
  }
  if (!isTopic(topic)) return ok({ type: "ignored", topic });
  const orderEvents = readTopic(topic, json.value, date_names, webhook.received_at_ms);
  if (!orderEvents.ok) return orderEvents;
  if (orderEvents.value.type === "ignored") return ok(orderEvents.value);
  const { order_events } = orderEvents.value;
  return ok({
    type: "events",
    id: await webhookId(webhook, topic),
    orders: [
      topic === "orders/create" && ask !== undefined
        ? await withPictures(order_events, tokens, ask)
        : order_events,
    ],
  });
}

const TOPICS = [
  "orders/create",
  "orders/updated",
  "orders/paid",
  "orders/cancelled",
  "fulfillments/create",
  "fulfillments/update",
  "fulfillment_events/create",
  "refunds/create",
  ...DISPUTE_TOPICS,
] as const;
type Topic = (typeof TOPICS)[number];
type OrderTopic = Extract<Topic, `orders/${string}`>;
type FulfilmentTopic = Extract<Topic, `fulfillments/${string}`>;

function isTopic(topic: string): topic is Topic {
  return TOPICS.some((known) => known === topic);
}

function isReturnTopic(topic: string): topic is ReturnTopic {
  return Object.hasOwn(RETURN_TOPICS, topic);
}

type TopicReading =
  | { readonly type: "events"; readonly order_events: OrderEvents }
  | { readonly type: "ignored"; readonly topic: string };

function readTopic(
  topic: Topic,
  json: unknown,
  date_names: readonly string[],
  received_at_ms: number,
): Result<TopicReading, "invalid"> {
  switch (topic) {
    case "orders/create":
    case "orders/updated":
    case "orders/paid":
    case "orders/cancelled":
      return orderReading(topic, json, date_names);
    case "fulfillments/create":
    case "fulfillments/update":
      return fulfilmentReading(topic, json);
    case "fulfillment_events/create":
      return fulfilmentEventReading(topic, json);
    case "refunds/create":
      return refundReading(topic, json);
    case "disputes/create":
    case "disputes/update":
      return disputeReading(topic, json, received_at_ms);
  }
}

function orderReading(
  topic: OrderTopic,
  json: unknown,
  date_names: readonly string[],
): Result<TopicReading, "invalid"> {
  const read = readShopifyOrder(json);
  if (!read.ok) return read;
  const details = detailsOf(read.value, date_names);
  const reading = orderEvents(details.id, [
    ...eventsOf(topic, read.value, details),
    // Not every shop sends the fulfilment topics, and a sale at the till is fulfilled before they could arrive.
    ...listedFulfilments(details.id, read.value.fulfillments, takenAlong(read.value).fulfilments),
  ]);
  return reading.ok && reading.value.type === "events" && topic === "orders/create"
    ? ok({
      type: "events",
      order_events: { ...reading.value.order_events, pictured_as: picturedAs(read.value) },
    })
    : reading;
}

/** By line: where the pictures of its product are kept. */
function picturedAs({ line_items }: ShopifyOrder): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    line_items.map((line) => [idOf(line), itemsOf(line)] as const).filter(([, items]) => items.length > 0),
  );
}

/**
 * Builds the events of an order. Every topic carries the whole order as of `updated_at`, so the snapshot is dated by
 * that time. If a placed order were dated by its creation, a late webhook would present older facts as newer, or the
 * other way round. `placed_at` is when the customer bought.
 */
function eventsOf(topic: OrderTopic, order: ShopifyOrder, details: OrderDetails): readonly OrderEvent[] {
  const at = order.updated_at ?? order.created_at;
  const snapshot: OrderEvent = { type: "order.changed", at, order: details };
  switch (topic) {
    case "orders/create":
      return [{ ...snapshot, type: "order.placed" }];
    case "orders/updated":
      return [snapshot, ...failedRefunds(order.refunds, at)];
    case "orders/paid": {
      // The topic is not signed: an order that is not paid by its own body stays unpaid.
      if (!isPaid(order)) return [snapshot];
      // One "paid" for the whole order: Shopify sends it when nothing is left to pay, and may send it again.
      const payment = {
        id: UNNAMED_PAYMENT,
        amount_minor: details.total_minor,
        method: details.payment?.method,
      };
      return [snapshot, { type: "payment.succeeded", at, payment }];
    }
    case "orders/cancelled": {
      const { cancelled_at } = order;
      if (typeof cancelled_at !== "string") return [snapshot];
      return [snapshot, { type: "order.cancelled", at: cancelled_at, reason: reasonOf(order) }];
    }
  }
}

/** Statuses in which an order was paid whole. */
const PAID = ["paid", "partially_refunded", "refunded"];

/** Returns whether the order says that it is paid; one that says nothing is believed its topic. */
export function isPaid({ financial_status }: ShopifyOrder): boolean {
  return typeof financial_status !== "string" || PAID.includes(financial_status);
}

/**
 * Returns Shopify's reason where the customer may know it: `fraud` is only the shop's suspicion, `staff` the shop's
 * own mistake.
 */
export function reasonOf({ cancel_reason }: ShopifyOrder): string | undefined {
  return ["customer", "inventory", "declined"].find((reason) => reason === cancel_reason);
}

function fulfilmentReading(topic: FulfilmentTopic, json: unknown): Result<TopicReading, "invalid"> {
  const read = readFulfilment(json, topic === "fulfillments/create");
  if (!read.ok) return read;
  return orderEvents(read.value.order, [read.value.order_event]);
}

function fulfilmentEventReading(topic: Topic, json: unknown): Result<TopicReading, "invalid"> {
  const read = readFulfilmentEvent(json);
  if (!read.ok) return read;
  const { order, order_event, status } = read.value;
  return order_event === null ? ignored(`${topic} (${status})`) : orderEvents(order, [order_event]);
}

function refundReading(topic: Topic, json: unknown): Result<TopicReading, "invalid"> {
  const read = readRefund(json);
  if (!read.ok) return read;
  const { order, at, refund } = read.value;
  return refund === null
    ? ignored(`${topic} (no money moved)`)
    : orderEvents(order, [{ type: "payment.refunded", at, refund }]);
}

function disputeReading(
  topic: Topic,
  json: unknown,
  received_at_ms: number,
): Result<TopicReading, "invalid"> {
  const read = readDispute(json, received_at_ms);
  if (!read.ok) return read;
  return read.value === null
    ? ignored(`${topic} (of no order)`)
    : orderEvents(read.value.order, [read.value.order_event]);
}

/** Checks the finished events against their own schema: a sum of small amounts, for example, may be too large. */
function orderEvents(order: string, events: readonly OrderEvent[]): Result<TopicReading, "invalid"> {
  const whole = wholeEvents(events);
  return whole.ok ? ok({ type: "events", order_events: { order, events: whole.value } }) : whole;
}

function ignored(topic: string): Result<TopicReading, "invalid"> {
  return ok({ type: "ignored", topic });
}

/**
 * Returns the webhook's id. `X-Shopify-Webhook-Id` stays the same in retries; `X-Shopify-Event-Id` is shared by all
 * webhooks of one action, so all but one would be lost. Without either, equal topic and body mean the same webhook.
 */
async function webhookId({ headers, body }: Webhook, topic: string): Promise<string> {
  const given = fitting(Id, headers.get("x-shopify-webhook-id") ?? undefined);
  if (given !== undefined) return given;
  return hexFromBytes(new Uint8Array(await crypto.subtle.digest("SHA-256", textAndBody(`${topic}\n`, body))));
}
