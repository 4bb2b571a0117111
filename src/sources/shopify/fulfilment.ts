/** Shopify's fulfilments: a parcel that left, and what its carrier has told Shopify since. */
import * as v from "valibot";
import { LINES_MAX, type OrderEvent, type Shipment, Tracking } from "../../orders/event.ts";
import { ok, type Result } from "../../result.ts";
import { EVENT_OF_STATUS } from "./fulfilment_event.ts";
import { checked } from "../read/parse_error.ts";
import { fitting, list, PlainId, Words } from "../read/fields.ts";
import { identity, idOf } from "./fields.ts";
import { Instant } from "../../values/schemas.ts";

const TRACKING_MAX = 50;

const Fulfilment = v.object({
  ...identity,
  order_id: PlainId,
  status: v.nullish(v.string()),
  shipment_status: v.nullish(v.string()),
  created_at: Instant,
  updated_at: v.nullish(Instant),
  tracking_company: Words,
  tracking_number: Words,
  tracking_numbers: list(Words),
  tracking_url: Words,
  tracking_urls: list(Words),
  line_items: v.pipe(
    list(v.object({ ...identity, quantity: v.pipe(v.number(), v.integer()) })),
    v.maxLength(LINES_MAX),
  ),
});
type Fulfilment = v.InferOutput<typeof Fulfilment>;

/** A fulfilment that came to nothing: there is no parcel to tell of. */
const VOID = ["cancelled", "error", "failure"] as const;

export interface ReadFulfilment {
  readonly order: string;
  /** `null` when there is no parcel to tell of; `status` says why. */
  readonly order_event: OrderEvent | null;
  readonly status: string;
}

/** A new one left when it was created, whatever it says of its way by now; later webhooks tell that. */
export function readFulfilment(json: unknown, is_new: boolean): Result<ReadFulfilment, "invalid"> {
  const payload = checked(Fulfilment, json);
  if (!payload.ok) return payload;
  const fulfilment = payload.value;
  const read = { order: fulfilment.order_id };
  const ended = VOID.find((status) => status === fulfilment.status);
  if (ended !== undefined) return ok({ ...read, order_event: null, status: ended });
  const { created_at, updated_at, shipment_status } = fulfilment;
  const type = (is_new ? undefined : EVENT_OF_STATUS.get(shipment_status ?? "")) ?? "shipment.shipped";
  const at = is_new ? created_at : updated_at ?? created_at;
  return ok({ ...read, order_event: { type, at, shipment: shipmentOf(fulfilment) }, status: "events" });
}

function shipmentOf(fulfilment: Fulfilment): Shipment {
  return {
    id: idOf(fulfilment),
    lines: fulfilment.line_items
      .filter(({ quantity }) => quantity > 0)
      .map((line) => ({ line_id: idOf(line), quantity: line.quantity })),
    tracking: trackingOf(fulfilment),
  };
}

/** Numbers and addresses lie in two lists side by side; the fields without an s are the first of each. */
function trackingOf(fulfilment: Fulfilment): Shipment["tracking"] {
  const numbers = fulfilment.tracking_numbers.length > 0
    ? fulfilment.tracking_numbers
    : [fulfilment.tracking_number];
  const urls = fulfilment.tracking_urls.length > 0 ? fulfilment.tracking_urls : [fulfilment.tracking_url];
  const carrier = fulfilment.tracking_company === "Other" ? undefined : fulfilment.tracking_company;
  const parcels = Math.min(Math.max(numbers.length, urls.length), TRACKING_MAX);
  return Array.from({ length: parcels }, (_, index) => ({
    number: numbers[index],
    carrier,
    url: fitting(Tracking.entries.url, urls[index]),
  })).filter(({ number, url }) => number !== undefined || url !== undefined);
}
