/** Splits a Shopify refund into its parts other than lines, and finds where its money goes. */
import type { Refund, RefundDestination, RefundTarget } from "../../orders/event.ts";
import { brandOf } from "./gateway.ts";

/** Amounts of one refund in minor units of the customer's currency; each goes back to the customer. */
export interface RefundSums {
  readonly amount_minor: number;
  readonly lines_minor: number;
  readonly lines_tax_minor: number;
  readonly shipping_minor: number;
  readonly shipping_tax_minor: number;
  readonly duties_minor: number;
  /** Difference between Shopify's calculation and the refund, chosen by the person who made it. */
  readonly discrepancy_minor: number;
  /** Amount by which a cash payment was rounded. */
  readonly rounding_minor: number;
}

type Parts = NonNullable<Refund["parts"]>;

/**
 * Returns the named parts that, with the lines, make up `amount_minor`. The payload says neither whether its prices
 * include tax nor whether its calculation knew of pending money, so the interpretation under which everything adds up
 * is used; where none adds up, tax is taken as added on top and the refund contradicts itself.
 */
export function partsOf(sums: RefundSums): Parts {
  const { lines_tax_minor, shipping_minor, shipping_tax_minor, discrepancy_minor } = sums;
  const taxed_shipping_minor = shipping_minor + shipping_tax_minor;
  const readings = [discrepancy_minor, 0].flatMap((adjustment_minor) => [
    partsWhere(sums, lines_tax_minor, taxed_shipping_minor, adjustment_minor),
    partsWhere(sums, 0, shipping_minor, adjustment_minor),
    partsWhere(sums, 0, taxed_shipping_minor, adjustment_minor),
    partsWhere(sums, lines_tax_minor, shipping_minor, adjustment_minor),
  ]);
  const parts = readings.find((parts) => sums.lines_minor + sumOf(parts) === sums.amount_minor) ??
    readings[0]!;
  // An amount typed in by the merchant is not a part of the order.
  const is_typed_in = sums.lines_minor === 0 && parts.length === 1 && parts[0]!.kind === "adjustment";
  return is_typed_in ? [] : parts;
}

function partsWhere(
  { duties_minor, rounding_minor }: RefundSums,
  tax_minor: number,
  shipping_minor: number,
  adjustment_minor: number,
): Parts {
  const parts: Parts = [
    { kind: "shipping", amount_minor: shipping_minor },
    { kind: "tax", amount_minor: tax_minor },
    { kind: "duties", amount_minor: duties_minor },
    { kind: "adjustment", amount_minor: adjustment_minor },
    { kind: "rounding", amount_minor: rounding_minor },
  ];
  return parts.filter(({ amount_minor }) => amount_minor !== 0);
}

function sumOf(parts: readonly { readonly amount_minor: number }[]): number {
  return parts.reduce((total, { amount_minor }) => total + amount_minor, 0);
}

/** One transaction of a refund that moves money. */
export interface Movement {
  readonly gateway: string | null | undefined;
  readonly amount_minor: number;
}

/** Returns the destinations of the money, each once; undefined where all of it goes back the way it was paid. */
export function destinationsOf(movements: readonly Movement[]): RefundDestination[] | undefined {
  const by_gateway = new Map<string, number>();
  for (const { gateway, amount_minor } of movements) {
    const name = gateway ?? "";
    by_gateway.set(name, (by_gateway.get(name) ?? 0) + amount_minor);
  }
  const destinations = [...by_gateway].map(([gateway, amount_minor]): RefundDestination => {
    const to = targetOf(gateway);
    const brand = to === "payment" && by_gateway.size > 1 ? brandOf([gateway]) : undefined;
    return { to, ...(brand === undefined ? {} : { method: { brand } }), amount_minor };
  });
  return destinations.every(({ to, method }) => to === "payment" && method === undefined)
    ? undefined
    : destinations;
}

function targetOf(gateway: string): RefundTarget {
  if (/store[_ ]?credit/i.test(gateway)) return "store_credit";
  if (/gift[_ ]?card/i.test(gateway)) return "gift_card";
  if (/^cash$/i.test(gateway)) return "cash";
  return /bank|transfer/i.test(gateway) ? "transfer" : "payment";
}
