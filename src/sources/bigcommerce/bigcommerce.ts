/**
 * Verifies and reads BigCommerce's webhooks: Standard Webhooks under the app's client secret, sorted by scope. They
 * hold only ids, so the orders are fetched from the store's API; the files beside this one read them.
 * https://developer.bigcommerce.com/docs/integrations/webhooks
 */
import * as v from "valibot";
import type { Result } from "../../result.ts";
import { fetchOrder, fetchRefund, fetchShipment, HOSTS, type Store, StoreId, storeOf } from "./api.ts";
import { readRefund } from "./refund.ts";
import { readShipment } from "./shipment.ts";
import { UnixSeconds } from "../read/fields.ts";
import { readJson } from "../read/json.ts";
import { checked } from "../read/parse_error.ts";
import type { Reading, ReadingRefusal, SignatureRefusal, Source, SourcePorts, Webhook } from "../source.ts";
import { verifyStandardWebhook } from "../standard/signature.ts";
import { ignored, reading } from "../read/reading.ts";
import { eventsOf } from "./order_events.ts";
import { Id } from "../../values/schemas.ts";

export const bigcommerce = {
  name: "bigcommerce",
  hosts: HOSTS,
  read_headers: ["webhook-id"],
  verify,
  read,
} satisfies Source;

/** Verifies with the bytes of the client secret as written; the secret is not decoded from base64. */
function verify(
  webhook: Webhook,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  return verifyStandardWebhook(webhook, {
    hmac_keys: secrets.map((secret) => new TextEncoder().encode(secret)),
  });
}

const ORDER_SCOPES = ["store/order/created", "store/order/updated", "store/order/statusUpdated"] as const;
const SHIPMENT_SCOPES = [
  "store/shipment/created",
  "store/shipment/updated",
  "store/shipment/deleted",
] as const;
const REFUND_SCOPE = "store/order/refund/created";

/** Requires only the fields that an event of an unknown scope must have as well. */
const Envelope = v.object({ scope: v.pipe(v.string(), v.minLength(1), v.maxLength(128)) });

async function read(webhook: Webhook, ports: SourcePorts): Promise<Result<Reading, ReadingRefusal>> {
  const json = readJson(webhook.body);
  if (!json.ok) return json;
  const envelope = checked(Envelope, json.value);
  if (!envelope.ok) return envelope;
  const { scope } = envelope.value;
  const order_scope = ORDER_SCOPES.find((known) => known === scope);
  const shipment_scope = SHIPMENT_SCOPES.find((known) => known === scope);
  // Archiving an order, finished or not, concerns only the merchant: the customer gets no message.
  if (order_scope === undefined && shipment_scope === undefined && scope !== REFUND_SCOPE) {
    return ignored(scope);
  }

  const id = checked(Id, webhook.headers.get("webhook-id") ?? undefined, () => "webhook-id");
  if (!id.ok) return id;
  const producer = checked(Producer, json.value);
  if (!producer.ok) return producer;
  const store = storeOf(producer.value.producer, ports);
  if (!store.ok) return store;
  if (order_scope !== undefined) {
    return await orderReading(order_scope, id.value, json.value, store.value, ports.date_names);
  }
  if (shipment_scope !== undefined) {
    return await shipmentReading(shipment_scope, id.value, json.value, store.value);
  }
  return await refundReading(id.value, json.value, store.value);
}

const Producer = v.object({ producer: v.string() });

const OrderEvent = v.object({
  created_at: UnixSeconds,
  data: v.object({
    id: StoreId,
    status: v.nullish(v.object({ previous_status_id: v.nullish(v.number()) })),
  }),
});

async function orderReading(
  scope: (typeof ORDER_SCOPES)[number],
  id: string,
  json: unknown,
  store: Store,
  date_names: readonly string[],
): Promise<Result<Reading, ReadingRefusal>> {
  const event = checked(OrderEvent, json);
  if (!event.ok) return event;
  const { created_at, data } = event.value;
  const order = await fetchOrder(store, data.id);
  if (!order.ok) return order;
  if (order.value === null) return ignored(scope, "no such order");
  const events = eventsOf(order.value, {
    is_new: scope === "store/order/created",
    notified_at: created_at,
    was_status_id: data.status?.previous_status_id ?? null,
    date_names,
  });
  if (!events.ok) return events;
  return typeof events.value === "string"
    ? ignored(scope, events.value)
    : reading(id, [{ order: data.id, events: events.value }]);
}

const ShipmentEvent = v.object({
  created_at: UnixSeconds,
  data: v.object({ id: StoreId, orderId: StoreId }),
});

async function shipmentReading(
  scope: (typeof SHIPMENT_SCOPES)[number],
  id: string,
  json: unknown,
  store: Store,
): Promise<Result<Reading, ReadingRefusal>> {
  const event = checked(ShipmentEvent, json);
  if (!event.ok) return event;
  const { created_at, data: { id: shipment_id, orderId: order } } = event.value;
  // A deleted shipment cannot be fetched; its id is enough.
  if (scope === "store/shipment/deleted") {
    const shipment = { id: shipment_id, lines: [], tracking: [] };
    return reading(id, [{ order, events: [{ type: "shipment.withdrawn", at: created_at, shipment }] }]);
  }
  const shipment = await fetchShipment(store, order, shipment_id);
  if (!shipment.ok) return shipment;
  if (shipment.value === null) return ignored(scope, "no such shipment");
  const order_event = readShipment(shipment.value, scope === "store/shipment/created" ? null : created_at);
  return order_event.ok ? reading(id, [{ order, events: [order_event.value] }]) : order_event;
}

const RefundEvent = v.object({
  data: v.object({ id: StoreId, refund: v.object({ refund_id: StoreId }) }),
});

async function refundReading(
  id: string,
  json: unknown,
  store: Store,
): Promise<Result<Reading, ReadingRefusal>> {
  const event = checked(RefundEvent, json);
  if (!event.ok) return event;
  const { id: order, refund: { refund_id } } = event.value.data;
  const fetched = await fetchRefund(store, order, refund_id);
  if (!fetched.ok) return fetched;
  if (fetched.value === null) return ignored(REFUND_SCOPE, "no such refund");
  const refund = readRefund(fetched.value);
  if (!refund.ok) return refund;
  return refund.value === null
    ? ignored(REFUND_SCOPE, "no money moved")
    : reading(id, [{ order, events: [refund.value] }]);
}
