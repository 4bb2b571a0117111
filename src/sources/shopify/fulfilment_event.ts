/** Reads Shopify's fulfilment events: each is one scan of a shipment, reported by the carrier or the shop. */
import * as v from "valibot";
import { type OrderEvent, type SHIPMENT_EVENTS } from "../../orders/event.ts";
import { ok, type Result } from "../../result.ts";
import { checked } from "../read/parse_error.ts";
import { Code, fitting, known, PlainId, Words, words } from "../read/fields.ts";
import { offsetOf } from "../read/offset.ts";
import { Day, Instant } from "../../values/schemas.ts";

const FulfilmentEvent = v.object({
  fulfillment_id: PlainId,
  order_id: PlainId,
  status: v.string(),
  message: Words,
  happened_at: Instant,
  city: Words,
  province: Words,
  country: Words,
  estimated_delivery_at: Code,
});
type FulfilmentEvent = v.InferOutput<typeof FulfilmentEvent>;

/**
 * https://shopify.dev/docs/api/admin-graphql/latest/enums/FulfillmentEventStatus; `label_purchased`, `label_printed` and
 * `confirmed` are the shop's preparations, no scan. A delayed parcel is still on its way, and nothing is asked of its
 * customer: the new date says what there is to say, where an exception would alarm.
 */
export const EVENT_OF_STATUS: ReadonlyMap<string, (typeof SHIPMENT_EVENTS)[number]> = new Map([
  ["carrier_picked_up", "shipment.in_transit"],
  ["in_transit", "shipment.in_transit"],
  ["delayed", "shipment.in_transit"],
  ["out_for_delivery", "shipment.out_for_delivery"],
  ["ready_for_pickup", "shipment.ready_for_pickup"],
  ["picked_up", "shipment.picked_up"],
  ["delivered", "shipment.delivered"],
  ["attempted_delivery", "shipment.attempted"],
  ["failure", "shipment.exception"],
  ["not_delivered", "shipment.exception"],
  ["returning_to_sender", "shipment.returned_to_sender"],
]);

/** Statuses which correct an earlier "delivered". */
export const CORRECTIONS: ReadonlySet<string> = new Set(["not_delivered"]);

/** Known statuses that cause no event; an answer to the sender repeats only these of Shopify's words. */
const PREPARATIONS = ["label_purchased", "label_printed", "confirmed"] as const;

export interface ReadFulfilmentEvent {
  readonly order: string;
  /** `order_event` is `null` when there is no scan; `status` gives the reason. */
  readonly order_event: OrderEvent | null;
  readonly status: string;
}

export function readFulfilmentEvent(json: unknown): Result<ReadFulfilmentEvent, "invalid"> {
  const payload = checked(FulfilmentEvent, json);
  if (!payload.ok) return payload;
  const event = payload.value;
  const { happened_at } = json as { readonly happened_at: unknown };
  const type = EVENT_OF_STATUS.get(event.status);
  const status = PREPARATIONS.find((known) => known === event.status) ?? "unknown status";
  if (type === undefined) return ok({ order: event.order_id, order_event: null, status });
  const order_event: OrderEvent = {
    type,
    at: event.happened_at,
    // The event's own id names the scan; the shipment has the id of its fulfilment.
    shipment: { id: event.fulfillment_id, lines: [], tracking: [], expected: expectedOf(event) },
    place: words([event.city, event.province, event.country].filter((part) => part !== undefined).join(", ")),
    description: event.message,
    ...known({ offset_minutes: offsetOf(happened_at) }),
    ...(CORRECTIONS.has(event.status) ? { is_correction: true } : {}),
  };
  return ok({ order: event.order_id, order_event, status: "events" });
}

/** Returns the day as written, in the zone of its place: in UTC an evening in Tokyo could be another day. */
function expectedOf({ estimated_delivery_at }: FulfilmentEvent): { readonly until: string } | undefined {
  const until = fitting(Day, estimated_delivery_at?.slice(0, "2026-11-24".length));
  return until === undefined ? undefined : { until };
}
