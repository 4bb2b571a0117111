/** Reads BigCommerce's refunds: the amount in the order's currency, and the lines concerned. */
import * as v from "valibot";
import { Code, Flag } from "../read/fields.ts";
import {
  type OrderEvent,
  type Refund,
  type RefundDestination,
  type RefundTarget,
} from "../../orders/event.ts";
import { ok, type Result } from "../../result.ts";
import { amount } from "../read/amounts.ts";
import { orderCurrency } from "./fields.ts";
import { known, PlainId, wholeList, Words } from "../read/fields.ts";
import { checked } from "../read/parse_error.ts";
import { Instant } from "../../values/schemas.ts";

/**
 * Reads a refund; `null` when no money moved.
 * https://developer.bigcommerce.com/docs/rest-management/orders/payment-actions
 */
export function readRefund(
  { order, refund }: { readonly order: unknown; readonly refund: unknown },
): Result<OrderEvent | null, "invalid"> {
  const currency = orderCurrency(order);
  if (!currency.ok) return currency;
  const Amount = amount(currency.value);
  const read = checked(
    v.object({
      id: PlainId,
      created: Instant,
      reason: Words,
      total_amount: Amount,
      payments: wholeList(v.object({
        amount: Amount,
        provider_id: Code,
        is_declined: Flag,
      })),
      items: wholeList(v.object({
        item_type: Code,
        item_id: v.nullish(PlainId),
        quantity: v.nullish(v.number()),
        // Present for an item refunded by amount; null for an item refunded by quantity, whose value BigCommerce
        // calculates.
        requested_amount: v.nullish(Amount),
      })),
    }),
    refund,
    (path) => `refund.${path}`,
  );
  if (!read.ok) return read;
  const { id, created: at, reason, total_amount, payments, items } = read.value;
  // A refund may be split over several payment methods, and one of them may decline it.
  const taken = payments.filter(({ is_declined }) => is_declined !== true);
  const amount_minor = payments.length === 0
    ? total_amount
    : taken.reduce((sum, part) => sum + part.amount, 0);
  if (amount_minor <= 0) return ok(null);
  const named = namedItems(items, amount_minor);
  const destinations = taken.map((part): RefundDestination => ({
    to: TARGETS.get(part.provider_id ?? "") ?? "payment",
    amount_minor: part.amount,
  }));
  const goes_elsewhere = destinations.some(({ to }) => to !== "payment");
  return ok({
    type: "payment.refunded",
    at,
    refund: {
      ...known({ id, amount_minor, reason }),
      ...named,
      ...(goes_elsewhere ? { destinations } : {}),
    },
  });
}

interface RefundedItem {
  readonly item_type?: string | null | undefined;
  readonly item_id?: string | null | undefined;
  readonly quantity?: number | null | undefined;
  readonly requested_amount?: number | null | undefined;
}

/** Returns the lines of a refund, and their amounts and its other parts where BigCommerce states each amount. */
function namedItems(items: readonly RefundedItem[], amount_minor: number): Pick<Refund, "lines" | "parts"> {
  const pieces = items.flatMap(({ item_type, item_id, quantity, requested_amount }) =>
    item_type === "PRODUCT" && typeof item_id === "string" && typeof quantity === "number" && quantity > 0 &&
      Number.isInteger(quantity)
      ? [{ line_id: item_id, quantity, requested_amount }]
      : []
  );
  const parts = items.flatMap(({ item_type, requested_amount }): NonNullable<Refund["parts"]> => {
    const kind = PARTS.get(item_type ?? "");
    return kind === undefined ? [] : [{ kind, amount_minor: requested_amount ?? 0 }];
  });
  const stated_minor = items.reduce((total, { requested_amount }) => total + (requested_amount ?? 0), 0);
  const is_whole = stated_minor === amount_minor && pieces.length + parts.length === items.length;
  return is_whole
    ? {
      lines: pieces.map(({ requested_amount, ...piece }) => ({
        ...piece,
        amount_minor: requested_amount ?? 0,
      })),
      ...(parts.length === 0 ? {} : { parts }),
    }
    : { lines: pieces.map(({ line_id, quantity }) => ({ line_id, quantity })) };
}

/** `ORDER` is an amount typed in by the merchant and names no part. */
const PARTS: ReadonlyMap<string, NonNullable<Refund["parts"]>[number]["kind"]> = new Map([
  ["SHIPPING", "shipping"],
  ["HANDLING", "fee"],
  ["GIFT_WRAPPING", "fee"],
  ["FEES", "fee"],
  ["TAX", "tax"],
]);

/** Destinations of a refund that does not go back through the payment provider. */
const TARGETS: ReadonlyMap<string, RefundTarget> = new Map([
  ["storecredit", "store_credit"],
  ["giftcertificate", "gift_card"],
  ["cash", "cash"],
]);
