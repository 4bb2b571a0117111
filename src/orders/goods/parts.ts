/**
 * Describes one shipment's part of its order: all, a part, the last part, the second of three; and what follows it.
 * Pure.
 */
import type { DeliveryWay, Line } from "../event.ts";
import type { Order, OrderShipment } from "../state.ts";
import { NOTHING } from "./given_up.ts";
import { goodsOf, type LineGoods } from "./goods.ts";
import { orderedLines } from "./removals.ts";
import { byDeparture, shippedAt } from "./shipment.ts";
import { shipmentWay, travels } from "./way.ts";
import type { Counts } from "./withdrawn.ts";

/** Number of pieces of a line. */
export interface Pieces {
  readonly line: Line;
  readonly quantity: number;
}

export interface Part {
  /** How much has left with these shipments of what goes their way: all, the last part (also after the till), or some while more is to come. */
  readonly scope: "all" | "some" | "last";
  /** Content; empty where no sender states it. */
  readonly items: readonly Pieces[];
  /** What comes later on the same way: nothing that was withdrawn. */
  readonly still_to_come: readonly Pieces[];
}

/** What `group` is of its order, seen at the moment the first of them left. Each of the same kind: brought, or to be collected. */
export function partOf(order: Order, group: readonly OrderShipment[]): Part {
  const left_at = group.map(shippedAt).sort()[0] ?? "";
  const is_alike = alike(order, group);
  const earlier = order.shipments.filter((one) =>
    !group.includes(one) && shippedAt(one) < left_at && is_alike(shipmentWay(order.details, one)) &&
    !isRepeated(order, one, group)
  );
  const still_to_come = toCome(order, [...earlier, ...group]);
  return {
    scope: still_to_come.length > 0 ? "some" : earlier.length > 0 || wasTakenAlong(order) ? "last" : "all",
    items: contents(order, group),
    still_to_come,
  };
}

/** Returns whether the customer took a part of the order along at the till: what is brought is then the rest. */
function wasTakenAlong(order: Order): boolean {
  return goodsOf(order).lines.some(({ fates }) => fates.handed_over > 0);
}

/** Returns the stated content of these shipments, each line once. */
export function contents(order: Order, shipments: readonly OrderShipment[]): readonly Pieces[] {
  const inside = new Map<string, number>();
  for (const { line_id, quantity } of shipments.flatMap(({ lines }) => lines)) {
    inside.set(line_id, (inside.get(line_id) ?? 0) + quantity);
  }
  return orderedLines(order).flatMap(({ line }) => {
    const quantity = inside.get(line.id);
    return quantity === undefined ? [] : [{ line, quantity }];
  });
}

/**
 * Returns what is inside these shipments: their stated content, or where no sender states it and there is no other shipment, all that
 * goes their way and was not withdrawn.
 */
export function inside(order: Order, shipments: readonly OrderShipment[]): readonly Pieces[] {
  const stated = contents(order, shipments);
  if (stated.length > 0 || !order.shipments.every((one) => shipments.includes(one))) return stated;
  const is_alike = alike(order, shipments);
  return goodsOf(order).lines.filter(({ way }) => is_alike(way))
    .map(({ line, ordered, fates }) => ({ line, quantity: ordered - fates.withdrawn }))
    .filter(({ quantity }) => quantity > 0);
}

/** The ways that belong together: what is brought is one matter, what is collected another. */
function alike({ details }: Order, [first]: readonly OrderShipment[]): (way: DeliveryWay) => boolean {
  const way = first === undefined ? "carrier" : shipmentWay(details, first);
  return travels(way) ? travels : (other) => other === way;
}

/**
 * Returns `{ number: 2, count: 3 }` among the shipments that are brought, or those that are collected; null for a
 * single one, and for one whose content left again.
 */
export function positionOf(
  order: Order,
  shipment: OrderShipment,
): { readonly number: number; readonly count: number } | null {
  const is_alike = alike(order, [shipment]);
  const all = order.shipments.filter((one) =>
    is_alike(shipmentWay(order.details, one)) && !isReplaced(order, one)
  );
  if (all.length < 2 || !all.includes(shipment)) return null;
  return { number: all.indexOf(shipment) + 1, count: all.length };
}

