/**
 * Applies one event to an order's shipments, and finds the shipment that it means: storefronts and carriers use
 * different ids for it. Pure.
 */
import type { OrderDetails, OrderEvent, ShipmentLine, Tracking } from "../event.ts";
import type { Window } from "../../values/schemas.ts";
import { trackingNumber } from "../reference.ts";
import { isArrival, shippedAt } from "../goods/shipment.ts";
import { byKnownLines, hasSummary } from "../goods/summary_line.ts";
import type { Order, OrderShipment, Scan, ShipmentStatus, WithdrawnShipment } from "../state.ts";
import {
  allNumbers,
  type AnyShipment,
  hasContent,
  informed,
  isNumberOf,
  named,
  sameShipments,
} from "./same_shipment.ts";
import { addedScan, statusAfter, statusOfPackages, statusOfScans } from "./shipment_status.ts";
import { returnOf, withReturnScan } from "./evolve_return.ts";
import { textOrder } from "../../values/text_order.ts";

type ScanEvent = Extract<OrderEvent, { type: `shipment.${ShipmentStatus}` }>;
type WithdrawalEvent = Extract<OrderEvent, { type: "shipment.withdrawn" }>;

export function withScan(known: Order, said: ScanEvent, status: ShipmentStatus): Order {
  const event = { ...said, shipment: { ...said.shipment, lines: ownLines(known, said.shipment.lines) } };
  const reported = event.shipment;
  const back = returnOf(known, reported);
  if (back !== null) return withReturnScan(known, back, said, status);
  if (isOfFormerNumber(known, reported)) return known;
  const order = status === "shipped" ? withoutWithdrawal(known, reported) : known;
  const same = sameShipments(order.shipments, reported);
  if (same.length === 0 && status !== "shipped" && isWithdrawn(order, reported)) return order;
  const full = same.filter(hasContent);
  // One box contains two fulfilments: the scan counts for both, and neither takes the other's content.
  if (!hasContent(reported) && full.length > 1) {
    return withShipments(order, (one) => full.includes(one) ? scanned(one, event, status) : one);
  }
  const [first] = same;
  const joined = scanned(first === undefined ? null : same.reduce(join), event, status);
  return first === undefined
    ? { ...order, shipments: [...order.shipments, joined] }
    : withShipments(order, (one) => one === first ? joined : same.includes(one) ? null : one);
}

/**
 * Returns the content by the order's own line ids. A line that is named by SKU or title is the first of that name; lines of
 * which the order has none are left out.
 */
function ownLines({ details }: Order, lines: readonly ShipmentLine[]): OrderShipment["lines"] {
  if (lines.every(({ sku, title }) => sku === undefined && title === undefined)) {
    return byKnownLines(details, lines);
  }
  const free = new Set(details.lines);
  const found = (is_it: (line: OrderDetails["lines"][number]) => boolean) => [...free].find(is_it);
  const own_lines = lines.flatMap(({ line_id, quantity, sku, title }) => {
    const own = found(({ id }) => id === line_id) ??
      found((line) => sku !== undefined && sku !== "" && line.sku === sku) ??
      found((line) => title !== undefined && line.title === title);
    if (own === undefined) return hasSummary(details) ? [{ line_id, quantity }] : [];
    free.delete(own);
    return [{ line_id: own.id, quantity }];
  });
  return byKnownLines(details, own_lines);
}

/**
 * Returns the order without a shipment that its storefront withdrew. Later reports of its carrier do not change the
 * order. What has arrived stays so: its storefront only tidies up.
 */
export function withWithdrawal(order: Order, { at, shipment }: WithdrawalEvent): Order {
  const same = sameShipments(order.shipments, shipment);
  if (same.some(({ status }) => isArrival(status))) return order;
  const known = same.map((one) => withdrawnAt(at, one, shippedAt(one)));
  const withdrawn = known.length > 0 ? known : [withdrawnAt(at, shipment)];
  const before = withoutWithdrawal(order, shipment).withdrawn_shipments ?? [];
  return {
    ...order,
    shipments: order.shipments.filter((one) => !same.includes(one)),
    withdrawn_shipments: [...before, ...withdrawn],
  };
}

function withdrawnAt(
  at: string,
  { id, other_ids, lines, tracking }: AnyShipment,
  left_at?: string,
): WithdrawnShipment {
  return {
    at,
    ...(left_at === undefined ? {} : { left_at }),
    id,
    ...(other_ids === undefined ? {} : { other_ids }),
    lines,
    tracking,
  };
}

/** Removes the withdrawal when the storefront reports the shipment again under its own id. */
function withoutWithdrawal(order: Order, { id }: AnyShipment): Order {
  const { withdrawn_shipments: withdrawn = [], ...rest } = order;
  const others = withdrawn.filter((one) => one.id !== id);
  if (others.length === withdrawn.length) return order;
  return others.length === 0 ? rest : { ...rest, withdrawn_shipments: others };
}

