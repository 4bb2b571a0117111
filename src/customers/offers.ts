/** What an order offers its customer to do now. Pure; what is offered is checked again when it is asked for. */
import { hasLeft, type Ledger } from "../messages/ledger.ts";
import type { Line } from "../orders/event.ts";
import { homeAt, isUnderway } from "../orders/promise.ts";
import { returnPolicy, returnsUntil } from "../orders/returns.ts";
import type { ShopSettings } from "../orders/shop.ts";
import type { Order } from "../orders/state.ts";

export const OFFERS = [
  "delay",
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
    order.cancelled === undefined && isUnderway(order) &&
    ledger.some((entry) =>
      entry.kind === "delay_notice" && hasLeft(entry) &&
      !order.delay_answers.some(({ at }) => Date.parse(at) >= (entry.closed_at ?? 0))
    ),
  problem: ({ order }) => order.shipments.length > 0,
  ask: () => true,
  return: (input) => returnable(input).length > 0,
  address: isStillHere,
  note: isStillHere,
  cancel: isStillHere,
  rate: ({ order }) => order.cancelled === undefined && homeAt(order) !== null,
  withdraw: (input) => withdrawable(input).length > 0,
};

export function offersOf(input: OfferInput): readonly Offer[] {
  return OFFERS.filter((offer) => RULES[offer](input));
}

/** A line and how many pieces of it are left to send back or to withdraw from. */
export interface Left {
  readonly line: Line;
  readonly quantity: number;
}

/** What may still be sent back under the policy of the order's day; nothing before it came or after its time. */
export function returnable({ order, shop, now_ms }: OfferInput): readonly Left[] {
  const policy = returnPolicy(order, shop);
  const until_ms = returnsUntil(order, shop);
  if (policy === null || until_ms === null || now_ms > until_ms || order.cancelled !== undefined) return [];
  return left(order).filter(({ line }) =>
    line.requires_shipping && !policy.excluded_skus.includes(line.sku ?? "")
  );
}

/**
 * From the order on until so many days after the last parcel came (14 in the Union: Directive 2011/83/EU, Article 9), for a
 * shop whose settings say that its customers have the right. What it excludes is the shop's to judge, not the page's.
 */
export function withdrawable({ order, shop, now_ms }: OfferInput): readonly Left[] {
  if (shop.withdrawal_days === null || order.cancelled !== undefined) return [];
  const home_at = homeAt(order);
  const is_open = home_at === null || now_ms <= Date.parse(home_at) + shop.withdrawal_days * DAY_MS;
  return is_open ? left(order) : [];
}

/** Bought, less what has been asked back or withdrawn from already. */
function left({ details, returns, withdrawals }: Order): readonly Left[] {
  const gone = new Map<string, number>();
  const asked = [...returns.filter(({ status }) => status !== "declined"), ...withdrawals];
  for (const { line_id, quantity } of asked.flatMap(({ lines }) => lines)) {
    gone.set(line_id, (gone.get(line_id) ?? 0) + quantity);
  }
  return details.lines.map((line) => ({ line, quantity: line.quantity - (gone.get(line.id) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}

/** Nothing has left, so there is still something to change. */
function isStillHere({ order }: OfferInput): boolean {
  return order.cancelled === undefined && order.shipments.length === 0 &&
    order.details.lines.some((line) => line.requires_shipping);
}
