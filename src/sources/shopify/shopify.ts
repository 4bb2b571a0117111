/**
 * Shopify's webhooks: signed with the app's client secret, told by topic. What a topic means is decided here, what its
 * payload means in the files beside. https://shopify.dev/docs/apps/build/webhooks
 */
import * as v from "valibot";
import { Happening, Id, type OrderDetails } from "../../orders/event.ts";
import { UNNAMED_PAYMENT } from "../../orders/reference.ts";
import { err, ok, type Result } from "../../result.ts";
import { readJson } from "../read/json.ts";
import { checked, invalid } from "../read/parse_error.ts";
import { detailsOf } from "./details.ts";
import { fitting } from "../read/fields.ts";
import { readFulfilment } from "./fulfilment.ts";
import { readFulfilmentEvent } from "./fulfilment_event.ts";
import { readShopifyOrder, type ShopifyOrder } from "./order.ts";
import { PRIVACY_TOPICS, readPrivacy } from "./privacy.ts";
import { readRefund } from "./refund.ts";
import { isStockTopic, readStock } from "./stock.ts";
import { bytesFromBase64, hexFromBytes, hmacMatches, textAndBody } from "../verify/signature.ts";
import type { Delivery, Reading, ReadingRefusal, SignatureRefusal, Source, Telling } from "../source.ts";

export const shopify = { name: "shopify", verify, read } satisfies Source;

/**
 * The body is signed, the headers are not, and no time is: whoever holds an old delivery can send it again under another
 * id or topic. That nobody else holds one is up to TLS; the times and ids that events go by are in the body.
 */
async function verify(
  { headers, body }: Delivery,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  const signature = bytesFromBase64(headers.get("x-shopify-hmac-sha256") ?? "");
  const matches = await hmacMatches({
    // The secret as it is written, prefix and all: unlike in Standard Webhooks it is no base64.
    keys: secrets.map((secret) => new TextEncoder().encode(secret)),
    signatures: signature === null ? [] : [signature],
    signed: body,
  });
  if (matches) return ok(null);
  return err(
    "signature",
    "Cannot verify delivery as X-Shopify-Hmac-Sha256 must be the body's HMAC made with a secret of this store",
  );
}

async function read(delivery: Delivery): Promise<Result<Reading, ReadingRefusal>> {
  const topic = delivery.headers.get("x-shopify-topic");
  if (topic === null) return invalid("X-Shopify-Topic", "must be given", undefined);
  const right = PRIVACY_TOPICS.find((known) => known === topic);
  if (right === undefined && !isTopic(topic) && !isStockTopic(topic)) return ok({ type: "ignored", topic });
  const json = readJson(delivery.body);
  if (!json.ok) return json;
  if (right !== undefined) {
    const asked = readPrivacy(right, json.value, delivery.headers.get("x-shopify-triggered-at"));
    return asked.ok
      ? ok({ type: "privacy", id: await deliveryId(delivery, right), asked: asked.value })
      : asked;
  }
  if (isStockTopic(topic)) {
    const stock = readStock(topic, json.value, delivery.received_at_ms);
    if (!stock.ok) return stock;
    return stock.value.length === 0
      ? ok({ type: "ignored", topic: `${topic} (no SKU)` })
      : ok({ type: "told", id: await deliveryId(delivery, topic), tellings: [], stock: stock.value });
  }
  if (!isTopic(topic)) return ok({ type: "ignored", topic });
  const told = tell(topic, json.value);
  if (!told.ok) return told;
  if (told.value.type === "ignored") return ok(told.value);
  return ok({ type: "told", id: await deliveryId(delivery, topic), tellings: [told.value.telling] });
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
] as const;
type Topic = (typeof TOPICS)[number];
type OrderTopic = Extract<Topic, `orders/${string}`>;
type FulfilmentTopic = Extract<Topic, `fulfillments/${string}`>;

function isTopic(topic: string): topic is Topic {
  return TOPICS.some((known) => known === topic);
}

type Told =
  | { readonly type: "told"; readonly telling: Telling }
  | { readonly type: "ignored"; readonly topic: string };

