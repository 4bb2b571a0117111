/** What one event makes of an order's parcels, and which parcel it is about: storefronts and carriers name the same one differently. Pure. */
import type { OrderEvent, Shipment, Tracking } from "../event.ts";
import { trackingNumber } from "../reference.ts";
import type { Order, OrderShipment, Scan, ShipmentStatus } from "../state.ts";
import type { Window } from "../../values/schemas.ts";

type ScanEvent = Extract<OrderEvent, { shipment: Shipment }>;

export function withScan(order: Order, event: ScanEvent, status: ShipmentStatus): Order {
  const reported = event.shipment;
  const same = sameShipments(order, reported);
  const full = same.filter(hasContent);
  // One box for two fulfilments: what is scanned is news of both, and neither takes the other's content.
  if (!hasContent(reported) && full.length > 1) {
    return withShipments(order, (one) => full.includes(one) ? scanned(one, event, status) : one);
  }
  const [first] = same;
  const joined = scanned(first === undefined ? null : same.reduce(join), event, status);
  return first === undefined
    ? { ...order, shipments: [...order.shipments, joined] }
    : withShipments(order, (one) => one === first ? joined : same.includes(one) ? null : one);
}

/** Of a parcel that nobody has told of yet, it is what the order as a whole is promised for. */
export function withPromise(order: Order, shipment_id: string | undefined, promised: Window): Order {
  const reported = shipment_id === undefined ? null : { id: shipment_id, lines: [], tracking: [] };
  const same = reported === null ? [] : sameShipments(order, reported);
  if (same.length === 0) return { ...order, promised };
  return withShipments(order, (one) => same.includes(one) ? { ...one, expected: promised } : one);
}

function withShipments(order: Order, change: (one: OrderShipment) => OrderShipment | null): Order {
  return { ...order, shipments: order.shipments.map(change).filter((one) => one !== null) };
}

/** Told under its own id, a parcel that has content is that one alone, whatever other bears its number. */
function sameShipments({ shipments }: Order, reported: AnyShipment): readonly OrderShipment[] {
  const same = shipments.filter((one) => isSame(one, reported));
  return same.some(({ id }) => id === reported.id)
    ? same.filter((one) => one.id === reported.id || !hasContent(one))
    : same;
}

type AnyShipment = Pick<OrderShipment, "id" | "lines" | "tracking" | "other_ids">;

/**
 * Told under one of its ids, by a tracking number of its own, or with one in common. Two that both say what is inside are
 * two fulfilments all the same.
 */
function isSame(one: AnyShipment, reported: AnyShipment): boolean {
  if (one.id === reported.id || one.other_ids?.includes(reported.id) === true) return true;
  if (hasContent(one) && hasContent(reported)) return false;
  return isNumberOf(reported.id, one.tracking) || isNumberOf(one.id, reported.tracking) ||
    one.tracking.some(({ number }) => number !== undefined && isNumberOf(number, reported.tracking));
}

function hasContent({ lines }: Pick<AnyShipment, "lines">): boolean {
  return lines.length > 0;
}

