/**
 * What is known of a parcel that its customer misses: where its carrier left it, until when it is waited for, and
 * whether a claim is granted at once. Pure.
 */
import { DAY_MS, dayIn, endOfDay } from "../orders/days.ts";
import type { OpenRequest, Order, OrderShipment, Scan } from "../orders/state.ts";
import { refundPreview } from "../orders/account/refund_preview.ts";
import { isArrival, statusScan } from "../orders/goods/shipment.ts";
import type { Remedy } from "../orders/event.ts";
import type { ShopSettings } from "../orders/shop.ts";

/** The parcel that is most likely meant: the last that arrived, else the last that left. */
export interface Missed {
  readonly shipment: OrderShipment;
  readonly scan: Scan | undefined;
  readonly has_arrived: boolean;
}

export function missedParcel({ shipments }: Order): Missed | null {
  const arrived = shipments.filter(({ status }) => isArrival(status));
  const latest = (arrived.length > 0 ? arrived : shipments).map((shipment) => ({
    shipment,
    scan: arrived.length > 0 ? statusScan(shipment) : shipment.scans.at(-1),
  })).toSorted((a, b) => (a.scan?.at ?? "") < (b.scan?.at ?? "") ? -1 : 1).at(-1);
  return latest === undefined ? null : { ...latest, has_arrived: arrived.length > 0 };
}

/**
 * Returns the day until which the parcel may still turn up, counted from its arrival by the carrier's word; null where
 * that day has come, and where the carrier does not say that it arrived.
 */
export function waitUntil(missed: Missed | null, shop: ShopSettings, now_ms: number): string | null {
  if (missed === null || !missed.has_arrived || missed.scan === undefined) return null;
  const until = dayIn(shop.time_zone, Date.parse(missed.scan.at) + shop.claims.wait_days * DAY_MS);
  return until > dayIn(shop.time_zone, now_ms) ? until : null;
}

const MORNING_HOURS = 10;

/** When the customer is asked again: in the morning of that day in the shop's zone. */
export function askedAgainAt(until: string, shop: ShopSettings): number {
  return endOfDay(shop.time_zone, until) - (24 - MORNING_HOURS) * 3_600_000;
}

/** The open wait for a missing parcel, if there is one. */
export function openWait({ open_requests = [] }: Order): OpenRequest | null {
  return open_requests.findLast(({ about, until }) => about === "not_arrived" && until !== undefined) ?? null;
}

/** Returns whether the shop's rule grants the claim at once; pieces are those that are missing, broken or wrong. */
export function isGrantedAtOnce(
  order: Order,
  { claims }: ShopSettings,
  pieces: readonly { readonly line_id: string; readonly quantity: number }[],
  remedy: Remedy | null,
): boolean {
  if (claims.decided !== "at_once" || remedy === null || pieces.length === 0) return false;
  // A second claim of one order is a person's to look at, whatever its value.
  if ((order.decided_requests ?? []).some(({ remedy: before }) => before !== undefined)) return false;
  const { lines } = refundPreview(order, pieces);
  const value_minor = lines.reduce((sum, { amount_minor }) => sum + amount_minor, 0);
  return claims.at_once_up_to_minor === undefined || value_minor <= claims.at_once_up_to_minor;
}
