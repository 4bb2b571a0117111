/** Reads Shopify's fulfilments: a shipment, and what its carrier has since reported to Shopify. */
import * as v from "valibot";
import { Instant } from "../../values/schemas.ts";
import { LINES_READ_MAX, type OrderEvent, type Shipment } from "../../orders/event.ts";
import { ok, type Result } from "../../result.ts";
import { CORRECTIONS, EVENT_OF_STATUS } from "./fulfilment_event.ts";
import { checked } from "../read/parse_error.ts";
import { Code, list, PlainId, wholeList, Words } from "../read/fields.ts";
import { trackingEntries } from "../read/tracking.ts";
import { identity, idOf } from "./fields.ts";

const Fulfilment = v.object({
  ...identity,
  order_id: PlainId,
  status: Code,
  shipment_status: Code,
  created_at: Instant,
  updated_at: v.nullish(Instant),
  tracking_company: Words,
  tracking_number: Words,
  tracking_numbers: list(Words),
  tracking_url: Words,
  tracking_urls: list(Words),
  line_items: v.pipe(
    wholeList(v.object({ ...identity, quantity: v.pipe(v.number(), v.integer()) })),
    v.maxLength(LINES_READ_MAX),
  ),
});
type Fulfilment = v.InferOutput<typeof Fulfilment>;

/** Statuses of a fulfilment that failed or was taken back. */
const VOID = ["cancelled", "error", "failure"] as const;

export interface ReadFulfilment {
  readonly order: string;
  readonly order_event: ShipmentEvent;
}

type ShipmentEvent = Extract<OrderEvent, { readonly shipment: Shipment }>;

/**
 * Reads a fulfilment. A new one counts as sent at its creation, whatever its shipment status is by now; later
 * webhooks report that.
 */
export function readFulfilment(json: unknown, is_new: boolean): Result<ReadFulfilment, "invalid"> {
  const payload = checked(Fulfilment, json);
  if (!payload.ok) return payload;
  const fulfilment = payload.value;
  const { order_id: order, status, created_at, updated_at, shipment_status } = fulfilment;
  const shipment = shipmentOf(fulfilment);
  if (VOID.some((ended) => ended === status)) {
    return ok({ order, order_event: { type: "shipment.withdrawn", at: updated_at ?? created_at, shipment } });
  }
  const type = (is_new ? undefined : EVENT_OF_STATUS.get(shipment_status ?? "")) ?? "shipment.shipped";
  const at = is_new ? created_at : updated_at ?? created_at;
  const is_correction = !is_new && CORRECTIONS.has(shipment_status ?? "");
  return ok({ order, order_event: { type, at, shipment, ...(is_correction ? { is_correction } : {}) } });
}

/**
 * Returns the events of each fulfilment listed in an order: its sending and its present state. An unreadable one is
 * left to its own webhooks. Those of `taken_along` were handed over at the till.
 */
export function listedFulfilments(
  order_id: string,
  fulfilments: readonly unknown[],
  taken_along: ReadonlySet<string>,
): readonly OrderEvent[] {
  return fulfilments.flatMap((json) => {
    if (typeof json !== "object" || json === null) return [];
    const whole = { order_id, ...json };
    return [true, false].flatMap((is_new): readonly OrderEvent[] => {
      const read = readFulfilment(whole, is_new);
      if (!read.ok) return [];
      const { order_event } = read.value;
      const { shipment } = order_event;
      return [
        taken_along.has(shipment.id)
          ? { ...order_event, shipment: { ...shipment, way: "till" } }
          : order_event,
      ];
    });
  });
}

/** Returns a fulfilment that is listed in its order; null where it cannot be read, or was taken back. */
export function fulfilmentIn(
  order: { readonly id: string | number },
  json: unknown,
): { readonly shipment: Shipment; readonly created_at: string } | null {
  if (typeof json !== "object" || json === null) return null;
  const read = checked(Fulfilment, { order_id: order.id, ...json });
  if (!read.ok || VOID.some((ended) => ended === read.value.status)) return null;
  return { shipment: shipmentOf(read.value), created_at: read.value.created_at };
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

/** Reads tracking numbers and URLs from two parallel lists; the singular fields hold the first of each. */
function trackingOf(fulfilment: Fulfilment): Shipment["tracking"] {
  const { tracking_numbers, tracking_urls, tracking_company } = fulfilment;
  return trackingEntries({
    numbers: tracking_numbers.length > 0 ? tracking_numbers : [fulfilment.tracking_number],
    urls: tracking_urls.length > 0 ? tracking_urls : [fulfilment.tracking_url],
    carrier: tracking_company === "Other" ? undefined : tracking_company,
  });
}