/** Two that turn out to be one: the scans of both are its way. */
function join(one: OrderShipment, other: OrderShipment): OrderShipment {
  const scans = [...one.scans, ...other.scans].toSorted((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0);
  const newest = (other.scans.at(-1)?.at ?? "") > (one.scans.at(-1)?.at ?? "") ? other : one;
  const { id, other_ids } = named(one, other);
  return {
    id,
    other_ids,
    status: newest.status,
    lines: hasContent(one) ? one.lines : other.lines,
    tracking: id === one.id
      ? allNumbers(one.tracking, other.tracking)
      : allNumbers(other.tracking, one.tracking),
    expected: newest.expected ?? one.expected ?? other.expected,
    shipped_at: one.shipped_at ?? other.shipped_at,
    scans,
  };
}

function scanned(before: OrderShipment | null, event: ScanEvent, status: ShipmentStatus): OrderShipment {
  const reported = event.shipment;
  const known = before?.tracking ?? [];
  const { id, other_ids } = before === null ? { id: reported.id } : named(before, reported);
  const tracking = id !== reported.id
    ? allNumbers(known, reported.tracking)
    : before?.id === id && reported.tracking.length > 0
    ? informed(reported.tracking, known)
    : allNumbers(reported.tracking, known);
  // A correction repeats "shipped" (a tracking number added later); it does not take the parcel back.
  const repeated = status === "shipped" && before !== null;
  const by_number = isNumberOf(reported.id, tracking);
  const { at, place, description } = event;
  const number = by_number ? trackingNumber(reported.id) : undefined;
  const scans = repeated
    ? before.scans
    : added(before?.scans ?? [], { at, status, place, description, number });
  return {
    id,
    other_ids,
    status: repeated ? before.status : by_number ? statusOf(tracking, scans, status) : status,
    lines: hasContent(reported) ? reported.lines : before?.lines ?? [],
    tracking,
    expected: reported.expected ?? before?.expected,
    // The carrier's first scan may be earlier or later than the word that the parcel left.
    shipped_at: before?.shipped_at ?? (status === "shipped" ? at : undefined),
    scans,
  };
}

/**
 * Which of its names a parcel goes by, whichever came first: one that says what is inside is the storefront's, and any is
 * better than the number that its carrier knows it by.
 */
function named(before: AnyShipment, reported: AnyShipment): Pick<OrderShipment, "id" | "other_ids"> {
  const id = standing(reported) > standing(before) ? reported.id : before.id;
  const others = [...before.other_ids ?? [], before.id, reported.id, ...reported.other_ids ?? []];
  const other_ids = [...new Set(others)].filter((other) => other !== id);
  return { id, other_ids: other_ids.length === 0 ? undefined : other_ids };
}

function standing(one: AnyShipment): number {
  return hasContent(one) ? 2 : isNumberOf(one.id, one.tracking) ? 0 : 1;
}

function isNumberOf(text: string, tracking: readonly Tracking[]): boolean {
  const name = trackingNumber(text);
  return name !== "" && tracking.some(({ number }) => trackingNumber(number ?? "") === name);
}

/** The numbers of both, those of `told` first. Only who named the parcel may replace a number of its own by another. */
function allNumbers(reported: readonly Tracking[], beside: readonly Tracking[]): readonly Tracking[] {
  const more = beside.filter(({ number }) =>
    reported.length === 0 || (number !== undefined && !isNumberOf(number, reported))
  );
  return [...informed(reported, beside), ...more].slice(0, TRACKING_MAX);
}

/** With the carrier and the address that `beside` has for the same number. */
function informed(reported: readonly Tracking[], beside: readonly Tracking[]): readonly Tracking[] {
  return reported.map((one) => {
    const other = beside.find(({ number }) => number !== undefined && isNumberOf(number, [one]));
    return { ...one, carrier: one.carrier ?? other?.carrier, url: one.url ?? other?.url };
  });
}

const TRACKING_MAX = 50;

/**
 * A scan that is told again, with another address to follow it at, is no new one. Storefront and carrier may both tell of
 * one; under way, two in one minute are two halls of one depot.
 */
function added(scans: readonly Scan[], scan: Scan): readonly Scan[] {
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

/** Packages under numbers of their own are home when the last of them is; one that is in trouble speaks for all. */
function statusOf(
  tracking: readonly Tracking[],
  scans: readonly Scan[],
  newest: ShipmentStatus,
): ShipmentStatus {
  const numbers = new Set(tracking.map(({ number }) => trackingNumber(number ?? "")));
  if (numbers.size < 2 || !WAY.includes(newest)) return newest;
  const states = [...numbers].map((number) =>
    scans.findLast((scan) => scan.number === number)?.status ?? "shipped"
  );
  return states.find((state) => !WAY.includes(state)) ??
    WAY.find((state) => states.includes(state)) ?? newest;
}
