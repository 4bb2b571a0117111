/** Assigns pieces to shipments. A piece is in at most one shipment, even if senders report it several times. Pure. */
import type { Line, OrderDetails } from "../event.ts";
import type { OrderShipment } from "../state.ts";
import type { Fate } from "./fate.ts";
import { givenUp, NOTHING } from "./given_up.ts";
import { byDeparture, shipmentFate, shippedAt } from "./shipment.ts";
import { shipmentWay, travels, wayOf } from "./way.ts";

/** Pieces in one shipment, by line id. */
export interface Holding {
  readonly shipment: OrderShipment;
  readonly fate: Fate;
  readonly pieces: ReadonlyMap<string, number>;
  /** Stated content that left once more: it is in another shipment, or due again. */
  readonly given_up: ReadonlyMap<string, number>;
}

/** Order in which shipments claim pieces: arrived ones first, then those under way, then those coming back. */
const STANDING: Partial<Readonly<Record<Fate, number>>> = { in_shipment: 1, coming_back: 2 };

/**
 * The shipments whose content is told, each with the pieces of `ordered` that no shipment before it holds and that did not leave
 * once more. What comes back is not among the pieces that are `kept_back`.
 */
export function toldHoldings(
  details: Pick<OrderDetails, "lines">,
  shipments: readonly OrderShipment[],
  ordered: ReadonlyMap<string, number>,
  kept_back: ReadonlyMap<string, number>,
): readonly Holding[] {
  const free = new Map(ordered);
  const wanted = new Map([...ordered].map(([id, quantity]) => [id, quantity - (kept_back.get(id) ?? 0)]));
  const given_up = givenUp(details, shipments, wanted);
  return shipments.filter(({ lines }) => lines.length > 0)
    .map((shipment) => ({ shipment, fate: shipmentFate(shipment, shipmentWay(details, shipment)) }))
    .toSorted((a, b) => standing(a.fate) - standing(b.fate) || byDeparture(a.shipment, b.shipment))
    .map(({ shipment, fate }) => {
      const pieces = new Map<string, number>();
      const left_again = given_up.get(shipment) ?? NOTHING;
      for (const { line_id, quantity } of shipment.lines) {
        if (left_again.has(line_id)) continue;
        const spare = fate === "coming_back" ? kept_back.get(line_id) ?? 0 : 0;
        const taken = Math.min(quantity, (free.get(line_id) ?? 0) - spare);
        if (taken <= 0) continue;
        free.set(line_id, free.get(line_id)! - taken);
        pieces.set(line_id, (pieces.get(line_id) ?? 0) + taken);
      }
      return { shipment, fate, pieces, given_up: left_again };
    });
}

/** Shipments without stated content, together: which of them holds which piece is unknown. */
export interface UntoldPool {
  readonly shipments: readonly OrderShipment[];
  readonly fate: Fate;
  /** Time at which the first of them left. */
  readonly left_at: string;
}

/**
 * Returns the shipments without stated content, which together count as holding all pieces of their way that no other
 * holds; null if there are none.
 */
export function untoldPool(
  details: Pick<OrderDetails, "lines">,
  shipments: readonly OrderShipment[],
): UntoldPool | null {
  const untold = shipments.filter((one) => one.lines.length === 0).toSorted(byDeparture);
  const [first] = untold;
  if (first === undefined) return null;
  const fates = untold.map((one) => shipmentFate(one, shipmentWay(details, one)));
  const fate = FURTHEST_BEHIND.find((one) => fates.includes(one)) ?? fates[0]!;
  return { shipments: untold, fate, left_at: shippedAt(first) };
}

/** Fates in order of precedence: the pool is no further than the shipment that is furthest behind. */
const FURTHEST_BEHIND: readonly Fate[] = ["in_shipment", "coming_back"];

/**
 * Of the lines of which something was wanted when they left, those of which they may hold pieces. A parcel is no download: only
 * where nothing travels and nothing is collected a shipment can stand for something digital.
 */
export function pooledLines(lines: readonly Line[]): readonly Line[] {
  const brought = lines.filter((line) => travels(wayOf(line)));
  if (brought.length > 0) return brought;
  const collected = lines.filter((line) => wayOf(line) === "pickup");
  return collected.length > 0 ? collected : lines.filter((line) => wayOf(line) === "digital");
}

function standing(fate: Fate): number {
  return STANDING[fate] ?? 0;
}