function isWithdrawn({ withdrawn_shipments = [] }: Order, reported: AnyShipment): boolean {
  return sameShipments(withdrawn_shipments, reported).length > 0;
}

/**
 * Returns whether the reported id is a tracking number that the storefront replaced: it belongs to another shipment
 * or to none.
 */
function isOfFormerNumber({ shipments }: Order, { id }: AnyShipment): boolean {
  const number = trackingNumber(id);
  return shipments.some(({ former_numbers = [] }) => former_numbers.includes(number));
}

/** Sets the promise of a shipment, or of the whole order where no event has reported the shipment yet. */
export function withPromise(order: Order, shipment_id: string | undefined, promised: Window): Order {
  const reported = shipment_id === undefined ? null : { id: shipment_id, lines: [], tracking: [] };
  // When a return reaches the shop is no promise to its customer.
  if (reported !== null && returnOf(order, reported) !== null) return order;
  const same = reported === null ? [] : sameShipments(order.shipments, reported);
  if (same.length === 0) {
    const is_gone = reported !== null && (isWithdrawn(order, reported) || isOfFormerNumber(order, reported));
    return is_gone ? order : { ...order, promised };
  }
  return withShipments(order, (one) => same.includes(one) ? { ...one, expected: promised } : one);
}

function withShipments(order: Order, change: (one: OrderShipment) => OrderShipment | null): Order {
  return { ...order, shipments: order.shipments.map(change).filter((one) => one !== null) };
}

/** Returns the shipment as collected at `at` if it was ready for pickup. */
export function collected(shipment: OrderShipment, at: string): OrderShipment {
  return shipment.status === "ready_for_pickup"
    ? { ...shipment, status: "picked_up", scans: [...shipment.scans, { at, status: "picked_up" }] }
    : shipment;
}

/** Merges two records of the same shipment, with the scans of both. */
function join(one: OrderShipment, other: OrderShipment): OrderShipment {
  const scans = [...one.scans, ...other.scans].toSorted((a, b) => textOrder(a.at, b.at));
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
    ...formerNumbers([...one.former_numbers ?? [], ...other.former_numbers ?? []]),
    expected: newest.expected ?? one.expected ?? other.expected,
    way: one.way ?? other.way,
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
  const former = id === reported.id && before?.id === id ? replacedNumbers(known, reported.tracking) : [];
  // A repeated "shipped" (a tracking number added later) does not reset the shipment.
  const repeated = status === "shipped" && before !== null;
  const by_number = isNumberOf(reported.id, tracking);
  const { at, place, description, proof, pickup, offset_minutes, is_correction } = event;
  const number = by_number ? trackingNumber(reported.id) : undefined;
  const scan: Scan = {
    at,
    status,
    place,
    description,
    number,
    offset_minutes,
    is_correction,
    ...(proof === undefined ? {} : { proof }),
    ...(pickup === undefined ? {} : { pickup }),
  };
  const scans = repeated ? before.scans : addedScan(before?.scans ?? [], scan);
  const own = scans.filter((one) => one.number === undefined || !former.includes(one.number));
  const single = repeated ? before.status : statusAfter(before?.status, scan);
  return {
    id,
    other_ids,
    status: own.length < scans.length
      ? statusOfScans(own)
      : by_number && !repeated
      ? statusOfPackages(tracking, scans, single)
      : single,
    lines: hasContent(reported) ? reported.lines : before?.lines ?? [],
    tracking,
    ...formerNumbers([...before?.former_numbers ?? [], ...former], tracking),
    expected: reported.expected ?? before?.expected,
    way: reported.way ?? before?.way,
    // Time of departure: the first scan may be earlier or later than the report that the shipment left.
    shipped_at: before?.shipped_at ?? (status === "shipped" ? at : undefined),
    scans: own,
  };
}

/** Returns the numbers that a storefront replaced: all old ones, if none is among the new ones. */
function replacedNumbers(before: readonly Tracking[], now: readonly Tracking[]): readonly string[] {
  const numbers = before.flatMap(({ number }) => number === undefined ? [] : [trackingNumber(number)]);
  const has_new = now.some(({ number }) => number !== undefined);
  return has_new && numbers.every((number) => !isNumberOf(number, now)) ? numbers : [];
}

/** Drops numbers that are in use again. */
function formerNumbers(
  numbers: readonly string[],
  tracking: readonly Tracking[] = [],
): Pick<OrderShipment, "former_numbers"> {
  const former = [...new Set(numbers)].filter((number) => !isNumberOf(number, tracking));
  return former.length === 0 ? {} : { former_numbers: former };
}