/** Returns whether the shipment came back, had a problem or fell silent, and its content has left again. */
export function isReplaced(order: Order, shipment: OrderShipment): boolean {
  const given_up = givenUpOf(order, shipment);
  return shipment.lines.length > 0 && shipment.lines.every(({ line_id }) => given_up.has(line_id));
}

/** Returns the first shipment that left after `shipment` with one of its lines. */
export function replacementOf(order: Order, shipment: OrderShipment): OrderShipment | undefined {
  const inside = new Set(shipment.lines.map(({ line_id }) => line_id));
  return order.shipments.toSorted(byDeparture).find((one) =>
    byDeparture(one, shipment) > 0 && one.lines.some(({ line_id }) => inside.has(line_id))
  );
}

function givenUpOf(order: Order, shipment: OrderShipment): Counts {
  return goodsOf(order).holdings.find((one) => one.shipment === shipment)?.given_up ?? NOTHING;
}

/** What goes the way of `shipments` and is neither in them nor with the customer without any. */
function toCome(order: Order, shipments: readonly OrderShipment[]): readonly Pieces[] {
  const { lines, holdings } = goodsOf(order);
  const is_alike = alike(order, shipments);
  const later = holdings.filter(({ shipment, fate }) =>
    !shipments.includes(shipment) && fate !== "coming_back" &&
    // Skips shipments without stated content: all of them hold the same pieces.
    !(shipment.lines.length === 0 && shipments.some((one) => one.lines.length === 0))
  );
  return lines.filter(({ way }) => is_alike(way)).flatMap(({ line, ordered, fates }) => {
    const in_later = Math.max(0, ...untold(later, line.id)) +
      later.filter(({ shipment }) => shipment.lines.length > 0)
        .reduce((sum, { pieces }) => sum + (pieces.get(line.id) ?? 0), 0);
    // Pieces that came back, from any shipment, are not sent again; what is inside is not to come, even if another one claims it.
    const wanted = ordered - fates.withdrawn - fates.returned - fates.coming_back -
      statedIn(order, shipments, line.id);
    const quantity = Math.min(fates.due + in_later, wanted);
    return quantity > 0 ? [{ line, quantity }] : [];
  });
}

/** Returns how many pieces of a line these shipments state, beside those that came back or left again. */
function statedIn(order: Order, shipments: readonly OrderShipment[], id: string): number {
  return goodsOf(order).holdings
    .filter(({ shipment, fate, given_up }) =>
      shipments.includes(shipment) && fate !== "coming_back" && !given_up.has(id)
    )
    .flatMap(({ shipment }) => shipment.lines)
    .reduce((sum, { line_id, quantity }) => line_id === id ? sum + quantity : sum, 0);
}

function untold(holdings: ReturnType<typeof goodsOf>["holdings"], line_id: string): readonly number[] {
  return holdings.filter(({ shipment }) => shipment.lines.length === 0)
    .map(({ pieces }) => pieces.get(line_id) ?? 0);
}

/** A shipment is sent once more when `later` ones hold its content beyond what was wanted. */
function isRepeated(order: Order, { lines }: OrderShipment, later: readonly OrderShipment[]): boolean {
  if (lines.length === 0) return false;
  const wanted = new Map(
    goodsOf(order).lines.map(({ line, ordered, fates }) => [line.id, ordered - fates.withdrawn]),
  );
  const again = new Map<string, number>();
  for (const { line_id, quantity } of later.flatMap((one) => one.lines)) {
    again.set(line_id, (again.get(line_id) ?? 0) + quantity);
  }
  return lines.every(({ line_id, quantity }) =>
    quantity + (again.get(line_id) ?? 0) > (wanted.get(line_id) ?? 0)
  );
}

/** Returns the pieces of matching lines that are still to be sent, handed over or made available. */
export function duePieces(order: Order, matches: (line: LineGoods) => boolean): readonly Pieces[] {
  return goodsOf(order).lines.filter((line) => matches(line) && line.fates.due > 0)
    .map(({ line, fates }) => ({ line, quantity: fates.due }));
}
