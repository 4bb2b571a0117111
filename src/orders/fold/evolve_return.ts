/**
 * Applies one event to an order's returns: what shop and customer agreed, its label, and the scans of the parcel that goes
 * back. A parcel is that of a return by its tracking number. Pure.
 */
import type { OrderEvent, Return } from "../event.ts";
import { byKnownLines } from "../goods/summary_line.ts";
import type { Order, OrderReturn, OrderShipment, ReturnStatus, Scan, ShipmentStatus } from "../state.ts";
import { textOrder } from "../../values/text_order.ts";
import { type AnyShipment, hasContent, isNumberOf, sameShipments } from "./same_shipment.ts";
import { addedScan } from "./shipment_status.ts";

type ReturnEvent = Exclude<Extract<OrderEvent, { return: Return }>, LabelEvent>;
type LabelEvent = Extract<OrderEvent, { type: "return.label_added" }>;
type ScanEvent = Extract<OrderEvent, { type: `shipment.${ShipmentStatus}` }>;

export function withReturn(order: Order, event: ReturnEvent, status: ReturnStatus): Order {
  const before = order.returns.find(({ id }) => id === event.return.id);
  const first = stepOf(status);
  return withOne(order, {
    ...merged(order, before, event.return, event.at),
    status,
    at: event.at,
    reason: event.reason,
    ...(first === null ? {} : { [first]: before?.[first] ?? event.at }),
  });
}

/** Adds a label that was uploaded; the return stays as far as it is. */
export function withLabel(order: Order, event: LabelEvent): Order {
  const before = order.returns.find(({ id }) => id === event.return.id);
  if (before === undefined) return order;
  const { status, at, reason } = before;
  return withOne(order, {
    ...merged(order, before, event.return, event.at),
    status,
    at,
    reason,
    label_at: before.label_at ?? event.at,
    label_file: event.label_file,
  });
}

/** Returns the return whose parcel `reported` is; null for a parcel to the customer. */
export function returnOf(
  { returns, shipments }: Order,
  reported: Pick<AnyShipment, "id" | "tracking">,
): OrderReturn | null {
  const found = returns.find(({ tracking = [] }) => goesBack(reported, tracking));
  if (found === undefined) return null;
  // A storefront that reports what is in it means a parcel of its own.
  return sameShipments(shipments, { ...reported, lines: [] }).some(hasContent) ? null : found;
}

/** Whether the parcel of one of the order's returns has this tracking number. */
export function isReturn(order: Order, number: string): boolean {
  return returnOf(order, { id: number, tracking: [] }) !== null;
}

export function withReturnScan(
  order: Order,
  found: OrderReturn,
  { at, place, description, offset_minutes }: ScanEvent,
  status: ShipmentStatus,
): Order {
  const scan: Scan = { at, status, place, description, offset_minutes };
  return withOne(order, { ...found, scans: addedScan(found.scans ?? [], scan) });
}

function stepOf(status: ReturnStatus) {
  return status === "declined" ? null : `${status}_at` as const;
}

function merged(
  order: Order,
  before: OrderReturn | undefined,
  given: Return,
  at: string,
): Omit<OrderReturn, "status" | "at" | "reason"> {
  const reported = { ...given, lines: byKnownLines(order.details, given.lines) };
  const has_label = reported.label_url !== undefined || reported.qr_url !== undefined;
  return {
    ...before,
    ...reported,
    lines: reported.lines.length > 0 ? reported.lines : before?.lines ?? [],
    steps: reported.steps.length > 0 ? reported.steps : before?.steps ?? [],
    ...(has_label ? { label_at: before?.label_at ?? at } : {}),
  };
}

/**
 * Puts the return in its place. What the carrier reported of its parcel before the number was known to be that of a return moves from
 * the order's shipments to it.
 */
function withOne(order: Order, one: OrderReturn): Order {
  const tracking = one.tracking ?? [];
  const strays = tracking.length === 0
    ? []
    : order.shipments.filter((shipment) => !hasContent(shipment) && goesBack(shipment, tracking));
  const scans = strays.flatMap((stray) => stray.scans).map(({ number: _, ...scan }) => scan);
  const whole = scans.length === 0 ? one : {
    ...one,
    scans: [...one.scans ?? [], ...scans].toSorted((a, b) => textOrder(a.at, b.at)),
  };
  return {
    ...order,
    ...(strays.length === 0 ? {} : { shipments: without(order.shipments, strays) }),
    returns: [...order.returns.filter(({ id }) => id !== one.id), whole],
  };
}

function without(shipments: readonly OrderShipment[], strays: readonly OrderShipment[]) {
  return shipments.filter((one) => !strays.includes(one));
}

function goesBack(
  { id, tracking }: Pick<AnyShipment, "id" | "tracking">,
  back: OrderReturn["tracking"] = [],
) {
  return isNumberOf(id, back) ||
    tracking.some(({ number }) => number !== undefined && isNumberOf(number, back));
}
