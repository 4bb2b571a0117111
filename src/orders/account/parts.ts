/**
 * Ensures that the parts of a breakdown add up to its total. Lists the parts that a sender names, and decides what
 * may be shown where they differ from the sender's total. Pure.
 */
import type { Line, OrderDetails, Refund } from "../event.ts";

export type PartKind =
  | "line"
  | "discount"
  | "gift_card"
  | "store_credit"
  | "shipping"
  | "fee"
  | "tip"
  | "duties"
  | "tax"
  | "rounding"
  | "adjustment"
  /** Difference between the sender's total and its parts. */
  | "other";

export interface Part {
  readonly kind: PartKind;
  /** Label that the sender uses. */
  readonly label?: string | undefined;
  /** For tax: percent as decimal text. */
  readonly percent?: string | undefined;
  readonly line_id?: string | undefined;
  /** Signed amount; deductions are negative. */
  readonly amount_minor: number;
}

/**
 * `whole`: the named parts add up to the total. `adjusted`: the last part, of kind `other`, fills the difference.
 * `none`: the difference is too large to trust any part, or the sender named none.
 */
export interface Breakdown {
  readonly state: "whole" | "adjusted" | "none";
  /** Parts that add up to the total; empty for `none`. */
  readonly parts: readonly Part[];
}

/**
 * Largest trusted difference, one fourth of the named sum: beyond it the amounts themselves are in doubt, for example
 * in another currency.
 */
const GAP_DIVISOR = 4;

/** Returns a breakdown whose parts add up to `total_minor`, or one without parts. */
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

/** Returns the price of a line after its discount. */
export function lineTotalMinor({ unit_price_minor, quantity, discount_minor }: Line): number {
  return unit_price_minor * quantity - discount_minor;
}

/** Returns all parts of an order's total that its snapshot names, in reading order for customers. */
export function orderParts(details: OrderDetails): readonly Part[] {
  const { lines, discounts, shipping, fees, gift_cards = [], rounding_minor = 0, adjustments = [] } = details;
  return [
    ...lines.map((line): Part => ({ kind: "line", line_id: line.id, amount_minor: lineTotalMinor(line) })),
    ...discounts.map((discount): Part => ({ kind: "discount", ...negative(discount) })),
    ...(shipping === undefined ? [] : [{ kind: "shipping" as const, ...shipping }]),
    ...fees.map((fee): Part => ({ ...fee, kind: fee.kind ?? "fee" })),
    ...(details.tax?.included === false ? taxParts(details) : []),
    ...adjustments.map((adjustment): Part => ({ kind: "adjustment", ...adjustment })),
    ...gift_cards.map((card): Part => ({ kind: card.kind ?? "gift_card", ...negative(card) })),
    ...(rounding_minor === 0 ? [] : [{ kind: "rounding" as const, amount_minor: rounding_minor }]),
  ];
}

/** Returns the tax of an order, one part for each rate where the rates add up to it; empty where there is no tax. */
export function taxParts({ tax }: Pick<OrderDetails, "tax">): readonly Part[] {
  if (tax === undefined || tax.amount_minor === 0) return [];
  const { amount_minor, rates = [] } = tax;
  if (rates.length === 0 || sumOf(rates) !== amount_minor) return [{ kind: "tax", amount_minor }];
  return rates.filter((rate) => rate.amount_minor !== 0).map((rate): Part => ({ kind: "tax", ...rate }));
}

/** Returns all named parts of a refund; empty where a line has no amount, so that no sum is possible. */
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
