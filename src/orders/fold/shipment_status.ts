/**
 * Computes a shipment's status from its scans. Delivered is final except for a return to the sender or a correction.
 * Pure.
 */
import type { Tracking } from "../event.ts";
import { trackingNumber } from "../reference.ts";
import type { Scan, ShipmentStatus } from "../state.ts";

/**
 * Adds `scan` unless it repeats a known one, even with another tracking URL. Storefront and carrier may both report
 * one scan; on the way, two in one minute may be two halls of one depot. A parcel arrives once, however often that is reported.
 */
export function addedScan(scans: readonly Scan[], scan: Scan): readonly Scan[] {
  if (scans.some((one) => isSameScan(one, scan))) return scans;
  const last = scans.at(-1);
  const is_twin = last !== undefined && scan.status !== "in_transit" && last.status === scan.status &&
    (last.at.slice(0, MINUTE) === scan.at.slice(0, MINUTE) || isSameArrival(scans, last, scan));
  if (!is_twin) return [...scans, scan];
  const { place = scan.place, description = scan.description, number = scan.number } = last;
  const proof = last.proof ?? scan.proof;
  return [...scans.slice(0, -1), {
    ...last,
    place,
    description,
    number,
    ...(proof === undefined ? {} : { proof }),
  }];
}

/** Of several packages each arrives by itself: a report without a number then may be of any of them. */
function isSameArrival(scans: readonly Scan[], last: Scan, scan: Scan): boolean {
  if (!ARRIVED.has(scan.status) || scan.is_correction === true) return false;
  const numbers = new Set([...scans, scan].flatMap(({ number }) => number ?? []));
  return numbers.size < 2 || last.number === scan.number;
}

function isSameScan(one: Scan, other: Scan): boolean {
  return one.at === other.at && one.status === other.status && one.place === other.place &&
    one.description === other.description && one.number === other.number;
}

const MINUTE = "2026-11-22T12:00".length;

/** Statuses in the order of progress. */
const WAY: readonly ShipmentStatus[] = [
  "shipped",
  "in_transit",
  "out_for_delivery",
  "ready_for_pickup",
  "picked_up",
  "delivered",
];

const ARRIVED: ReadonlySet<ShipmentStatus> = new Set(["delivered", "picked_up"]);
/** Statuses that occur again on the way back, when the shipment passes the depots once more. */
const WAY_BACK: ReadonlySet<ShipmentStatus> = new Set(["shipped", "in_transit"]);

/** Returns the status after `scan`; `before` is undefined for a shipment without an earlier report. */
export function statusAfter(before: ShipmentStatus | undefined, scan: Scan): ShipmentStatus {
  const { status, is_correction } = scan;
  if (before === undefined || is_correction === true) return status;
  if (ARRIVED.has(before)) {
    return ARRIVED.has(status) || status === "returned_to_sender" ? status : before;
  }
  return before === "returned_to_sender" && WAY_BACK.has(status) ? before : status;
}

/** Returns the status after all `scans`. */
export function statusOfScans(scans: readonly Scan[]): ShipmentStatus {
  return scans.reduce<ShipmentStatus | undefined>(statusAfter, undefined) ?? "shipped";
}

/**
 * Returns the status of several packages with numbers of their own: delivered when the last one is; a problem with
 * one counts for all. `single` is the status where there is at most one number.
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