function tell(topic: Topic, json: unknown): Result<Told, "invalid"> {
  switch (topic) {
    case "orders/create":
    case "orders/updated":
    case "orders/paid":
    case "orders/cancelled":
      return tellOrder(topic, json);
    case "fulfillments/create":
    case "fulfillments/update":
      return tellFulfilment(topic, json);
    case "fulfillment_events/create":
      return tellFulfilmentEvent(topic, json);
    case "refunds/create":
      return tellRefund(topic, json);
  }
}

function tellOrder(topic: OrderTopic, json: unknown): Result<Told, "invalid"> {
  const read = readShopifyOrder(json);
  if (!read.ok) return read;
  const details = detailsOf(read.value);
  return told(details.id, happeningsOf(topic, read.value, details));
}

/**
 * Every topic carries the whole order as of `updated_at`, whatever the topic is about, so that is when its snapshot is
 * from: were a placed order dated by its creation, a late delivery of it would bring older facts as the newer ones, or
 * the other way round. When the customer bought is `placed_at`.
 */
function happeningsOf(topic: OrderTopic, order: ShopifyOrder, details: OrderDetails): readonly Happening[] {
  const at = order.updated_at ?? order.created_at;
  const snapshot: Happening = { type: "order.changed", at, order: details };
  switch (topic) {
    case "orders/create":
      return [{ ...snapshot, type: "order.placed" }];
    case "orders/updated":
      return [snapshot];
    case "orders/paid": {
      // "paid" once for the whole order: Shopify sends it when nothing is left to pay, and may send it again.
      const payment = {
        id: UNNAMED_PAYMENT,
        amount_minor: details.total_minor,
        method: details.payment?.method,
      };
      return [snapshot, { type: "payment.succeeded", at, payment }];
    }
    case "orders/cancelled":
      return [snapshot, { type: "order.cancelled", at: order.cancelled_at ?? at, reason: reasonOf(order) }];
  }
}

/** Shopify's word for why, where the customer may know: `fraud` is the shop's suspicion, `staff` its own mistake. */
export function reasonOf({ cancel_reason }: ShopifyOrder): string | undefined {
  return ["customer", "inventory", "declined"].find((reason) => reason === cancel_reason);
}

function tellFulfilment(topic: FulfilmentTopic, json: unknown): Result<Told, "invalid"> {
  const read = readFulfilment(json, topic === "fulfillments/create");
  if (!read.ok) return read;
  const { order, happening, status } = read.value;
  return happening === null ? ignored(`${topic} (${status})`) : told(order, [happening]);
}

function tellFulfilmentEvent(topic: Topic, json: unknown): Result<Told, "invalid"> {
  const read = readFulfilmentEvent(json);
  if (!read.ok) return read;
  const { order, happening, status } = read.value;
  return happening === null ? ignored(`${topic} (${status})`) : told(order, [happening]);
}

function tellRefund(topic: Topic, json: unknown): Result<Told, "invalid"> {
  const read = readRefund(json);
  if (!read.ok) return read;
  const { order, at, refund } = read.value;
  return refund === null
    ? ignored(`${topic} (no money moved)`)
    : told(order, [{ type: "payment.refunded", at, refund }]);
}

/** Nothing leaves that the events' own schema would not take: a sum of amounts that each were small enough, say. */
function told(order: string, happenings: readonly Happening[]): Result<Told, "invalid"> {
  const whole = checked(v.array(Happening), happenings, (path) => path.replace(/^\d+\./, ""));
  return whole.ok ? ok({ type: "told", telling: { order, happenings: whole.value } }) : whole;
}

function ignored(topic: string): Result<Told, "invalid"> {
  return ok({ type: "ignored", topic });
}

/**
 * `X-Shopify-Webhook-Id` stays the same when Shopify tries again; `X-Shopify-Event-Id` is shared by the deliveries of one
 * action and would lose all but one. Without either, the same topic and body are the same delivery.
 */
async function deliveryId({ headers, body }: Delivery, topic: string): Promise<string> {
  const given = fitting(Id, headers.get("x-shopify-webhook-id") ?? undefined);
  if (given !== undefined) return given;
  return hexFromBytes(new Uint8Array(await crypto.subtle.digest("SHA-256", textAndBody(`${topic}\n`, body))));
}
