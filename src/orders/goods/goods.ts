/**
 * Computes the goods of an order: one fate for each piece of each line. Pure, and a function of the order alone. All
 * questions about "part of", "the rest", "still to come" and "all of it" are answered from here.
 */
import type { DeliveryWay, Line } from "../event.ts";
import { isCalledOff } from "../called_off.ts";
import type { Order, OrderShipment } from "../state.ts";
import { withBundles } from "./bundles.ts";
import { type Holding, pooledLines, toldHoldings, type UntoldPool, untoldPool } from "./claims.ts";
import { type Fate, FATES } from "./fate.ts";
import { NOTHING } from "./given_up.ts";
import { orderedLines } from "./removals.ts";
import { shipmentFate } from "./shipment.ts";
import { shipmentWay, wayOf } from "./way.ts";
import { count, type Counts, unwanted } from "./withdrawn.ts";

/** One line and the fates of its pieces, which add up to `ordered`. */
export interface LineGoods {
  /** Line of the newest snapshot; for a removed line, of the last snapshot with it. */
  readonly line: Line;
  readonly way: DeliveryWay;
  /** Number of pieces ever ordered. */
  readonly ordered: number;
  readonly fates: Readonly<Record<Fate, number>>;
  /** Number of withdrawn pieces that the cancellation of the whole order took. */
  readonly cancelled: number;
}

export interface Goods {
  readonly lines: readonly LineGoods[];
  /**
   * Content of each shipment. Shipments without stated content hold the same pieces together, and each is listed with
   * all of them.
   */
  readonly holdings: readonly Holding[];
}

/** Caches goods: one plan or view reads them many times, and an order is immutable. */
const known = new WeakMap<Order, Goods>();

export function goodsOf(order: Order): Goods {
  const before = known.get(order);
  if (before !== undefined) return before;
  const made = makeGoods(order);
  known.set(order, made);
  return made;
}

/** Tolerance: a refund that belongs to a cancellation may have a slightly earlier time. */
const ONE_ACTION_MS = 600_000;

function makeGoods(order: Order): Goods {
  const ordered = orderedLines(order);
  const said = unwanted(order);
  const shipments = order.shipments.filter((shipment) => !isPutBack(order, shipment));
  const told = toldHoldings(
    order.details,
    shipments,
    new Map(ordered.map((one) => [one.line.id, one.ordered])),
    said.kept_back,
  );
  const pool = untoldPool(order.details, shipments);
  // Excludes pieces that were withdrawn before the first shipment without stated content left.
  const said_before_pool = pool === null ? said : unwanted(order, pool.left_at);
  const wanted = (one: { readonly line: Line; readonly ordered: number }) =>
    count(said_before_pool.withdrawn, one.line.id) < one.ordered;
  const pooled_lines = pool === null ? [] : pooledLines(ordered.filter(wanted).map(({ line }) => line));
  const said_before_end = order.cancelled === undefined
    ? said
    : unwanted(order, new Date(Date.parse(order.cancelled.at) - ONE_ACTION_MS).toISOString());
  const pooled = new Map<string, number>();
  const made = ordered.map((one): LineGoods => {
    const { line, ordered } = one;
    const way = wayOf(line);
    const fates = noFates();
    let free = ordered;
    const put = (fate: Fate, quantity: number) => {
      const taken = Math.max(0, Math.min(quantity, free));
      fates[fate] += taken;
      free -= taken;
    };
    for (const { fate, pieces } of told) put(fate, count(pieces, line.id));
    if (pool !== null && pooled_lines.includes(line)) {
      const inside = Math.max(0, free - count(said_before_pool.withdrawn, line.id));
      pooled.set(line.id, inside);
      put(pool.fate, inside);
    }
    const gone = Math.max(count(said.withdrawn, line.id), count(said_before_pool.withdrawn, line.id));
    const returned = count(said.returned, line.id);
    const handed_over = order.cancelled === undefined ? free : returned;
    const given_up = told.reduce((sum, holding) => sum + count(holding.given_up, line.id), 0);
    const without_shipment = way === "till"
      ? handed_over
      : ownCount(order, line, ordered - free + given_up, free - gone);
    put(FATE_WITHOUT_SHIPMENT[way], without_shipment);
    put("withdrawn", gone);
    // What has not left of an order that was called off never will.
    const cancelled = isCalledOff(order) ? free : 0;
    put("withdrawn", cancelled);
    put("due", free);
    return {
      line,
      way,
      ordered,
      fates: withReturned(fates, returned),
      cancelled: order.cancelled === undefined
        ? 0
        : Math.max(0, fates.withdrawn - count(said_before_end.withdrawn, line.id)),
    };
  });
  return { lines: withBundles(made), holdings: holdingsOf(shipments, told, pool, pooled) };
}

/** Returns the holdings in the order of `shipments`. */
function holdingsOf(
  shipments: readonly OrderShipment[],
  told: readonly Holding[],
  pool: UntoldPool | null,
  pooled: Counts,
): readonly Holding[] {
  return shipments.flatMap((shipment) => {
    const one = told.find((holding) => holding.shipment === shipment);
    if (one !== undefined) return [one];
    return pool === null ? [] : [{ shipment, fate: pool.fate, pieces: pooled, given_up: NOTHING }];
  });
}

/** Fate of a piece that left without a reported shipment. */
const FATE_WITHOUT_SHIPMENT: Readonly<Record<DeliveryWay, Fate>> = {
  carrier: "in_shipment",
  local: "in_shipment",
  pickup: "collected",
  till: "handed_over",
  digital: "sent",
};

/**
 * Returns how many of the `left` pieces have left by the storefront's own count, beside the `known` ones that
 * left in shipments. That count still includes shipments that were withdrawn since.
 */
function ownCount(order: Order, { id, fulfilled }: Line, known: number, left: number): number {
  if (order.details.completed_at !== undefined) return left;
  if (fulfilled === undefined) return 0;
  const taken_back = (order.withdrawn_shipments ?? []).flatMap(({ lines }) => lines)
    .reduce((sum, { line_id, quantity }) => line_id === id ? sum + quantity : sum, 0);
  return Math.min(left, fulfilled - known - taken_back);
}

/** What waited to be collected at a shop that has called the order off waits no more. */
export function isPutBack(order: Order, shipment: OrderShipment): boolean {
  return isCalledOff(order) && shipmentWay(order.details, shipment) === "pickup" &&
    shipmentFate(shipment, "pickup") === "in_shipment";
}

/** Fates from which a piece comes back to the shop, the likeliest first. */
const RETURNED_FROM: readonly Fate[] = [
  "coming_back",
  "home",
  "collected",
  "handed_over",
  "sent",
  "in_shipment",
  "due",
];

function withReturned(fates: Record<Fate, number>, returned: number): Readonly<Record<Fate, number>> {
  let left = returned;
  for (const fate of RETURNED_FROM) {
    const taken = Math.min(left, fates[fate]);
    fates[fate] -= taken;
    fates.returned += taken;
    left -= taken;
  }
  return fates;
}

function noFates(): Record<Fate, number> {
  return Object.fromEntries(FATES.map((fate) => [fate, 0])) as Record<Fate, number>;
}
