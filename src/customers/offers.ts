/**
 * Decides what an order offers its customer to do now. Pure; each offer is checked again when the customer asks for
 * it.
 */
import { type Ledger, mayHaveBeenRead } from "../messages/ledger.ts";
import type { Request } from "../orders/event.ts";
import type { Order, OrderShipment } from "../orders/state.ts";
import { isCalledOff } from "../orders/called_off.ts";
import { hasShipped, homeAt, isAllHere, isUnderway } from "../orders/goods/arrival.ts";
import { isBack, piecesKept, piecesWithCustomer } from "../orders/goods/ended.ts";
import { goodsOf } from "../orders/goods/goods.ts";
import { isReplaced, type Pieces } from "../orders/goods/parts.ts";
import { isPhysical, wayOf } from "../orders/goods/way.ts";
import { isBrought } from "../orders/goods/ways.ts";
import { returnPolicy, returnsUntil } from "../orders/returns.ts";
import type { ShopSettings } from "../orders/shop.ts";
import { withdrawalDays } from "./withdrawal.ts";

export const OFFERS = [
  "delay",
  "held",
  "problem",
  "ask",
  "return",
  "address",
  "note",
  "cancel",
  "rate",
  "withdraw",
] as const;
export type Offer = (typeof OFFERS)[number];

const DAY_MS = 86_400_000;

export interface OfferInput {
  readonly order: Order;
  readonly shop: ShopSettings;
  readonly ledger: Ledger;
  readonly now_ms: number;
}

const RULES: Readonly<Record<Offer, (input: OfferInput) => boolean>> = {
  delay: ({ order, ledger }) =>
    !isCalledOff(order) && isUnderway(order) &&
    ledger.some((entry) =>
      entry.kind === "delay_notice" && mayHaveBeenRead(entry) &&
      !order.delay_answers.some(({ at }) => Date.parse(at) >= (entry.closed_at ?? 0))
    ),
  held: ({ order }) => heldShipment(order) !== null && !isHeldAsked(order),
  // A parcel of an order that was called off is not looked for: what has arrived may still be broken.
  problem: ({ order }) => hasShipped(order) && (!isCalledOff(order) || homeAt(order) !== null),
  ask: () => true,
  return: (input) => returnable(input).length > 0,
  address: (input) => isBrought(input.order) && (isStillHere(input) || RULES.held(input)),
  note: (input) => isStillHere(input) && isBrought(input.order),
  cancel: (input) => isStillHere(input) && !isAsked(input.order, ["cancellation"]),
  rate: ({ order }) => order.cancelled === undefined && homeAt(order) !== null,
  withdraw: (input) => withdrawable(input).length > 0,
};

/** The shipment that came back, or that its carrier cannot deliver, and that was not sent anew; null where there is none. */
export function heldShipment(order: Order): OrderShipment | null {
  if (isCalledOff(order)) return null;
  return order.shipments.findLast((one) =>
    (one.status === "returned_to_sender" || one.status === "exception") && !isReplaced(order, one) &&
    !isBack(order, one)
  ) ?? null;
}

const HELD_REQUESTS: ReadonlySet<string> = new Set(["send_again", "send_elsewhere", "refund_instead"]);

/** What was asked or granted about it is not asked again. */
function isHeldAsked({ open_requests = [], decided_requests = [] }: Order): boolean {
  return [...open_requests, ...decided_requests].some(({ about }) => HELD_REQUESTS.has(about));
}

/** True while such a request waits: a second one would be a second case about the same. */
function isAsked({ open_requests = [] }: Order, abouts: readonly Request[]): boolean {
  return open_requests.some(({ about }) => abouts.includes(about));
}

export function offersOf(input: OfferInput): readonly Offer[] {
  return OFFERS.filter((offer) => RULES[offer](input));
}

/** Line and the number of its pieces that can still be returned or withdrawn. */
export type Left = Pieces;

/**
 * Returns the pieces that may still be returned under the policy of the order's day; empty before delivery and after
 * the return period.
 */
export function returnable({ order, shop, now_ms }: OfferInput): readonly Left[] {
  const policy = returnPolicy(order, shop);
  const until_ms = returnsUntil(order, shop);
  if (policy === null || until_ms === null || now_ms > until_ms || order.cancelled !== undefined) return [];
  return notAsked(order, piecesWithCustomer(order)).filter(({ line }) =>
    isPhysical(wayOf(line)) && (line.sku === undefined || !policy.excluded_skus.includes(line.sku))
  );
}

/**
 * Returns the pieces that may be withdrawn: from the order until so many days after the last delivery as the law of the
 * customer's country gives. The shop, not the page, judges the
 * exceptions.
 */
export function withdrawable({ order, shop, now_ms }: OfferInput): readonly Left[] {
  const days = withdrawalDays(order, shop);
  if (days === null || order.cancelled !== undefined) return [];
  const home_at = homeAt(order);
  const is_open = home_at === null || now_ms <= Date.parse(home_at) + days * DAY_MS;
  // Leaves out goods bought at the till: the right of withdrawal covers distance contracts only.
  return is_open ? notAsked(order, piecesKept(order)).filter(({ line }) => wayOf(line) !== "till") : [];
}

/** Returns those `pieces` that are not yet in a return or withdrawal request. */
function notAsked(order: Order, pieces: readonly Pieces[]): readonly Left[] {
  const wanted = new Map(
    goodsOf(order).lines.map(({ line, ordered, fates }) => [
      line.id,
      ordered - fates.withdrawn,
    ]),
  );
  const { returns, withdrawals } = order;
  const asked = [...returns.filter(({ status }) => status !== "declined"), ...withdrawals];
  for (const { line_id, quantity } of asked.flatMap(({ lines }) => lines)) {
    wanted.set(line_id, (wanted.get(line_id) ?? 0) - quantity);
  }
  return pieces.map(({ line, quantity }) => ({
    line,
    quantity: Math.min(quantity, wanted.get(line.id) ?? 0),
  })).filter(({ quantity }) => quantity > 0);
}

/** Returns whether the order can still be changed: not cancelled, and no goods have left. */
function isStillHere({ order }: OfferInput): boolean {
  return order.cancelled === undefined && isAllHere(order);
}
