/**
 * The law of every breakdown: its parts are its total. Lists the parts that a sender names, and says what may be shown
 * where they are not the total that the same sender states. Pure.
 */
import type { Line, OrderDetails, Refund } from "../event.ts";

export type PartKind =
  | "line"
  | "discount"
  | "gift_card"
  | "shipping"
  | "fee"
  | "tip"
  | "duties"
  | "tax"
  | "rounding"
  | "adjustment"
  /** What the sender's parts lack of the sender's total. */
  | "other";

export interface Part {
  readonly kind: PartKind;
  /** The sender's own name for it. */
  readonly label?: string | undefined;
  /** Of tax: percent as decimal text. */
  readonly percent?: string | undefined;
  readonly line_id?: string | undefined;
  /** With its sign: what is taken off is below zero. */
  readonly amount_minor: number;
}

/**
 * `whole`: the named parts are the total. `adjusted`: the last part, of kind `other`, makes up for what they lack of it.
 * `none`: they are so far from it that no part can be believed, or the sender named none.
 */
export interface Breakdown {
  readonly state: "whole" | "adjusted" | "none";
  /** Their sum is the total; empty for `none`. */
  readonly parts: readonly Part[];
}

/** A gap of more than one fourth of what is named means that the amounts themselves are in doubt: another currency, say. */
const GAP_DIVISOR = 4;

/** Returns a breakdown whose parts are `total_minor`, or one without parts. */
export function breakdownOf(parts: readonly Part[], total_minor: number): Breakdown {
  if (parts.length === 0) return { state: "none", parts: [] };
  const named_minor = sumOf(parts);
  const gap_minor = total_minor - named_minor;
  if (gap_minor === 0) return { state: "whole", parts };
  const size_minor = Math.max(Math.abs(named_minor), Math.abs(total_minor));
  return Math.abs(gap_minor) * GAP_DIVISOR > size_minor
    ? { state: "none", parts: [] }
    : { state: "adjusted", parts: [...parts, { kind: "other", amount_minor: gap_minor }] };
}

export function sumOf(parts: readonly { readonly amount_minor: number }[]): number {
  return parts.reduce((total, { amount_minor }) => total + amount_minor, 0);
}

/** Price of a line as the customer pays it, discount taken off. */
export function lineTotalMinor({ unit_price_minor, quantity, discount_minor }: Line): number {
  return unit_price_minor * quantity - discount_minor;
}

/** Every part of an order's total that its snapshot names, in the order in which customers read them. */
export function orderParts(details: OrderDetails): readonly Part[] {
  const { lines, discounts, shipping, fees, gift_cards = [], rounding_minor = 0, adjustments = [] } = details;
  return [
    ...lines.map((line): Part => ({ kind: "line", line_id: line.id, amount_minor: lineTotalMinor(line) })),
    ...discounts.map((discount): Part => ({ kind: "discount", ...negative(discount) })),
    ...(shipping === undefined ? [] : [{ kind: "shipping" as const, ...shipping }]),
    ...fees.map((fee): Part => ({ ...fee, kind: fee.kind ?? "fee" })),
    ...(details.tax?.included === false ? taxParts(details) : []),
    ...adjustments.map((adjustment): Part => ({ kind: "adjustment", ...adjustment })),
    ...gift_cards.map((card): Part => ({ kind: "gift_card", ...negative(card) })),
    ...(rounding_minor === 0 ? [] : [{ kind: "rounding" as const, amount_minor: rounding_minor }]),
  ];
}

/** The tax of an order, a part a rate where the sender names rates that add up to it; no part of the total where prices include it. */
export function taxParts({ tax }: Pick<OrderDetails, "tax">): readonly Part[] {
  if (tax === undefined || tax.amount_minor === 0) return [];
  const { amount_minor, rates = [] } = tax;
  if (rates.length === 0 || sumOf(rates) !== amount_minor) return [{ kind: "tax", amount_minor }];
  return rates.filter((rate) => rate.amount_minor !== 0).map((rate): Part => ({ kind: "tax", ...rate }));
}

/** Every part of a refund that is named; empty where a line has no amount, so that nothing can be added up. */
export function refundParts({ lines, parts = [] }: Pick<Refund, "lines" | "parts">): readonly Part[] {
  if (lines.some(({ amount_minor }) => amount_minor === undefined)) return [];
  return [
    ...lines.map(({ line_id, amount_minor = 0 }): Part => ({ kind: "line", line_id, amount_minor })),
    ...parts,
  ];
}

function negative({ label, amount_minor }: { label?: string | undefined; amount_minor: number }) {
  return { ...(label === undefined ? {} : { label }), amount_minor: -amount_minor };
}
