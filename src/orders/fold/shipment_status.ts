/** How far a shipment is by its scans. Delivered is final but for a return to the sender or a correction. Pure. */
import type { Tracking } from "../event.ts";
import { trackingNumber } from "../reference.ts";
import type { Scan, ShipmentStatus } from "../state.ts";

/**
 * A scan that is told again, with another address to follow it at, is no new one. Storefront and carrier may both tell of
 * one; under way, two in one minute are two halls of one depot.
 */
export function addedScan(scans: readonly Scan[], scan: Scan): readonly Scan[] {
  if (scans.some((one) => isSameScan(one, scan))) return scans;
  const last = scans.at(-1);
  const is_twin = last !== undefined && scan.status !== "in_transit" && last.status === scan.status &&
    last.at.slice(0, MINUTE) === scan.at.slice(0, MINUTE);
  if (!is_twin) return [...scans, scan];
  const { place = scan.place, description = scan.description, number = scan.number } = last;
  return [...scans.slice(0, -1), { ...last, place, description, number }];
}

function isSameScan(one: Scan, other: Scan): boolean {
  return one.at === other.at && one.status === other.status && one.place === other.place &&
    one.description === other.description && one.number === other.number;
}

const MINUTE = "2026-11-22T12:00".length;

/** From the least far to home. */
const WAY: readonly ShipmentStatus[] = [
  "shipped",
  "in_transit",
  "out_for_delivery",
  "ready_for_pickup",
  "picked_up",
  "delivered",
];

const ARRIVED: ReadonlySet<ShipmentStatus> = new Set(["delivered", "picked_up"]);
/** On the way back a shipment passes the depots once more. */
const WAY_BACK: ReadonlySet<ShipmentStatus> = new Set(["shipped", "in_transit"]);

/** The status after `scan`, where it was `before`; undefined for a shipment that nobody told of before. */
export function statusAfter(before: ShipmentStatus | undefined, scan: Scan): ShipmentStatus {
  const { status, is_correction } = scan;
  if (before === undefined || is_correction === true) return status;
  if (ARRIVED.has(before)) {
    return ARRIVED.has(status) || status === "returned_to_sender" ? status : before;
  }
  return before === "returned_to_sender" && WAY_BACK.has(status) ? before : status;
}

/** The status that these scans make together. */
export function statusOfScans(scans: readonly Scan[]): ShipmentStatus {
  return scans.reduce<ShipmentStatus | undefined>(statusAfter, undefined) ?? "shipped";
}

/**
 * Packages under numbers of their own are home when the last of them is; one that is in trouble speaks for all. `single` is
 * the status where there is one number at most.
 */
export function statusOfPackages(
  tracking: readonly Tracking[],
  scans: readonly Scan[],
  single: ShipmentStatus,
): ShipmentStatus {
  const numbers = new Set(tracking.map(({ number }) => trackingNumber(number ?? "")));
  if (numbers.size < 2) return single;
  const states = [...numbers].map((number) => statusOfScans(scans.filter((scan) => scan.number === number)));
  return states.find((state) => !WAY.includes(state)) ?? WAY.find((state) => states.includes(state)) ??
    single;
}
