/** Names what BigCommerce deducted from an order: discounts, gift certificates, store credit and rounding. */
import type { OrderDetails } from "../../orders/event.ts";
import { known, words } from "../read/fields.ts";
import type { BigcommerceOrder } from "./order.ts";

type TakenOff = Pick<OrderDetails, "discounts" | "gift_cards" | "rounding_minor">;

/**
 * Explains `over_minor`, the amount by which lines and costs exceed the order's total. Each amount has four digits
 * and is rounded alone, so a gap within that rounding is called rounding. Any other gap stays: the order then
 * contradicts itself.
 */
export function takenOff(order: BigcommerceOrder, over_minor: number, rounded_count: number): TakenOff {
  const credits = creditsOf(order);
  const stated_minor = order.coupon_discount + order.discount_amount;
  const applied_minor = sum(
    order.products.flatMap(({ applied_discounts }) => applied_discounts.map(({ amount }) => amount)),
  );
  for (const gift_cards of credits.length === 0 ? [[]] : [[], credits]) {
    const rest_minor = over_minor - sum(gift_cards.map(({ amount_minor }) => amount_minor));
    const discount_minor = discountMinor(order, rest_minor, { stated_minor, applied_minor, rounded_count });
    if (discount_minor !== null) {
      return takenOffBy(order, discount_minor, gift_cards, rest_minor - discount_minor);
    }
  }
  return takenOffBy(order, stated_minor > 0 ? stated_minor : applied_minor, credits, 0);
}

interface Stated {
  readonly stated_minor: number;
  readonly applied_minor: number;
  readonly rounded_count: number;
}

/** Returns which of the sums stated as the order's discount makes up `rest_minor`; null where none does. */
function discountMinor(
  { is_tax_inclusive_pricing }: BigcommerceOrder,
  rest_minor: number,
  { stated_minor, applied_minor, rounded_count }: Stated,
): number | null {
  const candidates = stated_minor === 0 && applied_minor === 0 ? [0] : [stated_minor, applied_minor];
  const found = candidates.find((minor) => Math.abs(rest_minor - minor) * 2 <= rounded_count);
  if (found !== undefined) return found;
  // BigCommerce states a discount with its tax even where prices are shown without tax; the deduction is then smaller
  // by the tax only.
  const is_net = is_tax_inclusive_pricing !== true && rest_minor <= stated_minor &&
    rest_minor * 2 >= stated_minor && stated_minor > 0;
  return is_net ? rest_minor : null;
}

function takenOffBy(
  order: BigcommerceOrder,
  discount_minor: number,
  gift_cards: NonNullable<OrderDetails["gift_cards"]>,
  rounded_minor: number,
): TakenOff {
  return {
    discounts: discount_minor > 0 ? [known({ label: labelOf(order), amount_minor: discount_minor })] : [],
    ...(gift_cards.length === 0 ? {} : { gift_cards }),
    ...(rounded_minor === 0 ? {} : { rounding_minor: -rounded_minor }),
  };
}

function creditsOf(
  { gift_certificate_amount, store_credit_amount }: BigcommerceOrder,
): NonNullable<OrderDetails["gift_cards"]> {
  return [
    { amount_minor: gift_certificate_amount },
    { amount_minor: store_credit_amount, kind: "store_credit" as const },
  ].filter(({ amount_minor }) => amount_minor > 0);
}

function labelOf({ products }: BigcommerceOrder): string | undefined {
  const names = products.flatMap(({ applied_discounts }) =>
    applied_discounts.map(({ name, code }) => name ?? code)
  );
  return words([...new Set(names)].filter((name) => name !== undefined).join(", "));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
